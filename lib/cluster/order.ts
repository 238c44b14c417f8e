import { groupBy } from "./group"
import { groupKind } from "./kinds"

// Whatever others need comes first: a monitor's kind needs its CRD, a binding its role, a pod its account and secrets.
const WAVES: readonly (readonly string[])[] = [
  ["Namespace"],
  ["CustomResourceDefinition.apiextensions.k8s.io", "PriorityClass.scheduling.k8s.io", "StorageClass.storage.k8s.io"],
  [
    "ServiceAccount",
    "Secret",
    "ConfigMap",
    "Role.rbac.authorization.k8s.io",
    "ClusterRole.rbac.authorization.k8s.io",
    "NetworkPolicy.networking.k8s.io",
    "PersistentVolumeClaim",
  ],
  ["RoleBinding.rbac.authorization.k8s.io", "ClusterRoleBinding.rbac.authorization.k8s.io"],
  [
    "Service",
    "Deployment.apps",
    "DaemonSet.apps",
    "StatefulSet.apps",
    "Job.batch",
    "CronJob.batch",
    "PodDisruptionBudget.policy",
  ],
]

/** In which wave an object is applied, from 0; custom resources come last. Deletes go the other way. */
function waveOf(object: { apiVersion: string; kind: string }): number {
  const wave = WAVES.findIndex((kinds) => kinds.includes(groupKind(object)))
  return wave === -1 ? WAVES.length : wave
}

/** The items in waves: each can be applied at once when the ones before it are there. Order within a wave is kept. */
export function waves<T>(items: readonly T[], objectOf: (item: T) => { apiVersion: string; kind: string }): T[][] {
  const byWave = groupBy(items, (item) => waveOf(objectOf(item)))
  return [...byWave].sort(([a], [b]) => a - b).map(([, wave]) => wave)
}

/** Whether objects of this kind stay when an install goes: others' objects live in them. */
export function isKept(object: { apiVersion: string; kind: string }): boolean {
  return ["Namespace", "CustomResourceDefinition.apiextensions.k8s.io"].includes(groupKind(object))
}
