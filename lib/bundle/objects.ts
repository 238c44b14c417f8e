import { grafanaDashboard } from "@/lib/dashboards/grafana"
import { networkPolicy, rbac } from "./access"
import type { BundleFile, BundleItem, BundleRequest } from "./bundle"
import { objectName, objectOf } from "./identity"
import type { KubeObject } from "./kube-object"
import { service } from "./monitor"
import { configMap, workload } from "./workload"
import { toYamlStream } from "./yaml"

/** What runs an exporter, whatever reads its metrics: rights, configuration, workload, Service and NetworkPolicy. */
export function exporterObjects(request: BundleRequest, item: BundleItem): KubeObject[] {
  const optional = [
    configMap(request, item),
    workload(request, item),
    service(request, item),
    networkPolicy(request, item),
  ]
  return [...rbac(request, item), ...optional.filter((object) => object !== undefined)]
}

/** Name of the ConfigMap with a dashboard. */
export function dashboardName(request: BundleRequest, item: BundleItem, dashboardId: string): string {
  return `${objectName(request, item)}-dashboard-${dashboardId}`
}

/** Name of the file with a dashboard, and its key in a ConfigMap. */
export function dashboardFile({ entry }: BundleItem, dashboardId: string): string {
  return `${entry.id}-${dashboardId}.json`
}

/** One ConfigMap for each dashboard, with the labels by which it is found. */
export function dashboardConfigMaps(
  request: BundleRequest,
  item: BundleItem,
  labels: Readonly<Record<string, string>>,
): KubeObject[] {
  return item.entry.dashboards.map((dashboard) => {
    const json = JSON.stringify(grafanaDashboard(item.entry, dashboard), null, 2)
    const head = { apiVersion: "v1", kind: "ConfigMap", name: dashboardName(request, item, dashboard.id), labels }
    return objectOf(request, item, head, { data: { [dashboardFile(item, dashboard.id)]: `${json}\n` } })
  })
}

/** A target of plain objects: one file for each entry, applied as they are. */
export function renderObjects(
  request: BundleRequest,
  objectsOf: (request: BundleRequest, item: BundleItem) => KubeObject[],
): { files: BundleFile[]; objects: KubeObject[] } {
  const perItem = request.items.map((item) => ({ item, objects: objectsOf(request, item) }))
  return {
    files: perItem.map(({ item, objects }) => ({
      path: `${objectName(request, item)}.yaml`,
      content: toYamlStream(objects),
    })),
    objects: perItem.flatMap(({ objects }) => objects),
  }
}
