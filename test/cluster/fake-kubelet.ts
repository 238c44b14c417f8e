import { setTimeout as sleep } from "node:timers/promises"
import { credentials } from "@/lib/adapters/kube-credentials"
import { type HttpOptions, type KubeRequest, send } from "@/lib/adapters/kube-http"
import { readKubeconfig } from "@/lib/adapters/kubeconfig"
import type { KubeObject } from "@/lib/bundle/kube-object"
import type { LiveObject } from "@/lib/cluster/client"
import { listAt, textAt } from "@/lib/cluster/field"

const NODE = "node-1"
const LOOK_MS = 150

/**
 * A node without containers: binds every pod to itself and reports it running, unless the pod would not run for real:
 * - a Secret or ConfigMap (or a key in it) that it needs is missing: CreateContainerConfigError
 * - an image with "does-not-exist" in its name: ErrImagePull, then ImagePullBackOff
 * - an image with "crashes" in its name: CrashLoopBackOff
 * What was missing may come later; then the pod runs. Returns how to stop it.
 */
export async function startFakeKubelet(kubeconfig: string): Promise<() => Promise<void>> {
  const api = await rawApi(kubeconfig)
  await api("POST", "/api/v1/nodes", {
    apiVersion: "v1",
    kind: "Node",
    metadata: { name: NODE, labels: { "kubernetes.io/os": "linux", "kubernetes.io/hostname": NODE } },
  })
  await api("PATCH", `/api/v1/nodes/${NODE}/status`, {
    status: { conditions: [{ type: "Ready", status: "True", reason: "Fake", message: "no containers here" }] },
  })
  let stopped = false
  const work = (async () => {
    while (!stopped) {
      await lookAtPods(api).catch(() => undefined) // the server may be going down, or a pod be gone
      await sleep(LOOK_MS)
    }
  })()
  return async () => {
    stopped = true
    await work
  }
}

type Api = (method: KubeRequest["method"], path: string, body?: unknown) => Promise<unknown>

/** The few calls that a node makes and ClusterClient has no need for. */
async function rawApi(kubeconfig: string): Promise<Api> {
  const { contexts } = await readKubeconfig(kubeconfig)
  const context = contexts.find(({ name }) => name === "test")
  if (!context) throw new Error("no context test")
  const http: HttpOptions = {
    context: "kubelet",
    server: context.cluster.server,
    credentials: credentials(context),
    timeoutMs: 10_000,
  }
  return async (method, path, body) => {
    const contentType = method === "PATCH" ? "application/strategic-merge-patch+json" : "application/json"
    const response = await send(http, { method, path, contentType, ...(body === undefined ? {} : { body }) })
    return JSON.parse(response.body)
  }
}

async function lookAtPods(api: Api): Promise<void> {
  for (const pod of listAt(await api("GET", "/api/v1/pods?limit=500"), "items") as LiveObject[]) {
    const path = `/api/v1/namespaces/${pod.metadata.namespace}/pods/${pod.metadata.name}`
    if (pod.metadata.deletionTimestamp) {
      await api("DELETE", path, { apiVersion: "v1", kind: "DeleteOptions", gracePeriodSeconds: 0 })
    } else if (textAt(pod, "spec", "nodeName") === "") {
      const target = { apiVersion: "v1", kind: "Node", name: NODE }
      await api("POST", `${path}/binding`, {
        apiVersion: "v1",
        kind: "Binding",
        metadata: { name: pod.metadata.name },
        target,
      })
    } else {
      const status = await statusOf(api, pod)
      if (!alreadySo(pod, status)) await api("PATCH", `${path}/status`, { status })
    }
  }
}

interface ContainerState {
  state: object
  reason: string
}

async function statusOf(api: Api, pod: LiveObject): Promise<Record<string, unknown>> {
  const specs = listAt(pod, "spec", "containers") as { name: string; image: string }[]
  const containers = await Promise.all(
    specs.map(async (spec) => {
      const { state, reason } = await containerState(api, pod, spec)
      const running = reason === ""
      return {
        name: spec.name,
        image: spec.image,
        imageID: "",
        ready: running,
        started: running,
        restartCount: 0,
        state,
      }
    }),
  )
  const ready = containers.every((container) => container.ready)
  return {
    phase: ready ? "Running" : "Pending",
    podIP: "10.244.0.2",
    podIPs: [{ ip: "10.244.0.2" }],
    conditions: ["PodScheduled", "Initialized", "ContainersReady", "Ready"].map((type, i) => ({
      type,
      status: i < 2 || ready ? "True" : "False",
      lastTransitionTime: new Date().toISOString(),
    })),
    containerStatuses: containers,
  }
}

async function containerState(api: Api, pod: LiveObject, container: { image: string }): Promise<ContainerState> {
  const wait = (reason: string, message: string) => ({ state: { waiting: { reason, message } }, reason })
  const missing = await missingReference(api, pod, container)
  if (missing) return wait("CreateContainerConfigError", missing)
  if (container.image.includes("does-not-exist"))
    return wait("ImagePullBackOff", `Back-off pulling image "${container.image}": ErrImagePull: not found`)
  if (container.image.includes("crashes")) return wait("CrashLoopBackOff", "back-off 10s restarting failed container")
  return { state: { running: { startedAt: new Date().toISOString() } }, reason: "" }
}

/** The message of a real kubelet when a variable's Secret or ConfigMap, or the key in it, is not there. */
async function missingReference(api: Api, pod: LiveObject, container: object): Promise<string | undefined> {
  for (const variable of listAt(container, "env")) {
    for (const [source, plural, kind] of [
      ["secretKeyRef", "secrets", "Secret"],
      ["configMapKeyRef", "configmaps", "ConfigMap"],
    ] as const) {
      const name = textAt(variable, "valueFrom", source, "name")
      if (name === "") continue
      const found = (await api("GET", `/api/v1/namespaces/${pod.metadata.namespace}/${plural}/${name}`)) as KubeObject
      const key = textAt(variable, "valueFrom", source, "key")
      if (found.kind === "Status") return `${kind.toLowerCase()} "${name}" not found`
      if (!Object.hasOwn((found.data as object | undefined) ?? {}, key))
        return `couldn't find key ${key} in ${kind} ${pod.metadata.namespace}/${name}`
    }
  }
  return undefined
}

function alreadySo(pod: LiveObject, status: Record<string, unknown>): boolean {
  const brief = (value: unknown) =>
    JSON.stringify([
      textAt(value, "phase"),
      listAt(value, "containerStatuses").map((container) => [
        textAt(container, "name"),
        textAt(container, "image"),
        textAt(container, "state", "waiting", "reason"),
        textAt(container, "state", "waiting", "message"),
      ]),
    ])
  return brief(pod.status) === brief(status)
}
