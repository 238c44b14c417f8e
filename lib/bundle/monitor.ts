import { durationMs } from "@/lib/promql/duration"
import type { BundleItem, BundleRequest } from "./bundle"
import { JOB_LABEL, objectName, objectOf, selectorLabels } from "./identity"
import { instanceOf, relabelLiteral } from "./instance"
import type { KubeObject } from "./kube-object"
import { METRICS_PORT } from "./workload"

const API = "monitoring.coreos.com/v1"

/** The Service in front of the exporter's pods; DaemonSets are scraped pod by pod and have none. */
export function service(request: BundleRequest, item: BundleItem): KubeObject | undefined {
  const { deploy, scrape } = item.entry
  if (deploy.workload === "none" || deploy.workload === "DaemonSet") return undefined
  const port = { name: METRICS_PORT, port: scrape.port, targetPort: METRICS_PORT, protocol: "TCP" }
  const labels = { [JOB_LABEL]: scrape.job }
  return objectOf(
    request,
    item,
    { apiVersion: "v1", kind: "Service", labels },
    { spec: { selector: selectorLabels(request, item), ports: [port] } },
  )
}

/** ServiceMonitor or PodMonitor for the exporter, and a Probe for its targets where it probes. */
export function monitors(request: BundleRequest, item: BundleItem): KubeObject[] {
  const { deploy } = item.entry
  if (deploy.workload === "none") return []
  const own = deploy.workload === "DaemonSet" ? podMonitor(request, item) : serviceMonitor(request, item)
  return item.entry.probe ? [own, probe(request, item)] : [own]
}

function endpoint({ entry, values }: BundleItem): Record<string, unknown> {
  const { scrape } = entry
  const interval = String(values.scrapeInterval ?? scrape.interval)
  const instance = instanceOf(entry, values)
  const fromNode = { sourceLabels: ["__meta_kubernetes_pod_node_name"], targetLabel: "instance", action: "replace" }
  const fixed = { targetLabel: "instance", replacement: relabelLiteral(instance ?? ""), action: "replace" }
  // A pod's address changes at every restart; people know a node by its name and a database by its address.
  const relabelings = entry.deploy.workload === "DaemonSet" ? [fromNode] : instance === undefined ? [] : [fixed]
  return {
    port: METRICS_PORT,
    path: scrape.path,
    ...(scrape.scheme === "https" ? { scheme: "https" } : {}),
    interval,
    ...timeoutOf(scrape.timeout, interval),
    ...(relabelings.length > 0 ? { relabelings } : {}),
  }
}

/** Prometheus refuses a timeout above the interval. */
function timeoutOf(timeout: string | undefined, interval: string): Record<string, string> {
  if (timeout === undefined) return {}
  const within = (durationMs(timeout) ?? 0) <= (durationMs(interval) ?? 0)
  return { scrapeTimeout: within ? timeout : interval }
}

function serviceMonitor(request: BundleRequest, item: BundleItem): KubeObject {
  const spec = {
    jobLabel: JOB_LABEL,
    selector: { matchLabels: selectorLabels(request, item) },
    endpoints: [endpoint(item)],
  }
  return objectOf(request, item, { apiVersion: API, kind: "ServiceMonitor", labels: request.labels }, { spec })
}

function podMonitor(request: BundleRequest, item: BundleItem): KubeObject {
  const spec = {
    jobLabel: JOB_LABEL,
    selector: { matchLabels: selectorLabels(request, item) },
    podMetricsEndpoints: [endpoint(item)],
  }
  return objectOf(request, item, { apiVersion: API, kind: "PodMonitor", labels: request.labels }, { spec })
}

function probe(request: BundleRequest, item: BundleItem): KubeObject {
  const { probe: probing, scrape } = item.entry
  if (!probing) throw new TypeError("only entries with a probe block have a Probe")
  const interval = String(item.values.scrapeInterval ?? probing.interval)
  const host = `${objectName(request, item)}.${request.namespace}.svc`
  const module = probing.module ? item.values[probing.module.param] : undefined
  const spec = {
    jobName: probing.job,
    interval,
    ...timeoutOf(probing.timeout, interval),
    prober: { url: `${host}:${scrape.port}`, path: probing.path },
    ...(module === undefined ? {} : { module: String(module) }),
    targets: { staticConfig: { static: item.values[probing.targets.param] ?? [] } },
  }
  return objectOf(request, item, { apiVersion: API, kind: "Probe", labels: request.labels }, { spec })
}
