import type { Parameter } from "@/lib/catalog/parameter"
import type { FieldFault } from "@/lib/error"
import { durationMs } from "@/lib/promql/duration"
import type { BundleItem, BundleRequest, Target } from "./bundle"
import { objectName, objectOf, selectorLabels } from "./identity"
import type { KubeObject } from "./kube-object"
import { dashboardConfigMaps, exporterObjects, renderObjects } from "./objects"
import { SIDECAR_LABELS } from "./operator"
import { option } from "./option"
import { type RenderedGroup, ruleGroups } from "./rules"
import { METRICS_PORT } from "./workload"

const API = "monitoring.googleapis.com/v1"
/** What a group without an interval of its own gets: the field is required. */
const INTERVAL = "1m"

const SCOPE: Parameter = {
  name: "rulesScope",
  type: "enum",
  description:
    "Which series rules see: those of the exporter's namespace (Rules) or of the whole cluster (ClusterRules)",
  required: false,
  options: ["namespace", "cluster"],
  default: "namespace",
}

/**
 * Objects for Google Cloud Managed Service for Prometheus. Its limits, read in GoogleCloudPlatform/prometheus-engine
 * 0.13.0 (pkg/operator/apis/monitoring/v1): it scrapes pods only; `job` is the name of the PodMonitoring, and neither
 * `job` nor `instance` can be relabelled; rule groups need an interval and know no keep_firing_for.
 */
export const gmp: Target = {
  id: "gmp",
  title: "Google Managed Prometheus",
  summary: "PodMonitoring and Rules for Google Cloud Managed Service for Prometheus.",
  options: [SCOPE],
  usage: (path) => `kubectl apply --server-side -f ${path}`,
  refuses: refusal,
  render: (request) => renderObjects(request, itemObjects),
}

function itemObjects(request: BundleRequest, item: BundleItem): KubeObject[] {
  const runs = item.entry.deploy.workload !== "none"
  return [
    ...exporterObjects(request, item),
    ...(runs ? [podMonitoring(request, item)] : []),
    ...rules(request, item),
    ...dashboardConfigMaps(request, item, SIDECAR_LABELS),
  ]
}

function podMonitoring(request: BundleRequest, item: BundleItem): KubeObject {
  const { scrape } = item.entry
  const interval = String(item.values.scrapeInterval ?? scrape.interval)
  const fits = scrape.timeout !== undefined && (durationMs(scrape.timeout) ?? 0) <= (durationMs(interval) ?? 0)
  const endpoint = {
    port: METRICS_PORT,
    path: scrape.path,
    scheme: scrape.scheme,
    interval,
    ...(scrape.timeout === undefined ? {} : { timeout: fits ? scrape.timeout : interval }),
  }
  // The name becomes the `job` label, on which rules and dashboards rely.
  const head = { apiVersion: API, kind: "PodMonitoring", name: scrape.job, labels: request.labels }
  const spec = { selector: { matchLabels: selectorLabels(request, item) }, endpoints: [endpoint] }
  return objectOf(request, item, head, { spec })
}

function rules(request: BundleRequest, item: BundleItem): KubeObject[] {
  const groups = ruleGroups(request, item).map(({ name, interval, rules: list }: RenderedGroup) => ({
    name,
    interval: interval ?? INTERVAL,
    rules: list,
  }))
  if (groups.length === 0) return []
  // Software that runs already is scraped by something else, maybe from another namespace.
  const cluster = option(request, SCOPE) === "cluster" || item.entry.deploy.workload === "none"
  const name = cluster ? `${request.namespace}-${objectName(request, item)}` : objectName(request, item)
  const kind = cluster ? "ClusterRules" : "Rules"
  const head = { apiVersion: API, kind, name, clusterScoped: cluster, labels: request.labels }
  return [objectOf(request, item, head, { spec: { groups } })]
}

function refusal({ items }: BundleRequest): FieldFault | undefined {
  const prober = items.find(({ entry }) => entry.probe)
  if (prober) {
    const message = `gmp has no probes: it cannot put a target into the instance label, on which the rules of ${prober.entry.id} rely`
    return { field: "target", message }
  }
  const keeping = items.flatMap(({ entry }) => entry.alerts).find((alert) => alert.keep_firing_for !== undefined)
  if (keeping) return { field: "target", message: `gmp has no keep_firing_for, which the alert ${keeping.alert} needs` }
  const jobs = items.map(({ entry }) => entry.scrape.job)
  const twice = jobs.find((job, i) => jobs.indexOf(job) !== i)
  if (twice === undefined) return undefined
  return {
    field: "entries",
    message: `of gmp must differ in their job, which names a PodMonitoring; two have the job ${twice}`,
  }
}
