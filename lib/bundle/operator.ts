import { grafanaDashboard } from "@/lib/dashboards/grafana"
import { networkPolicy, rbac } from "./access"
import type { BundleItem, BundleRequest, Target } from "./bundle"
import { objectName, objectOf } from "./identity"
import type { KubeObject } from "./kube-object"
import { monitors, service } from "./monitor"
import { ruleGroups } from "./rules"
import { configMap, workload } from "./workload"
import { toYamlStream } from "./yaml"

/** Kubernetes objects for the Prometheus operator. */
export const operator: Target = {
  id: "operator",
  title: "Prometheus Operator",
  summary:
    "Kubernetes objects with ServiceMonitor, PrometheusRule and dashboard ConfigMap, for kube-prometheus(-stack).",
  options: [],
  usage: (path) => `kubectl apply --server-side -f ${path}`,
  render(request) {
    const perItem = request.items.map((item) => ({ item, objects: operatorObjects(request, item) }))
    return {
      files: perItem.map(({ item, objects }) => ({
        path: `${objectName(request, item)}.yaml`,
        content: toYamlStream(objects),
      })),
      objects: perItem.flatMap(({ objects }) => objects),
    }
  },
}

/** The objects of one entry, in an order that can be applied. */
export function operatorObjects(request: BundleRequest, item: BundleItem): KubeObject[] {
  const optional = [
    configMap(request, item),
    workload(request, item),
    service(request, item),
    networkPolicy(request, item),
  ]
  return [
    ...rbac(request, item),
    ...optional.filter((object) => object !== undefined),
    ...monitors(request, item),
    ...prometheusRule(request, item),
    ...dashboardConfigMaps(request, item),
  ]
}

function prometheusRule(request: BundleRequest, item: BundleItem): KubeObject[] {
  const groups = ruleGroups(request, item)
  if (groups.length === 0) return []
  const head = { apiVersion: "monitoring.coreos.com/v1", kind: "PrometheusRule", labels: request.labels }
  return [objectOf(request, item, head, { spec: { groups } })]
}

/** Grafana's sidecar picks these up by the label that kube-prometheus-stack uses by default. */
function dashboardConfigMaps(request: BundleRequest, item: BundleItem): KubeObject[] {
  return item.entry.dashboards.map((dashboard) => {
    const name = `${objectName(request, item)}-dashboard-${dashboard.id}`
    const json = JSON.stringify(grafanaDashboard(item.entry, dashboard), null, 2)
    const head = { apiVersion: "v1", kind: "ConfigMap", name, labels: { grafana_dashboard: "1" } }
    return objectOf(request, item, head, { data: { [`${item.entry.id}-${dashboard.id}.json`]: `${json}\n` } })
  })
}
