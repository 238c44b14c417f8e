import type { KubeObject } from "@/lib/bundle/kube-object"
import { field, listAt, numberAt, textAt } from "./field"
import { groupKind } from "./kinds"

/** Where an object stands. The rules are those of kstatus (cli-utils), which Flux, Helm 4 and kpt use too. */
export interface Readiness {
  state: "ready" | "waiting" | "failed" | "terminating"
  /** One word, such as "LessAvailable"; "" when ready. */
  reason: string
  /** For people. */
  message: string
}

interface Condition {
  type: string
  status: string
  reason: string
  message: string
}

const READY: Readiness = { state: "ready", reason: "", message: "ready" }
const waiting = (reason: string, message: string): Readiness => ({ state: "waiting", reason, message })
const failed = (reason: string, message: string): Readiness => ({ state: "failed", reason, message })

/** Whether an object does what it is for, from its own status alone. */
export function readiness(object: KubeObject): Readiness {
  if (object.metadata.deletionTimestamp)
    return { state: "terminating", reason: "Terminating", message: "being deleted" }
  return generation(object) ?? standard(object) ?? (RULES[groupKind(object)] ?? custom)(object)
}

function generation(object: KubeObject): Readiness | undefined {
  const wanted = numberAt(object, -1, "metadata", "generation")
  const seen = numberAt(object, -1, "status", "observedGeneration")
  if (wanted === -1 || seen === -1 || wanted === seen) return undefined
  return waiting("LatestGenerationNotObserved", `its controller has seen version ${seen} of ${wanted}`)
}

function standard(object: KubeObject): Readiness | undefined {
  for (const { type, status, reason, message } of conditions(object)) {
    if (type === "Reconciling" && status === "True") return waiting(reason, message || "being reconciled")
    if (type === "Stalled" && status === "True") return failed(reason, message || "stalled")
  }
  return undefined
}

function custom(object: KubeObject): Readiness {
  const ready = conditions(object).find(({ type }) => type === "Ready")
  return ready && ready.status !== "True" ? waiting(ready.reason, ready.message || "not ready") : READY
}

const RULES: Record<string, (object: KubeObject) => Readiness> = {
  "Deployment.apps": deployment,
  "DaemonSet.apps": daemonSet,
  "StatefulSet.apps": statefulSet,
  "ReplicaSet.apps": replicaSet,
  "Job.batch": job,
  Pod: pod,
  Service: service,
  PersistentVolumeClaim: (object) =>
    textAt(object, "status", "phase") === "Bound" ? READY : waiting("NotBound", "not bound to a volume"),
  "CustomResourceDefinition.apiextensions.k8s.io": definition,
  "ServiceMonitor.monitoring.coreos.com": bound,
  "PodMonitor.monitoring.coreos.com": bound,
  "Probe.monitoring.coreos.com": bound,
  "ScrapeConfig.monitoring.coreos.com": bound,
  "PrometheusRule.monitoring.coreos.com": bound,
  "VMServiceScrape.operator.victoriametrics.com": taken,
  "VMPodScrape.operator.victoriametrics.com": taken,
  "VMRule.operator.victoriametrics.com": taken,
}

/** prometheus-operator says per server whether it takes the object, where its gate for that is on; silence is no fault. */
function bound(object: KubeObject): Readiness {
  for (const binding of listAt(object, "status", "bindings")) {
    const refusal = listAt(binding, "conditions").find(
      (condition) => textAt(condition, "type") === "Accepted" && textAt(condition, "status") === "False",
    )
    const server = [textAt(binding, "namespace"), textAt(binding, "name")].filter(Boolean).join("/")
    if (refusal) return failed(textAt(refusal, "reason") || "NotAccepted", `${server}: ${textAt(refusal, "message")}`)
  }
  return READY
}

/** The VictoriaMetrics operator says how its last look at the object went. */
function taken(object: KubeObject): Readiness {
  if (textAt(object, "status", "updateStatus") !== "failed") return READY
  return failed("UpdateFailed", textAt(object, "status", "reason") || "the operator refuses it")
}

function deployment(object: KubeObject): Readiness {
  const all = conditions(object)
  const stalled = all.find(({ type, reason }) => type === "Progressing" && reason === "ProgressDeadlineExceeded")
  if (stalled) return failed(stalled.reason, stalled.message || "Progress deadline exceeded")
  const wanted = numberAt(object, 1, "spec", "replicas")
  const count = (name: string) => numberAt(object, 0, "status", name)
  if (wanted > count("replicas")) return waiting("LessReplicas", `${count("replicas")} of ${wanted} pods created`)
  if (wanted > count("updatedReplicas"))
    return waiting("LessUpdated", `${count("updatedReplicas")} of ${wanted} pods updated`)
  if (count("replicas") > wanted) return waiting("ExtraPods", `${count("replicas") - wanted} old pods still run`)
  if (count("updatedReplicas") > count("availableReplicas"))
    return waiting("LessAvailable", `${count("availableReplicas")} of ${wanted} pods available`)
  if (wanted > count("readyReplicas")) return waiting("LessReady", `${count("readyReplicas")} of ${wanted} pods ready`)
  // Without a deadline the controller sets no Progressing condition.
  const progressed =
    field(object, "spec", "progressDeadlineSeconds") === undefined ||
    all.some(
      ({ type, status, reason }) => type === "Progressing" && status === "True" && reason === "NewReplicaSetAvailable",
    )
  if (!progressed) return waiting("ReplicaSetNotAvailable", "the new pods are not all available")
  return isTrue(all, "Available") ? READY : waiting("DeploymentNotAvailable", "not available")
}

function daemonSet(object: KubeObject): Readiness {
  if (field(object, "metadata", "generation") === undefined)
    return waiting("NoGeneration", "not seen by its controller")
  if (field(object, "status", "observedGeneration") === undefined)
    return waiting("NoObservedGeneration", "not seen by its controller")
  const wanted = numberAt(object, -1, "status", "desiredNumberScheduled")
  if (wanted === -1) return waiting("NoDesiredNumber", "not counted yet on how many nodes it runs")
  const parts = [
    ["currentNumberScheduled", "LessCurrent", "scheduled"],
    ["updatedNumberScheduled", "LessUpdated", "updated"],
    ["numberAvailable", "LessAvailable", "available"],
    ["numberReady", "LessReady", "ready"],
  ] as const
  for (const [name, reason, word] of parts) {
    const count = numberAt(object, 0, "status", name)
    if (wanted > count) return waiting(reason, `${count} of ${wanted} pods ${word}`)
  }
  return READY
}

function statefulSet(object: KubeObject): Readiness {
  if (textAt(object, "spec", "updateStrategy", "type") === "OnDelete") return READY
  const wanted = numberAt(object, 1, "spec", "replicas")
  const count = (name: string) => numberAt(object, 0, "status", name)
  if (wanted > count("replicas")) return waiting("LessReplicas", `${count("replicas")} of ${wanted} pods created`)
  if (wanted > count("readyReplicas")) return waiting("LessReady", `${count("readyReplicas")} of ${wanted} pods ready`)
  if (count("replicas") > wanted) return waiting("ExtraPods", `${count("replicas") - wanted} pods too many`)
  const partition = numberAt(object, -1, "spec", "updateStrategy", "rollingUpdate", "partition")
  if (partition !== -1) {
    const goal = wanted - partition
    return count("updatedReplicas") < goal
      ? waiting("PartitionRollout", `${count("updatedReplicas")} of ${goal} pods updated`)
      : READY
  }
  if (wanted > count("currentReplicas"))
    return waiting("LessCurrent", `${count("currentReplicas")} of ${wanted} pods current`)
  return textAt(object, "status", "currentRevision") === textAt(object, "status", "updateRevision")
    ? READY
    : waiting("RevisionMismatch", "not all pods have the new version")
}

function replicaSet(object: KubeObject): Readiness {
  if (isTrue(conditions(object), "ReplicaFailure")) return waiting("ReplicaFailure", "pods cannot be created")
  const wanted = numberAt(object, 1, "spec", "replicas")
  const count = (name: string) => numberAt(object, 0, "status", name)
  if (wanted > count("fullyLabeledReplicas"))
    return waiting("LessLabelled", `${count("fullyLabeledReplicas")} of ${wanted} pods`)
  if (wanted > count("availableReplicas"))
    return waiting("LessAvailable", `${count("availableReplicas")} of ${wanted} pods available`)
  if (wanted > count("readyReplicas")) return waiting("LessReady", `${count("readyReplicas")} of ${wanted} pods ready`)
  return count("replicas") > wanted ? waiting("ExtraPods", `${count("replicas") - wanted} pods too many`) : READY
}

function job(object: KubeObject): Readiness {
  const all = conditions(object)
  if (isTrue(all, "Complete") || isTrue(all, "Suspended")) return READY
  if (isTrue(all, "Failed"))
    return failed("JobFailed", all.find(({ type }) => type === "Failed")?.message || "the job failed")
  return textAt(object, "status", "startTime") === "" ? waiting("JobNotStarted", "not started") : READY
}

function pod(object: KubeObject): Readiness {
  const phase = textAt(object, "status", "phase")
  if (phase === "Succeeded" || phase === "Failed") return READY
  if (phase === "") return waiting("PodNotObserved", "not seen by its node")
  const all = conditions(object)
  if (phase === "Pending") {
    // kstatus lets 15 s pass by the clock first; here whoever waits is patient with every failure for a while.
    const scheduled = all.find(({ type }) => type === "PodScheduled")
    const nowhere = scheduled?.status === "False" && scheduled.reason === "Unschedulable"
    return nowhere
      ? failed("PodUnschedulable", scheduled.message || "no node takes it")
      : waiting("PodPending", "pending")
  }
  if (isTrue(all, "Ready")) return READY
  const crashing = listAt(object, "status", "containerStatuses").some(
    (container) => textAt(container, "state", "waiting", "reason") === "CrashLoopBackOff",
  )
  return crashing
    ? failed("ContainerCrashLooping", "a container crashes again and again")
    : waiting("PodRunningNotReady", "not ready")
}

function service(object: KubeObject): Readiness {
  const unassigned = textAt(object, "spec", "type") === "LoadBalancer" && textAt(object, "spec", "clusterIP") === ""
  return unassigned ? waiting("NoIPAssigned", "no address assigned") : READY
}

function definition(object: KubeObject): Readiness {
  const all = conditions(object)
  const refused = all.find(
    ({ type, status, reason }) =>
      status === "False" && (type === "NamesAccepted" || (type === "Established" && reason !== "Installing")),
  )
  if (refused) return failed(refused.reason, refused.message || "its names are taken")
  return isTrue(all, "Established") ? READY : waiting("Installing", "not served yet")
}

function conditions(object: KubeObject): Condition[] {
  return listAt(object, "status", "conditions").map((condition) => ({
    type: textAt(condition, "type").trim(),
    status: textAt(condition, "status"),
    reason: textAt(condition, "reason"),
    message: textAt(condition, "message"),
  }))
}

function isTrue(all: readonly Condition[], wanted: string): boolean {
  return all.some(({ type, status }) => type === wanted && status === "True")
}
