import type { LiveObject } from "../client"
import { isLabel } from "../selection"
import { containersOf, isImage } from "./workloads"

/** A container that puts ConfigMaps into a Grafana, by its environment (kiwigrid/k8s-sidecar's README). */
export interface Sidecar {
  /** "namespace/name" of the workload that it is part of. */
  workload: string
  label: string
  /** "" is any value. */
  value: string
  /** Where it looks; undefined is everywhere. */
  namespaces?: readonly string[]
  folderAnnotation: string
}

/** The sidecars for dashboards among the workloads; `unclear` names those whose settings come from elsewhere. */
export function sidecarsOf(workloads: readonly LiveObject[]): { sidecars: Sidecar[]; unclear: string[] } {
  const sidecars: Sidecar[] = []
  const unclear: string[] = []
  for (const workload of workloads) {
    const { name, namespace = "" } = workload.metadata
    const place = `${namespace}/${name}`
    for (const { name: container, image, env } of containersOf(workload)) {
      if (!isImage(image, "k8s-sidecar")) continue
      // The same image fills data sources, alerts and plugins; only its settings tell which.
      const told = [container, ...["LABEL", "FOLDER", "REQ_URL"].map((key) => env.get(key) ?? "")]
      if (!told.some((text) => /dashboard/i.test(text))) continue
      if (env.get("RESOURCE") === "secret") continue
      const label = env.get("LABEL")
      const scattered = ["LABEL", "LABEL_VALUE", "NAMESPACE"].some((key) => env.has(key) && env.get(key) === undefined)
      const value = env.get("LABEL_VALUE") ?? ""
      const folderAnnotation = env.get("FOLDER_ANNOTATION") ?? ""
      const usable =
        label !== undefined && isLabel(label, value) && (folderAnnotation === "" || isLabel(folderAnnotation, ""))
      if (!usable || scattered) {
        unclear.push(place)
        continue
      }
      const scope = env.get("NAMESPACE") || namespace
      const list = scope.split(",").map((word) => word.trim())
      sidecars.push({
        workload: place,
        label,
        value,
        ...(list.includes("ALL") ? {} : { namespaces: list }),
        folderAnnotation,
      })
    }
  }
  const distinct = [...new Map(sidecars.map((sidecar) => [JSON.stringify(sidecar), sidecar])).values()]
  return { sidecars: distinct, unclear: [...new Set(unclear)] }
}
