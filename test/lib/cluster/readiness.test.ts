import { expect, test } from "vitest"
import { podTrouble, withoutPasswords } from "@/lib/cluster/pod-trouble"
import { readiness } from "@/lib/cluster/readiness"

const of = (apiVersion: string, kind: string, rest: object, metadata: object = { generation: 1 }) => ({
  apiVersion,
  kind,
  metadata: { name: "a", ...metadata },
  ...rest,
})
const deployment = (status: object, spec: object = {}) => of("apps/v1", "Deployment", { spec, status })
const daemonSet = (status: object) => of("apps/v1", "DaemonSet", { status })
const statefulSet = (status: object, spec: object = {}) => of("apps/v1", "StatefulSet", { spec, status })
const condition = (type: string, status: string, reason = "") => ({ type, status, reason })
const one = { observedGeneration: 1, replicas: 1, updatedReplicas: 1, readyReplicas: 1, availableReplicas: 1 }
const scheduled = {
  observedGeneration: 1,
  desiredNumberScheduled: 4,
  currentNumberScheduled: 4,
  updatedNumberScheduled: 4,
  numberAvailable: 4,
  numberReady: 4,
}
const full = { observedGeneration: 1, replicas: 4, readyReplicas: 4, currentReplicas: 4 }
const available = [condition("Progressing", "True", "NewReplicaSetAvailable"), condition("Available", "True")]

// The cases of kstatus (cli-utils, status_compute_test.go), with its reasons.
test.each([
  ["Deployment without a status", deployment({}), "waiting", "LessReplicas"],
  ["Deployment that is available", deployment({ ...one, conditions: available }), "ready", ""],
  [
    "Deployment of a newer generation",
    of("apps/v1", "Deployment", { status: { ...one, conditions: available } }, { generation: 2 }),
    "waiting",
    "LatestGenerationNotObserved",
  ],
  [
    "Deployment that does not progress",
    deployment(
      { ...one, conditions: [condition("Progressing", "False"), condition("Available", "True")] },
      { progressDeadlineSeconds: 45 },
    ),
    "waiting",
    "ReplicaSetNotAvailable",
  ],
  ["Deployment without a deadline", deployment({ ...one, conditions: [condition("Available", "True")] }), "ready", ""],
  [
    "Deployment that is not available",
    deployment({ ...one, conditions: [available[0], condition("Available", "False")] }),
    "waiting",
    "DeploymentNotAvailable",
  ],
  [
    "Deployment past its deadline",
    deployment({ ...one, conditions: [condition("Progressing", "False", "ProgressDeadlineExceeded")] }),
    "failed",
    "ProgressDeadlineExceeded",
  ],
  [
    "Deployment that is half updated",
    deployment({ ...one, replicas: 2, updatedReplicas: 1 }, { replicas: 2 }),
    "waiting",
    "LessUpdated",
  ],
  ["Deployment with old pods", deployment({ ...one, replicas: 2 }), "waiting", "ExtraPods"],
  ["Deployment with unavailable pods", deployment({ ...one, availableReplicas: 0 }), "waiting", "LessAvailable"],
  [
    "Deployment scaled to nothing",
    deployment({ observedGeneration: 1, conditions: available }, { replicas: 0 }),
    "ready",
    "",
  ],
  ["DaemonSet without a status", daemonSet({}), "waiting", "NoObservedGeneration"],
  ["DaemonSet that is not counted", daemonSet({ observedGeneration: 1 }), "waiting", "NoDesiredNumber"],
  ["DaemonSet on every node", daemonSet(scheduled), "ready", ""],
  ["DaemonSet on no node", daemonSet({ observedGeneration: 1, desiredNumberScheduled: 0 }), "ready", ""],
  ["DaemonSet less ready", daemonSet({ ...scheduled, numberReady: 2 }), "waiting", "LessReady"],
  ["DaemonSet less available", daemonSet({ ...scheduled, numberAvailable: 2 }), "waiting", "LessAvailable"],
  ["StatefulSet without a status", statefulSet({}), "waiting", "LessReplicas"],
  ["StatefulSet that is complete", statefulSet(full, { replicas: 4 }), "ready", ""],
  ["StatefulSet less ready", statefulSet({ ...full, readyReplicas: 2 }, { replicas: 4 }), "waiting", "LessReady"],
  ["StatefulSet less current", statefulSet({ ...full, currentReplicas: 2 }, { replicas: 4 }), "waiting", "LessCurrent"],
  ["StatefulSet with more pods", statefulSet({ ...full, replicas: 8 }, { replicas: 4 }), "waiting", "ExtraPods"],
  [
    "StatefulSet between revisions",
    statefulSet({ ...full, currentRevision: "a", updateRevision: "b" }, { replicas: 4 }),
    "waiting",
    "RevisionMismatch",
  ],
  ["StatefulSet that its user updates", statefulSet({}, { updateStrategy: { type: "OnDelete" } }), "ready", ""],
  [
    "StatefulSet with a partition",
    statefulSet({ ...full, updatedReplicas: 1 }, { replicas: 4, updateStrategy: { rollingUpdate: { partition: 2 } } }),
    "waiting",
    "PartitionRollout",
  ],
  [
    "ReplicaSet that cannot create pods",
    of("apps/v1", "ReplicaSet", { status: { conditions: [condition("ReplicaFailure", "True")] } }),
    "waiting",
    "ReplicaFailure",
  ],
  ["Job without a status", of("batch/v1", "Job", {}), "waiting", "JobNotStarted"],
  [
    "Job that is complete",
    of("batch/v1", "Job", { status: { conditions: [condition("Complete", "True")] } }),
    "ready",
    "",
  ],
  [
    "Job that failed",
    of("batch/v1", "Job", { status: { conditions: [condition("Failed", "True")] } }),
    "failed",
    "JobFailed",
  ],
  [
    "Job that runs",
    of("batch/v1", "Job", {
      status: { startTime: "2019-06-04T01:17:13Z", conditions: [condition("Complete", "False")] },
    }),
    "ready",
    "",
  ],
  ["Pod without a status", of("v1", "Pod", {}), "waiting", "PodNotObserved"],
  [
    "Pod that is ready",
    of("v1", "Pod", { status: { phase: "Running", conditions: [condition("Ready", "True")] } }),
    "ready",
    "",
  ],
  ["Pod that is done", of("v1", "Pod", { status: { phase: "Succeeded" } }), "ready", ""],
  [
    "Pod that fits nowhere",
    of("v1", "Pod", {
      status: { phase: "Pending", conditions: [condition("PodScheduled", "False", "Unschedulable")] },
    }),
    "failed",
    "PodUnschedulable",
  ],
  [
    "Pod that crashes",
    of("v1", "Pod", {
      status: {
        phase: "Running",
        containerStatuses: [{ name: "a", state: { waiting: { reason: "CrashLoopBackOff" } } }],
      },
    }),
    "failed",
    "ContainerCrashLooping",
  ],
  ["PersistentVolumeClaim unbound", of("v1", "PersistentVolumeClaim", {}), "waiting", "NotBound"],
  ["Service", of("v1", "Service", {}), "ready", ""],
  ["Service of a load balancer", of("v1", "Service", { spec: { type: "LoadBalancer" } }), "waiting", "NoIPAssigned"],
  ["CRD that is new", of("apiextensions.k8s.io/v1", "CustomResourceDefinition", {}), "waiting", "Installing"],
  [
    "CRD whose names are taken",
    of("apiextensions.k8s.io/v1", "CustomResourceDefinition", {
      status: { conditions: [condition("NamesAccepted", "False", "Taken")] },
    }),
    "failed",
    "Taken",
  ],
  [
    "CRD that is established",
    of("apiextensions.k8s.io/v1", "CustomResourceDefinition", {
      status: { conditions: [condition("Established", "True")] },
    }),
    "ready",
    "",
  ],
  ["custom resource without a status", of("a.b/v1", "Thing", {}), "ready", ""],
  [
    "custom resource that is not ready",
    of("a.b/v1", "Thing", {
      status: { observedGeneration: 1, conditions: [condition("Ready", "False", "NotReadyYet")] },
    }),
    "waiting",
    "NotReadyYet",
  ],
  [
    "custom resource that is stalled",
    of("a.b/v1", "Thing", { status: { conditions: [condition("Stalled", "True", "Broken")] } }),
    "failed",
    "Broken",
  ],
  [
    "anything being deleted",
    of("v1", "ConfigMap", {}, { deletionTimestamp: "2019-06-04T01:17:13Z" }),
    "terminating",
    "Terminating",
  ],
])("%s", (_, object, state, reason) => {
  expect(readiness(object)).toMatchObject({ state, reason })
})

test.each([
  [
    "waits for an image",
    {
      containerStatuses: [
        { name: "c", state: { waiting: { reason: "ImagePullBackOff", message: "no such image", container: "c" } } },
      ],
    },
    { reason: "ImagePullBackOff", message: "no such image", container: "c" },
  ],
  [
    "crashed",
    {
      containerStatuses: [
        {
          name: "c",
          state: { waiting: { reason: "CrashLoopBackOff", message: "back-off" } },
          lastState: { terminated: { exitCode: 2, message: "no such host\n" } },
        },
      ],
    },
    { reason: "CrashLoopBackOff", message: "no such host (exit code 2)", container: "c" },
  ],
  ["is being created", { containerStatuses: [{ state: { waiting: { reason: "ContainerCreating" } } }] }, undefined],
  [
    "fits nowhere",
    { conditions: [{ type: "PodScheduled", reason: "Unschedulable", message: "0/3 nodes" }] },
    { reason: "Unschedulable", message: "0/3 nodes" },
  ],
  [
    "fails in its init container",
    { initContainerStatuses: [{ name: "c", state: { waiting: { reason: "ErrImagePull", message: "x" } } }] },
    { reason: "ErrImagePull", message: "x", container: "c" },
  ],
])("the trouble of a pod that %s", (_, status, trouble) => {
  const found = podTrouble(of("v1", "Pod", { status }))
  expect(found).toEqual(trouble && { pod: "a", ...trouble })
})

const rule = (...conditions: object[]) =>
  of("monitoring.coreos.com/v1", "PrometheusRule", {
    status: { bindings: [{ namespace: "m", name: "k8s", conditions }] },
  })
const scrape = (status: object) => of("operator.victoriametrics.com/v1beta1", "VMServiceScrape", { status })

test.each([
  ["a rule that a server refuses", rule({ type: "Accepted", status: "False", reason: "Bad", message: "no" }), "failed"],
  ["a rule that a server takes", rule({ type: "Accepted", status: "True" }), "ready"],
  ["a rule of which nothing is said", of("monitoring.coreos.com/v1", "PrometheusRule", {}), "ready"],
  ["a scrape that its operator refuses", scrape({ updateStatus: "failed", reason: "no" }), "failed"],
  ["a scrape that its operator takes", scrape({ updateStatus: "operational" }), "ready"],
])("%s", (_, object, state) => {
  expect(readiness(object).state).toBe(state)
})

test.each([
  ["dial redis://user:hunter2@db:6379: refused", "dial redis://user:***@db:6379: refused"],
  ['open: DB_PASSWORD="hunter2 x" host=db', "open: DB_PASSWORD=*** host=db"],
  ["bad api_key: hunter2", "bad api_key: ***"],
  ["connection refused to db:5432", "connection refused to db:5432"],
])("of the log line %j only %j is told", (line, told) => {
  expect(withoutPasswords(line)).toBe(told)
})
