import { readdirSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { disk } from "@/lib/adapters/disk"
import { buildBundle } from "@/lib/bundle/build"
import type { KubeObject } from "@/lib/bundle/kube-object"
import { allParameters } from "@/lib/catalog/common-parameters"
import { loadEntry } from "@/lib/catalog/load-entry"
import { parameterValues } from "@/lib/catalog/parameter-values"
import type { ClusterClient } from "@/lib/cluster/client"
import { kindsOf, typeOf } from "@/lib/cluster/kinds"
import type { InstallRequest, Plan } from "@/lib/cluster/plan"
import type { PreflightOptions } from "@/lib/cluster/preflight/item"
import { put, read } from "./harness"

const CATALOG = fileURLToPath(new URL("../../catalog", import.meta.url))

/** Every entry of the catalog. */
export const ENTRIES = readdirSync(CATALOG)

/** A request to install an entry with its example values; the Secrets that these name are made, unless `secrets` is off. */
export async function wanted(
  client: ClusterClient,
  id: string,
  namespace: string,
  options: { labels?: Record<string, string>; preflight?: PreflightOptions; target?: string; secrets?: boolean } = {},
): Promise<InstallRequest> {
  const { entry } = await loadEntry(disk(CATALOG), id)
  if (!entry) throw new Error(`${id} is broken`)
  const values = parameterValues(allParameters(entry), {}, { examples: true })
  for (const value of Object.values(values)) {
    if (options.secrets === false || typeof value !== "object" || !("secret" in value)) continue
    const metadata = { name: value.secret, namespace }
    await put(client, { apiVersion: "v1", kind: "Secret", metadata, data: { [value.key]: "eA==" } })
  }
  const items = [{ entry, values }]
  const bundle = buildBundle(options.target ?? "operator", { items, name: id, namespace, labels: options.labels ?? {} })
  const { objects, digest } = bundle
  return {
    name: id,
    namespace,
    objects,
    digest,
    entries: [id],
    ...(options.preflight ? { preflight: options.preflight } : {}),
  }
}

/** "level message" of the items of one check. */
export function items({ preflight }: Pick<Plan, "preflight">, check: string): string[] {
  return preflight.items.filter((item) => item.check === check).map(({ level, message }) => `${level} ${message}`)
}

/** What the fixes of one check offer to copy; "" where there is nothing to. */
export function fixes({ preflight }: Pick<Plan, "preflight">, check: string): string[] {
  return preflight.items
    .filter((item) => item.check === check)
    .flatMap((item) => item.fixes.map(({ copy }) => copy ?? ""))
}

const MONITORING = "monitoring.coreos.com"
const NO_PODS = { replicas: 0 }

/** A Prometheus with these fields of its spec, without pods. */
export function prometheus(namespace: string, name: string, spec: object, metadata: object = {}): KubeObject {
  return {
    apiVersion: `${MONITORING}/v1`,
    kind: "Prometheus",
    metadata: { name, namespace, ...metadata },
    spec: { ...NO_PODS, serviceAccountName: "prometheus", ...spec },
  }
}

/** A PrometheusAgent, without pods. */
export function agent(namespace: string, name: string, spec: object): KubeObject {
  return { ...prometheus(namespace, name, spec), apiVersion: `${MONITORING}/v1alpha1`, kind: "PrometheusAgent" }
}

/** A ThanosRuler, without pods. */
export function ruler(namespace: string, name: string, spec: object): KubeObject {
  const queryEndpoints = ["http://query.invalid"]
  return {
    apiVersion: `${MONITORING}/v1`,
    kind: "ThanosRuler",
    metadata: { name, namespace },
    spec: { ...NO_PODS, queryEndpoints, ...spec },
  }
}

/** The selectors of all kinds alike, as charts set them; null leaves them out, which the API takes for null. */
export function selecting(object: object | null, namespace: object | null): object {
  const words = ["serviceMonitor", "podMonitor", "probe", "rule"]
  return Object.fromEntries(
    words.flatMap((word) => [
      ...(object === null ? [] : [[`${word}Selector`, object]]),
      ...(namespace === null ? [] : [[`${word}NamespaceSelector`, namespace]]),
    ]),
  )
}

function deployment(namespace: string, name: string, containers: readonly object[]): KubeObject {
  const labels = { app: name }
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, namespace },
    spec: { replicas: 0, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers } } },
  }
}

/** The Deployment that an operator would run as; the operator itself is started beside the cluster, with the same flags. */
export function operatorDeployment(namespace: string, flags: readonly string[]): KubeObject {
  const image = "quay.io/prometheus-operator/prometheus-operator:v0.93.0"
  return deployment(namespace, "prometheus-operator", [{ name: "operator", image, args: flags }])
}

/** A Grafana with sidecars, as the chart makes it. */
export function grafana(namespace: string, env: Record<string, string>): KubeObject {
  const sidecar = (name: string, more: Record<string, string>) => ({
    name,
    image: "quay.io/kiwigrid/k8s-sidecar:1.30.10",
    env: Object.entries({ METHOD: "WATCH", RESOURCE: "both", ...more }).map(([key, value]) => ({ name: key, value })),
  })
  return deployment(namespace, "grafana", [
    sidecar("grafana-sc-datasources", { LABEL: "grafana_datasource", FOLDER: "/etc/grafana/provisioning/datasources" }),
    sidecar("grafana-sc-dashboard", { FOLDER: "/tmp/dashboards", ...env }),
    { name: "grafana", image: "docker.io/grafana/grafana:12.1.0" },
  ])
}

/** Lets a Prometheus discover targets everywhere, as its chart does. */
export function discovery(namespace: string, account = "prometheus"): KubeObject[] {
  const name = `discover-${namespace}`
  const rbac = "rbac.authorization.k8s.io/v1"
  const rules = [
    { apiGroups: [""], resources: ["services", "endpoints", "pods"], verbs: ["get", "list", "watch"] },
    { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: ["get", "list", "watch"] },
  ]
  return [
    { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: account, namespace } },
    { apiVersion: rbac, kind: "ClusterRole", metadata: { name }, rules },
    {
      apiVersion: rbac,
      kind: "ClusterRoleBinding",
      metadata: { name },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name },
      subjects: [{ kind: "ServiceAccount", name: account, namespace }],
    },
  ]
}

/** Removes objects that others in the same cluster would see. */
export async function takeAway(client: ClusterClient, objects: readonly KubeObject[]): Promise<void> {
  const kinds = await kindsOf(client, { fresh: true })
  for (const object of objects) {
    const type = kinds.find(object)
    const live = type && (await read(client, object, object.metadata.namespace ?? ""))
    if (type && live) await client.remove(typeOf(kinds, object), live)
  }
}
