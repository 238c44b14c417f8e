import type { KubeObject } from "@/lib/bundle/kube-object"
import { groupBy } from "./group"
import { groupOf, type Kinds } from "./kinds"
import { fix, type PreflightFix } from "./preflight/item"

/** A kind that the bundle needs and the cluster does not serve. */
export interface MissingKind {
  apiVersion: string
  kind: string
  /** Names of the objects that need it. */
  objects: readonly string[]
  hint: string
  /** Ways out, the best first; leaving the objects out is the last and needs the user's word. */
  fallbacks: readonly PreflightFix[]
}

const HINTS: Record<string, string> = {
  "monitoring.coreos.com":
    "Install the Prometheus operator (https://prometheus-operator.dev), or take the plain files: exporterhub bundle --target prometheus",
  "grafana.integreatly.org": "Install the Grafana operator, or take the dashboards as ConfigMaps",
}

/** The kinds of the objects that are neither served nor defined by the bundle itself. */
export function missingKinds(kinds: Kinds, objects: readonly KubeObject[]): MissingKind[] {
  const defined = new Set(
    objects.flatMap((object) => {
      const spec = object.spec as { group?: string; names?: { kind?: string } } | undefined
      return object.kind === "CustomResourceDefinition" ? [`${spec?.group}/${spec?.names?.kind}`] : []
    }),
  )
  const absent = objects.filter(
    (object) => !kinds.find(object) && !defined.has(`${groupOf(object.apiVersion)}/${object.kind}`),
  )
  return [...groupBy(absent, ({ apiVersion, kind }) => `${apiVersion} ${kind}`).values()].flatMap((list) => {
    const [first] = list
    if (!first) return []
    const { apiVersion, kind } = first
    const served = kinds.findGroupKind(groupOf(apiVersion), kind)
    const hint = served
      ? `The cluster serves it as ${served.group}/${served.version}`
      : (HINTS[groupOf(apiVersion)] ?? `Install what defines ${kind} of ${apiVersion} first`)
    const fallbacks = [...otherTargets(kinds, apiVersion), ...firstInstall(apiVersion), leaveOut(kind)]
    return [{ apiVersion, kind, objects: list.map(({ metadata }) => metadata.name), hint, fallbacks }]
  })
}

const TARGETS: readonly { target: string; group: string; kind: string; name: string }[] = [
  {
    target: "victoriametrics",
    group: "operator.victoriametrics.com",
    kind: "VMServiceScrape",
    name: "the VictoriaMetrics operator (VMServiceScrape, VMRule)",
  },
  {
    target: "gmp",
    group: "monitoring.googleapis.com",
    kind: "PodMonitoring",
    name: "Google Managed Prometheus (PodMonitoring, Rules)",
  },
  { target: "operator", group: "monitoring.coreos.com", kind: "ServiceMonitor", name: "the Prometheus operator" },
]
const MONITORING = TARGETS.map(({ group }) => group)

/** Formats for the same purpose that the cluster does serve. */
function otherTargets(kinds: Kinds, apiVersion: string): PreflightFix[] {
  const group = groupOf(apiVersion)
  if (!MONITORING.includes(group)) return []
  return TARGETS.filter((each) => each.group !== group && kinds.findGroupKind(each.group, each.kind)).map(
    ({ target, name }) => fix(`The cluster has ${name}: take that target`, `--target ${target}`),
  )
}

function firstInstall(apiVersion: string): PreflightFix[] {
  if (groupOf(apiVersion) !== "monitoring.coreos.com") return []
  const chart = "oci://ghcr.io/prometheus-community/charts/kube-prometheus-stack"
  const command = `helm install kube-prometheus-stack ${chart} --namespace monitoring --create-namespace`
  return [fix("Install the Prometheus operator first, for example with its chart", command)]
}

function leaveOut(kind: string): PreflightFix {
  return fix(`Install without every ${kind}`, `--skip-kind ${kind}`, { skipKinds: [kind] })
}
