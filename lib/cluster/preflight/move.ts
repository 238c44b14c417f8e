import type { KubeObject } from "@/lib/bundle/kube-object"
import { MONITOR_KINDS } from "./servers"

/**
 * Puts monitors and rules into another namespace, from where they still point at the exporter in its own. Probes need no
 * more than the move: their prober is named with its namespace.
 */
export function moveMonitors(
  objects: readonly KubeObject[],
  home: string,
  target: string | undefined,
): readonly KubeObject[] {
  if (target === undefined || target === home) return objects
  return objects.map((object) => {
    if (!MONITOR_KINDS.includes(object.kind) && object.kind !== "PrometheusRule") return object
    const metadata = { ...object.metadata, namespace: target }
    if (object.kind !== "ServiceMonitor" && object.kind !== "PodMonitor") return { ...object, metadata }
    const spec = { ...(object.spec as object), namespaceSelector: { matchNames: [home] } }
    return { ...object, metadata, spec }
  })
}
