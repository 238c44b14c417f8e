import type { KubeObject } from "@/lib/bundle/kube-object"
import { HubError } from "@/lib/error"
import type { ClusterClient, LiveObject } from "./client"
import { field, listAt, numberAt, textAt } from "./field"
import { groupKind, type Kinds, typeOf } from "./kinds"

/** Why a pod does not run, in the words of its node. */
export interface PodTrouble {
  pod: string
  /** Such as "ImagePullBackOff". */
  reason: string
  message: string
  /** Of the pod, where one is in trouble. */
  container?: string
}

const STUCK = new Set([
  "CreateContainerConfigError",
  "CreateContainerError",
  "ErrImagePull",
  "ImagePullBackOff",
  "InvalidImageName",
  "CrashLoopBackOff",
  "RunContainerError",
])

/** What keeps this pod from running; undefined when nothing is known to. */
export function podTrouble(pod: KubeObject): PodTrouble | undefined {
  const containers = [...listAt(pod, "status", "initContainerStatuses"), ...listAt(pod, "status", "containerStatuses")]
  for (const container of containers) {
    const reason = textAt(container, "state", "waiting", "reason")
    if (!STUCK.has(reason)) continue
    const ended = field(container, "lastState", "terminated")
    const exit = reason === "CrashLoopBackOff" && ended ? ` (exit code ${numberAt(ended, 0, "exitCode")})` : ""
    const said = textAt(ended, "message") || textAt(container, "state", "waiting", "message") || "no message"
    return { pod: pod.metadata.name, reason, message: `${said.trim()}${exit}`, container: textAt(container, "name") }
  }
  const unscheduled = listAt(pod, "status", "conditions").find(
    (condition) => textAt(condition, "type") === "PodScheduled" && textAt(condition, "reason") === "Unschedulable",
  )
  return unscheduled
    ? { pod: pod.metadata.name, reason: "Unschedulable", message: textAt(unscheduled, "message") || "no node takes it" }
    : undefined
}

/** The first trouble among the pods of a workload's newest version; undefined too when pods may not be read. */
export async function workloadTrouble(
  client: ClusterClient,
  kinds: Kinds,
  workload: LiveObject,
): Promise<PodTrouble | undefined> {
  const labels = field(workload, "spec", "selector", "matchLabels")
  if (!OWNERS.has(groupKind(workload)) || typeof labels !== "object" || labels === null) return undefined
  const labelSelector = Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(",")
  const query = { namespace: workload.metadata.namespace, labelSelector }
  try {
    const pods = await client.list(typeOf(kinds, { apiVersion: "v1", kind: "Pod" }), query)
    const isNew = await newest(client, kinds, workload, query)
    for (const pod of pods) {
      const trouble = isNew(pod) && !pod.metadata.deletionTimestamp ? podTrouble(pod) : undefined
      if (trouble) return withLastLine(client, pod, trouble)
    }
    return undefined
  } catch (error) {
    if (error instanceof HubError && error.code === "forbidden") return undefined
    throw error
  }
}

/** What a container that crashes wrote last says why, where it may be read; without what looks like a password. */
async function withLastLine(client: ClusterClient, pod: LiveObject, trouble: PodTrouble): Promise<PodTrouble> {
  const { container, reason, message } = trouble
  if (reason !== "CrashLoopBackOff" || container === undefined) return trouble
  const line = await client.lastLine(pod, container).catch(() => undefined) // an extra, not worth a failure
  return line === undefined
    ? trouble
    : { ...trouble, message: `${message}; last line of its log: ${withoutPasswords(line)}` }
}

const LINE_WIDTH = 300

/** Logs of exporters repeat connection strings; a value that may be a secret must not go on from there. */
export function withoutPasswords(line: string): string {
  return line
    .replace(/(:\/\/[^\s:/@]*:)[^\s@]+@/g, "$1***@")
    .replace(/\b(\w*(?:password|passwd|pwd|secret|token|api_?key)\w*["']?\s*[=:]\s*)("[^"]*"|'[^']*'|\S+)/gi, "$1***")
    .slice(0, LINE_WIDTH)
}

const OWNERS = new Set(["Deployment.apps", "DaemonSet.apps", "StatefulSet.apps"])
const REVISION = "deployment.kubernetes.io/revision"

/** Tells pods of the current template from those that an update is about to replace. */
async function newest(
  client: ClusterClient,
  kinds: Kinds,
  workload: LiveObject,
  query: { namespace: string | undefined; labelSelector: string },
): Promise<(pod: LiveObject) => boolean> {
  if (workload.kind === "StatefulSet") {
    const revision = textAt(workload, "status", "updateRevision")
    return (pod) => pod.metadata.labels?.["controller-revision-hash"] === revision
  }
  if (workload.kind === "DaemonSet") {
    const generation = String(numberAt(workload, 0, "metadata", "generation"))
    return (pod) => pod.metadata.labels?.["pod-template-generation"] === generation
  }
  const sets = await client.list(typeOf(kinds, { apiVersion: "apps/v1", kind: "ReplicaSet" }), query)
  const revision = workload.metadata.annotations?.[REVISION]
  const current = sets.find(({ metadata }) => metadata.annotations?.[REVISION] === revision)
  const hash = current?.metadata.labels?.["pod-template-hash"]
  return (pod) => hash !== undefined && pod.metadata.labels?.["pod-template-hash"] === hash
}
