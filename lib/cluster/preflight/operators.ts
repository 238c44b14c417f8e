import type { LiveObject } from "../client"
import { matches, parseSelector, type Selector } from "../selection"
import { containersOf, flagValue, isImage } from "./workloads"

/**
 * What one Prometheus operator looks after, by its flags (cmd/operator/main.go and pkg/prometheus/server/operator.go of
 * prometheus-operator 0.93).
 */
export interface OperatorScope {
  /** "namespace/name" of its Deployment. */
  name: string
  /** Where it reads monitors and rules; empty is everywhere. */
  namespaces: readonly string[]
  denied: readonly string[]
  /** Where it looks for Prometheus and PrometheusAgent, and for ThanosRuler; empty is where it reads monitors. */
  prometheusNamespaces: readonly string[]
  rulerNamespaces: readonly string[]
  prometheusSelector: Selector
  rulerSelector: Selector
  /** Only servers with this annotation; "" is those without one. */
  controllerId: string
}

/** A server as an operator sees it. */
export interface Managed {
  kind: "Prometheus" | "PrometheusAgent" | "ThanosRuler"
  namespace: string
  labels: Readonly<Record<string, string>>
  controllerId: string
}

/** The operators among the Deployments; `unclear` names those whose flags cannot be read. */
export function operatorsOf(workloads: readonly LiveObject[]): { operators: OperatorScope[]; unclear: string[] } {
  const operators: OperatorScope[] = []
  const unclear: string[] = []
  for (const workload of workloads) {
    const name = `${workload.metadata.namespace}/${workload.metadata.name}`
    for (const { image, words } of containersOf(workload)) {
      if (!isImage(image, "prometheus-operator")) continue
      const scope = scopeOf(name, words)
      if (scope) operators.push(scope)
      else unclear.push(name)
    }
  }
  return { operators, unclear }
}

function scopeOf(name: string, words: readonly string[]): OperatorScope | undefined {
  const text = (flag: string) => flagValue(words, flag) ?? ""
  const list = (flag: string) =>
    text(flag)
      .split(",")
      .map((word) => word.trim())
      .filter(Boolean)
  const prometheusSelector = parseSelector(text("prometheus-instance-selector"))
  const rulerSelector = parseSelector(text("thanos-ruler-instance-selector"))
  // A value that comes from a ConfigMap, a Secret or the pod itself is not known here.
  if (!prometheusSelector || !rulerSelector || words.some((word) => /^--?[a-z-]+=.*\$\(/.test(word))) return undefined
  return {
    name,
    namespaces: list("namespaces"),
    denied: list("deny-namespaces"),
    prometheusNamespaces: list("prometheus-instance-namespaces"),
    rulerNamespaces: list("thanos-ruler-instance-namespaces"),
    prometheusSelector,
    rulerSelector,
    controllerId: text("controller-id"),
  }
}

/** Whether an operator makes the configuration of a server. */
export function manages(operator: OperatorScope, server: Managed): boolean {
  const ruler = server.kind === "ThanosRuler"
  const own = ruler ? operator.rulerNamespaces : operator.prometheusNamespaces
  const namespaces = own.length > 0 ? own : operator.namespaces
  const selector = ruler ? operator.rulerSelector : operator.prometheusSelector
  return (
    operator.controllerId === server.controllerId &&
    (namespaces.length === 0 || namespaces.includes(server.namespace)) &&
    !operator.denied.includes(server.namespace) &&
    matches(selector, { labels: server.labels, complete: true }) === "yes"
  )
}

/** Whether an operator reads monitors and rules in a namespace. */
export function readsNamespace({ namespaces, denied }: OperatorScope, namespace: string): boolean {
  return (namespaces.length === 0 || namespaces.includes(namespace)) && !denied.includes(namespace)
}
