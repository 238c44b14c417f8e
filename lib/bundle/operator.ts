import type { BundleItem, BundleRequest, Target } from "./bundle"
import { objectOf } from "./identity"
import type { KubeObject } from "./kube-object"
import { monitors } from "./monitor"
import { dashboardConfigMaps, exporterObjects, renderObjects } from "./objects"
import { ruleGroups } from "./rules"

/** Kubernetes objects for the Prometheus operator. */
export const operator: Target = {
  id: "operator",
  title: "Prometheus Operator",
  summary:
    "Kubernetes objects with ServiceMonitor, PrometheusRule and dashboard ConfigMap, for kube-prometheus(-stack).",
  options: [],
  usage: (path) => `kubectl apply --server-side -f ${path}`,
  render: (request) => renderObjects(request, operatorObjects),
}

/** Grafana's sidecar picks dashboards up by the label that kube-prometheus-stack uses by default. */
export const SIDECAR_LABELS = { grafana_dashboard: "1" }

/** The objects of one entry, in an order that can be applied. */
export function operatorObjects(request: BundleRequest, item: BundleItem): KubeObject[] {
  return [
    ...exporterObjects(request, item),
    ...monitors(request, item),
    ...prometheusRule(request, item),
    ...dashboardConfigMaps(request, item, SIDECAR_LABELS),
  ]
}

/** The rules of an entry; none for an entry without rules. */
export function prometheusRule(request: BundleRequest, item: BundleItem): KubeObject[] {
  const groups = ruleGroups(request, item)
  if (groups.length === 0) return []
  const head = { apiVersion: "monitoring.coreos.com/v1", kind: "PrometheusRule", labels: request.labels }
  return [objectOf(request, item, head, { spec: { groups } })]
}
