import type { LiveObject } from "../client"
import { field, textAt } from "../field"
import type { Selector } from "../selection"
import type { Managed } from "./operators"

/** A Prometheus, PrometheusAgent or ThanosRuler of the cluster. */
export interface Server extends Managed {
  name: string
  spec: unknown
  /** "system:serviceaccount:…": who it is towards the API server. */
  account: string
  /** The labels that the operator puts on its pods. */
  podLabels: Readonly<Record<string, string>>
}

/** The kinds that a server can select. */
export const MONITOR_KINDS = ["ServiceMonitor", "PodMonitor", "Probe"]
const SELECTORS: Readonly<Record<string, string>> = {
  ServiceMonitor: "serviceMonitor",
  PodMonitor: "podMonitor",
  Probe: "probe",
  PrometheusRule: "rule",
}

/** Reads a server object. */
export function serverOf(object: LiveObject): Server {
  const { name, namespace = "", labels = {}, annotations = {} } = object.metadata
  const kind = object.kind as Server["kind"]
  const { spec } = object
  const account = textAt(spec, "serviceAccountName") || "default"
  const own = field(spec, "podMetadata", "labels") as Record<string, string> | undefined
  const app = { Prometheus: "prometheus", PrometheusAgent: "prometheus-agent", ThanosRuler: "thanos-ruler" }[kind]
  return {
    kind,
    name,
    namespace,
    labels,
    controllerId: annotations["operator.prometheus.io/controller-id"] ?? "",
    spec,
    account: `system:serviceaccount:${namespace}:${account}`,
    podLabels: {
      ...own,
      "app.kubernetes.io/name": app,
      "app.kubernetes.io/instance": name,
      "app.kubernetes.io/managed-by": "prometheus-operator",
      "operator.prometheus.io/name": name,
      ...(kind === "Prometheus" ? { prometheus: name } : {}),
      ...(kind === "ThanosRuler" ? { "thanos-ruler": name } : {}),
    },
  }
}

/** Whether servers of this kind read objects of that kind at all: agents evaluate no rules, and rulers scrape nothing. */
export function canRead({ kind }: Server, objectKind: string): boolean {
  if (objectKind === "PrometheusRule") return kind !== "PrometheusAgent"
  return kind !== "ThanosRuler"
}

/** The pair of selectors of a server for one kind; null where the spec leaves one out. */
export function selectorsOf(
  { spec }: Server,
  objectKind: string,
): { object: Selector | null; namespace: Selector | null } {
  const word = SELECTORS[objectKind] ?? ""
  const read = (name: string) => (field(spec, name) as Selector | null | undefined) ?? null
  return { object: read(`${word}Selector`), namespace: read(`${word}NamespaceSelector`) }
}

/**
 * Whether its owner writes the configuration by hand: with all four selectors of scrape objects null the operator leaves
 * the configuration of a Prometheus alone.
 */
export function isUnmanaged(server: Server): boolean {
  const words = ["serviceMonitorSelector", "podMonitorSelector", "probeSelector", "scrapeConfigSelector"]
  return server.kind === "Prometheus" && words.every((word) => (field(server.spec, word) ?? null) === null)
}

/** "Prometheus monitoring/k8s". */
export function serverText({ kind, namespace, name }: Pick<Server, "kind" | "namespace" | "name">): string {
  return `${kind} ${namespace}/${name}`
}
