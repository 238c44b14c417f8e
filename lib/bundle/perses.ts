import type { Parameter } from "@/lib/catalog/parameter"
import { persesDashboard } from "@/lib/dashboards/perses"
import type { BundleItem, BundleRequest, Target } from "./bundle"
import { objectName, objectOf } from "./identity"
import type { KubeObject } from "./kube-object"
import { labelOption, pairsOf } from "./label-option"
import { monitors } from "./monitor"
import { exporterObjects, renderObjects } from "./objects"
import { prometheusRule } from "./operator"
import { optionText } from "./option"

const API = "perses.dev/v1alpha2"
const PROMETHEUS_URL: Parameter = {
  name: "prometheusUrl",
  type: "url",
  description: "Where Perses reaches the Prometheus that scrapes the exporter",
  required: false,
  default: "http://prometheus-operated.monitoring.svc:9090",
  schemes: ["http", "https"],
}
const SELECTOR = labelOption(
  "persesSelector",
  "Labels of the Perses objects that shall show the dashboards (default: all of them)",
)

/** Objects for the Prometheus operator, with dashboards and their data source for the Perses operator. */
export const perses: Target = {
  id: "perses",
  title: "Perses",
  summary: "The objects of Prometheus Operator, with dashboards and a data source for perses-operator 0.3 and newer.",
  options: [PROMETHEUS_URL, SELECTOR],
  usage: (path) => `kubectl apply --server-side -f ${path}`,
  render: (request) => renderObjects(request, itemObjects),
}

function itemObjects(request: BundleRequest, item: BundleItem): KubeObject[] {
  const dashboards = persesDashboards(request, item)
  return [
    ...exporterObjects(request, item),
    ...monitors(request, item),
    ...prometheusRule(request, item),
    ...(dashboards.length > 0 ? [datasource(request, item)] : []),
    ...dashboards,
  ]
}

/** Not the default one: the project may have that already. */
function datasource(request: BundleRequest, item: BundleItem): KubeObject {
  const proxy = { kind: "HTTPProxy", spec: { url: optionText(request, PROMETHEUS_URL) } }
  const config = {
    display: { name: `Prometheus of ${objectName(request, item)}` },
    default: false,
    plugin: { kind: "PrometheusDatasource", spec: { proxy } },
  }
  const head = { apiVersion: API, kind: "PersesDatasource", name: datasourceName(request, item) }
  return objectOf(request, item, head, { spec: { ...instances(request), config } })
}

function datasourceName(request: BundleRequest, item: BundleItem): string {
  return `${objectName(request, item)}-prometheus`
}

function persesDashboards(request: BundleRequest, item: BundleItem): KubeObject[] {
  return item.entry.dashboards.map((dashboard) => {
    const head = { apiVersion: API, kind: "PersesDashboard", name: `${objectName(request, item)}-${dashboard.id}` }
    const config = persesDashboard(dashboard, datasourceName(request, item))
    return objectOf(request, item, head, { spec: { ...instances(request), config } })
  })
}

function instances(request: BundleRequest): Record<string, unknown> {
  const matchLabels = pairsOf(request, SELECTOR)
  return Object.keys(matchLabels).length > 0 ? { instanceSelector: { matchLabels } } : {}
}
