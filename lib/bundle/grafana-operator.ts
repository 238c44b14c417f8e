import type { Parameter } from "@/lib/catalog/parameter"
import { dashboardUid } from "@/lib/dashboards/grafana"
import type { BundleItem, BundleRequest, Target } from "./bundle"
import { objectOf } from "./identity"
import type { KubeObject } from "./kube-object"
import { labelOption, pairsOf } from "./label-option"
import { monitors } from "./monitor"
import { dashboardConfigMaps, dashboardFile, dashboardName, exporterObjects, renderObjects } from "./objects"
import { prometheusRule } from "./operator"
import { option, optionText } from "./option"

const SELECTOR = labelOption(
  "grafanaSelector",
  "Labels of the Grafana objects that shall show the dashboards",
  "dashboards=grafana",
)
const FOLDER: Parameter = {
  name: "grafanaFolder",
  type: "string",
  description: "Folder of the dashboards in Grafana; by default the operator names it after the namespace",
  required: false,
}
const CROSS_NAMESPACE: Parameter = {
  name: "grafanaCrossNamespace",
  type: "boolean",
  description: "Whether Grafana runs in another namespace than the exporter",
  required: false,
  default: true,
}

/** Objects for the Prometheus operator, with dashboards for the Grafana operator. */
export const grafanaOperator: Target = {
  id: "grafana-operator",
  title: "Grafana Operator",
  summary: "The objects of Prometheus Operator, with dashboards as GrafanaDashboard for grafana-operator 5.",
  options: [SELECTOR, FOLDER, CROSS_NAMESPACE],
  usage: (path) => `kubectl apply --server-side -f ${path}`,
  render: (request) => renderObjects(request, itemObjects),
}

function itemObjects(request: BundleRequest, item: BundleItem): KubeObject[] {
  return [
    ...exporterObjects(request, item),
    ...monitors(request, item),
    ...prometheusRule(request, item),
    ...dashboardConfigMaps(request, item, {}),
    ...grafanaDashboards(request, item),
  ]
}

/** Dashboards bind their data source through a variable, so that no uid of a cluster is in them. */
function grafanaDashboards(request: BundleRequest, item: BundleItem): KubeObject[] {
  const folder = optionText(request, FOLDER)
  return item.entry.dashboards.map((dashboard) => {
    const name = dashboardName(request, item, dashboard.id)
    const head = { apiVersion: "grafana.integreatly.org/v1beta1", kind: "GrafanaDashboard", name }
    return objectOf(request, item, head, {
      spec: {
        uid: dashboardUid(item.entry.id, dashboard.id),
        instanceSelector: { matchLabels: pairsOf(request, SELECTOR) },
        allowCrossNamespaceImport: option(request, CROSS_NAMESPACE) === true,
        resyncPeriod: "10m",
        ...(folder === undefined ? {} : { folder }),
        configMapRef: { name, key: dashboardFile(item, dashboard.id) },
      },
    })
  })
}
