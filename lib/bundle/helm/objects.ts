import type { BundleItem, BundleRequest } from "@/lib/bundle/bundle"
import type { KubeObject } from "@/lib/bundle/kube-object"
import { operatorObjects } from "@/lib/bundle/operator"
import { durationMs } from "@/lib/promql/duration"
import { ifSet, templateArguments, templateEnv, templateTree, valueRef, valuesRoot } from "./parameters"
import { Pairs, quoted, RELEASE_NAME, RELEASE_NAMESPACE, type TemplateNode, Text, Value } from "./template"

type Json = Record<string, TemplateNode>

/**
 * The objects of the operator target as templates: the same renderer makes them, then every part that depends on a value
 * is replaced by its template.
 */
export function templateObjects(request: BundleRequest, item: BundleItem): Json[] {
  const released = { ...request, name: RELEASE_NAME, namespace: RELEASE_NAMESPACE, labels: {} }
  return operatorObjects(released, item).map((object) => {
    const make = MAKERS[object.kind]
    return byHelm(make ? make(request, item, object) : { ...object })
  })
}

/** The content of the exporter's configuration files as templates; undefined when it has none. */
export function templateConfig(request: BundleRequest, item: BundleItem): Json | undefined {
  const files = item.entry.deploy.files.map(({ path, yaml }): [string, TemplateNode] => [
    path.slice(path.lastIndexOf("/") + 1),
    new Text(templateTree(request, item, yaml)),
  ])
  return files.length === 0 ? undefined : Object.fromEntries(files)
}

/** The name of the definition that holds the content of an entry's configuration files. */
export function configName({ entry }: BundleItem): string {
  return `exporterhub.${entry.id}.config`
}

/** Where the chart keeps the rules of an entry. */
export function rulesPath({ entry }: BundleItem): string {
  return `rules/${entry.id}.yaml`
}

type Maker = (request: BundleRequest, item: BundleItem, object: KubeObject) => Json

const MAKERS: Readonly<Record<string, Maker>> = {
  Deployment: workload,
  DaemonSet: workload,
  StatefulSet: workload,
  ServiceMonitor: (request, item, object) => monitor(request, item, object, "endpoints"),
  PodMonitor: (request, item, object) => monitor(request, item, object, "podMetricsEndpoints"),
  Probe: probe,
  ConfigMap: configMap,
  PrometheusRule: (_request, item, object) => {
    const groups = new Value(`($.Files.Get ${quoted(rulesPath(item))} | fromYaml).groups`)
    return selected({ ...object, spec: { groups } })
  },
}

function workload(request: BundleRequest, item: BundleItem, object: KubeObject): Json {
  const { deploy, id } = item.entry
  const spec = at(object, "spec")
  const pod = at(at(spec, "template"), "spec")
  const [{ args: _args, env: _env, ...container } = {}] = pod.containers as Json[]
  const args = templateArguments(request, item, deploy.args)
  const env = templateEnv(request, item, deploy.env)
  const image = new Value(`${valuesRoot(request, item)}.image`)
  const containers = [{ ...container, name: id, image, ...(args ? { args } : {}), ...(env ? { env } : {}) }]
  const hash = new Value(`include ${quoted(configName(item))} $ | sha256sum | trunc 16`)
  const annotations = deploy.files.length > 0 ? { annotations: { "exporterhub.io/config-hash": hash } } : {}
  const metadata = { ...at(at(spec, "template"), "metadata"), ...annotations }
  return { ...object, spec: { ...spec, template: byHelm({ metadata, spec: { ...pod, containers } }) } }
}

function monitor(request: BundleRequest, item: BundleItem, object: KubeObject, list: string): Json {
  const { scrape, deploy } = item.entry
  const spec = at(object, "spec")
  const [endpoint] = spec[list] as Json[]
  const timing = timingOf(request, item, scrape)
  const relabelings = deploy.workload === "DaemonSet" ? {} : instanceRelabeling(request, item)
  return selected({ ...object, spec: { ...spec, [list]: [{ ...endpoint, ...timing, ...relabelings }] } })
}

/** `instance` is the monitored server, as `instanceOf` finds it for given values. */
function instanceRelabeling(request: BundleRequest, item: BundleItem): Json {
  const { instance } = item.entry.scrape
  if (!instance) return {}
  const ref = valueRef(request, item, instance.param)
  const replacement = new Value(`include "exporterhub.instance" ${ref.text} | replace "$" "$$"`)
  return { relabelings: ifSet(ref, [{ targetLabel: "instance", replacement, action: "replace" }]) }
}

function probe(request: BundleRequest, item: BundleItem, object: KubeObject): Json {
  const { probe: probing } = item.entry
  if (!probing) throw new TypeError("only entries with a probe block have a Probe")
  const ref = probing.module && valueRef(request, item, probing.module.param)
  const module = ref ? { module: ifSet(ref, new Value(ref.text)) } : {}
  const targets = { staticConfig: { static: new Value(valueRef(request, item, probing.targets.param).pipeline) } }
  return selected({
    ...object,
    spec: { ...at(object, "spec"), ...timingOf(request, item, probing), ...module, targets },
  })
}

/** Prometheus refuses a timeout above the interval, and the interval is a value. */
function timingOf(
  request: BundleRequest,
  item: BundleItem,
  preset: { interval: string; timeout?: string | undefined },
): Json {
  const interval = `(${valueRef(request, item, "scrapeInterval").pipeline} | default ${quoted(preset.interval)})`
  if (preset.timeout === undefined) return { interval: new Value(interval) }
  const fits = `(le ${durationMs(preset.timeout) ?? 0} (include "exporterhub.ms" ${interval} | int))`
  return {
    interval: new Value(interval),
    scrapeTimeout: new Value(`ternary ${quoted(preset.timeout)} ${interval} ${fits}`),
  }
}

function configMap(_request: BundleRequest, item: BundleItem, object: KubeObject): Json {
  if (object.metadata.labels?.grafana_dashboard === undefined)
    return { ...object, data: { files: new Pairs(`include ${quoted(configName(item))} $ | fromYaml`) } }
  const files = Object.keys(at(object, "data")).map((name) => [
    name,
    new Value(`$.Files.Get ${quoted(`dashboards/${name}`)}`),
  ])
  return { ...object, data: Object.fromEntries(files) }
}

/** The object with the labels by which the user's Prometheus selects it. */
function selected(object: Json): Json {
  const metadata = at(object, "metadata")
  return {
    ...object,
    metadata: { ...metadata, labels: { ...at(metadata, "labels"), extra: new Pairs("$.Values.labels") } },
  }
}

/** Helm puts its own name there when it installs; a chart that says so itself shows no difference. */
function byHelm(object: Json): Json {
  const metadata = at(object, "metadata")
  const by = { "app.kubernetes.io/managed-by": new Value("$.Release.Service") }
  return { ...object, metadata: { ...metadata, labels: { ...at(metadata, "labels"), ...by } } }
}

function at(node: Json, key: string): Json {
  return (node[key] ?? {}) as Json
}
