import { createHash } from "node:crypto"
import { basename, dirname } from "node:path/posix"
import type { Deploy } from "@/lib/catalog/entry-file"
import { HubError } from "@/lib/error"
import type { BundleItem, BundleRequest } from "./bundle"
import { JOB_LABEL, objectLabels, objectName, objectOf, selectorLabels } from "./identity"
import type { KubeObject } from "./kube-object"
import { renderArguments, renderEnv, renderTree } from "./parameter-tree"
import { toYaml } from "./yaml"

/** Name of the container port; monitors refer to it. */
export const METRICS_PORT = "metrics"

/** The configuration files of an exporter, as the content of its ConfigMap; undefined when it has none. */
export function configMap(request: BundleRequest, item: BundleItem): KubeObject | undefined {
  const data = configData(item)
  if (Object.keys(data).length === 0) return undefined
  const name = `${objectName(request, item)}-config`
  return objectOf(request, item, { apiVersion: "v1", kind: "ConfigMap", name }, { data })
}

/** The Deployment, DaemonSet or StatefulSet of an exporter, or undefined for software that runs already. */
export function workload(request: BundleRequest, item: BundleItem): KubeObject | undefined {
  const { deploy } = item.entry
  if (deploy.workload === "none") return undefined
  const selector = { matchLabels: selectorLabels(request, item) }
  const template = { metadata: podMetadata(request, item), spec: podSpec(request, item) }
  const head = { apiVersion: "apps/v1", kind: deploy.workload }
  if (deploy.workload === "DaemonSet") {
    const updateStrategy = { type: "RollingUpdate", rollingUpdate: { maxUnavailable: "10%" } }
    return objectOf(request, item, head, { spec: { selector, updateStrategy, template } })
  }
  const serviceName = deploy.workload === "StatefulSet" ? { serviceName: objectName(request, item) } : {}
  return objectOf(request, item, head, {
    spec: { replicas: 1, revisionHistoryLimit: 3, ...serviceName, selector, template },
  })
}

function podMetadata(request: BundleRequest, item: BundleItem): Record<string, unknown> {
  const data = configData(item)
  const hash = createHash("sha256").update(JSON.stringify(data)).digest("hex").slice(0, 16)
  return {
    // A PodMonitor reads the value of Prometheus' `job` label here, as a ServiceMonitor does from the Service.
    labels: { ...objectLabels(request, item), [JOB_LABEL]: item.entry.scrape.job },
    // Pods do not restart when only a ConfigMap changes; with its hash in the template they do.
    ...(Object.keys(data).length > 0 ? { annotations: { "exporterhub.io/config-hash": hash } } : {}),
  }
}

function podSpec(request: BundleRequest, item: BundleItem): Record<string, unknown> {
  const { deploy } = item.entry
  const { privileges, rbac } = deploy
  const volumes = [...configVolumes(request, item), ...hostVolumes(deploy)]
  return {
    ...(rbac ? { serviceAccountName: objectName(request, item) } : {}),
    automountServiceAccountToken: rbac !== undefined,
    ...(privileges?.hostNetwork ? { hostNetwork: true, dnsPolicy: "ClusterFirstWithHostNet" } : {}),
    ...(privileges?.hostPID ? { hostPID: true } : {}),
    nodeSelector: { "kubernetes.io/os": "linux" },
    ...(deploy.everyNode ? { tolerations: [{ operator: "Exists" }] } : {}),
    securityContext: {
      ...(deploy.user === 0 ? {} : { runAsNonRoot: true }),
      runAsUser: deploy.user,
      runAsGroup: deploy.user,
      seccompProfile: { type: "RuntimeDefault" },
    },
    containers: [container(item)],
    ...(volumes.length > 0 ? { volumes: volumes.map(({ volume }) => volume) } : {}),
  }
}

function container(item: BundleItem): Record<string, unknown> {
  const { deploy, scrape, versions, id } = item.entry
  const image = versions[0]?.image
  if (image === undefined) throw new HubError("usage", `The entry ${id} has a workload but no image`)
  const args = renderArguments(deploy.args, item.values)
  const env = renderEnv(deploy.env, item.values)
  const probe = { httpGet: { path: deploy.health, port: METRICS_PORT } }
  const mounts = [...configMounts(item), ...hostMounts(deploy)]
  const { cpu, memory, memoryLimit } = deploy.resources
  const hostPort = deploy.privileges?.hostNetwork ? { hostPort: scrape.port } : {}
  return {
    name: id,
    image,
    ...(args.length > 0 ? { args } : {}),
    ...(env.length > 0 ? { env } : {}),
    // The protocol is part of the merge key of server-side apply; without it a second apply fails.
    ports: [{ name: METRICS_PORT, containerPort: scrape.port, ...hostPort, protocol: "TCP" }],
    readinessProbe: { ...probe, periodSeconds: 10, timeoutSeconds: 5 },
    livenessProbe: { ...probe, initialDelaySeconds: 15, periodSeconds: 30, timeoutSeconds: 10, failureThreshold: 4 },
    // No CPU limit: throttling makes scrapes slow at the very moment they matter.
    resources: { requests: { cpu, memory }, limits: { memory: memoryLimit } },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"], ...capabilities(deploy) },
    },
    ...(mounts.length > 0 ? { volumeMounts: mounts } : {}),
  }
}

function capabilities(deploy: Deploy): Record<string, unknown> {
  const add = deploy.privileges?.capabilities ?? []
  return add.length > 0 ? { add } : {}
}

/** ConfigMap key → content. Keys are the base names, which a check keeps unique. */
function configData({ entry, values }: BundleItem): Record<string, string> {
  return Object.fromEntries(
    entry.deploy.files.map(({ path, yaml }) => [basename(path), toYaml(renderTree(yaml, values))]),
  )
}

function configVolumes(request: BundleRequest, item: BundleItem) {
  if (item.entry.deploy.files.length === 0) return []
  return [{ volume: { name: "config", configMap: { name: `${objectName(request, item)}-config` } } }]
}

function configMounts({ entry }: BundleItem): Record<string, unknown>[] {
  const folders = [...new Set(entry.deploy.files.map(({ path }) => dirname(path)))]
  return folders.map((mountPath) => ({ name: "config", mountPath, readOnly: true }))
}

function hostVolumes({ privileges }: Deploy) {
  return (privileges?.hostPaths ?? []).map(({ path }, i) => ({
    volume: { name: `host-${i}`, hostPath: { path, type: "" } },
  }))
}

function hostMounts({ privileges }: Deploy): Record<string, unknown>[] {
  return (privileges?.hostPaths ?? []).map(({ mount, propagation }, i) => ({
    name: `host-${i}`,
    mountPath: mount,
    mountPropagation: propagation,
    readOnly: true,
  }))
}
