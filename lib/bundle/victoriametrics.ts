import type { BundleItem, BundleRequest, Target } from "./bundle"
import { objectOf } from "./identity"
import type { KubeObject } from "./kube-object"
import { monitors } from "./monitor"
import { dashboardConfigMaps, exporterObjects, renderObjects } from "./objects"
import { SIDECAR_LABELS } from "./operator"
import { ruleGroups } from "./rules"

const API = "operator.victoriametrics.com/v1beta1"

type Json = Record<string, unknown>

/**
 * Objects for the VictoriaMetrics operator where the definitions of the Prometheus operator are missing (it converts
 * those objects by itself). Fields as in api/operator/v1beta1 of VictoriaMetrics/operator, snapshot of 2026-08-21;
 * VMProbe's `targets.static` needs 0.68 or newer.
 */
export const victoriametrics: Target = {
  id: "victoriametrics",
  title: "VictoriaMetrics Operator",
  summary: "VMServiceScrape, VMPodScrape, VMProbe and VMRule, for clusters without Prometheus Operator's definitions.",
  options: [],
  usage: (path) => `kubectl apply --server-side -f ${path}`,
  render: (request) => renderObjects(request, itemObjects),
}

function itemObjects(request: BundleRequest, item: BundleItem): KubeObject[] {
  return [
    ...exporterObjects(request, item),
    ...monitors(request, item).map(scrapeOf),
    ...rule(request, item),
    ...dashboardConfigMaps(request, item, SIDECAR_LABELS),
  ]
}

/** The same monitor in the words of the other operator. */
function scrapeOf(monitor: KubeObject): KubeObject {
  const spec = monitor.spec as Json
  switch (monitor.kind) {
    case "ServiceMonitor": {
      const endpoints = (spec.endpoints as Json[]).map(endpoint)
      return { ...monitor, apiVersion: API, kind: "VMServiceScrape", spec: { ...spec, endpoints } }
    }
    case "PodMonitor": {
      const podMetricsEndpoints = (spec.podMetricsEndpoints as Json[]).map(endpoint)
      return { ...monitor, apiVersion: API, kind: "VMPodScrape", spec: { ...spec, podMetricsEndpoints } }
    }
    case "Probe": {
      const { prober, targets, ...rest } = spec
      const { staticConfig } = targets as { staticConfig: { static: readonly string[] } }
      const probes = { vmProberSpec: prober, targets: { static: { targets: staticConfig.static } } }
      return { ...monitor, apiVersion: API, kind: "VMProbe", spec: { ...rest, ...probes } }
    }
    default:
      throw new TypeError(`no counterpart of ${monitor.kind}`)
  }
}

function endpoint({ relabelings, ...rest }: Json): Json {
  return { ...rest, ...(relabelings === undefined ? {} : { relabelConfigs: relabelings }) }
}

function rule(request: BundleRequest, item: BundleItem): KubeObject[] {
  const groups = ruleGroups(request, item)
  if (groups.length === 0) return []
  return [objectOf(request, item, { apiVersion: API, kind: "VMRule", labels: request.labels }, { spec: { groups } })]
}
