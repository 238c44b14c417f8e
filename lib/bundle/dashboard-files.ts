import { allParameters } from "@/lib/catalog/common-parameters"
import type { Dashboard, Entry } from "@/lib/catalog/entry"
import { parameterValues } from "@/lib/catalog/parameter-values"
import { grafanaDashboard } from "@/lib/dashboards/grafana"
import { persesDashboard } from "@/lib/dashboards/perses"
import { buildBundle, defaultName, optionValues } from "./build"
import type { KubeObject } from "./kube-object"
import { toYamlStream } from "./yaml"

/** A dashboard on its own, in a format that something can import. */
export interface DashboardFormat {
  /** Name of the file; also the last part of its address. */
  name: string
  title: string
  /** What takes it. */
  summary: string
  mediaType: string
  content: (entry: Entry, dashboard: Dashboard) => string
}

const JSON_TYPE = "application/json; charset=utf-8"
const YAML_TYPE = "application/yaml; charset=utf-8"
const NAMESPACE = "monitoring"

/** Every format that a single dashboard can be had in; objects are those of a bundle in the namespace "monitoring". */
export const dashboardFormats: readonly DashboardFormat[] = [
  {
    name: "grafana.json",
    title: "Grafana JSON",
    summary: "To be imported or provisioned; asks for its data source.",
    mediaType: JSON_TYPE,
    content: (entry, dashboard) => json(grafanaDashboard(entry, dashboard)),
  },
  {
    name: "perses.json",
    title: "Perses JSON",
    summary: "A Dashboard for percli, with the data source “prometheus”.",
    mediaType: JSON_TYPE,
    content: (entry, dashboard) =>
      json({
        kind: "Dashboard",
        metadata: { name: `${entry.id}-${dashboard.id}` },
        spec: persesDashboard(dashboard, "prometheus"),
      }),
  },
  {
    name: "configmap.yaml",
    title: "ConfigMap",
    summary: "For the sidecar of the Grafana Helm chart.",
    mediaType: YAML_TYPE,
    content: (entry, dashboard) => objects("operator", entry, dashboard, ["ConfigMap"]),
  },
  {
    name: "grafana-operator.yaml",
    title: "Grafana Operator",
    summary: "A GrafanaDashboard with its ConfigMap.",
    mediaType: YAML_TYPE,
    content: (entry, dashboard) => objects("grafana-operator", entry, dashboard, ["ConfigMap", "GrafanaDashboard"]),
  },
  {
    name: "perses-operator.yaml",
    title: "Perses Operator",
    summary: "A PersesDashboard with its PersesDatasource.",
    mediaType: YAML_TYPE,
    content: (entry, dashboard) => objects("perses", entry, dashboard, ["PersesDatasource", "PersesDashboard"]),
  },
]

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

/** The objects of a bundle that show this dashboard, and no other. */
function objects(target: string, entry: Entry, dashboard: Dashboard, kinds: readonly string[]): string {
  const examples = { examples: true }
  const { objects: all } = buildBundle(target, {
    items: [
      {
        entry: { ...entry, dashboards: [dashboard] },
        values: parameterValues(allParameters(entry), {}, examples),
      },
    ],
    name: defaultName([entry.id]),
    namespace: NAMESPACE,
    labels: {},
    options: optionValues(target, {}, examples),
  })
  return toYamlStream(all.filter((object) => kinds.includes(object.kind) && shows(object, dashboard)))
}

/** A ConfigMap may also hold the configuration of the exporter. */
function shows({ kind, metadata }: KubeObject, { id }: Dashboard): boolean {
  return kind !== "ConfigMap" || metadata.name.endsWith(`-dashboard-${id}`)
}
