import type { KubeObject } from "@/lib/bundle/kube-object"
import { field, listAt, textAt } from "../field"

/** The Pod Security Standards, the strictest last. */
export const POD_LEVELS = ["privileged", "baseline", "restricted"] as const
export type PodLevel = (typeof POD_LEVELS)[number]

/** The strictest level that a pod meets, and what keeps it from the next one. */
export interface PodStanding {
  level: PodLevel
  reasons: readonly string[]
}

// https://kubernetes.io/docs/concepts/security/pod-security-standards/, as of 1.33
const BASELINE_CAPABILITIES = new Set(
  "AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE SETFCAP SETGID SETPCAP SETUID SYS_CHROOT".split(
    " ",
  ),
)
const RESTRICTED_VOLUMES = [
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "persistentVolumeClaim",
  "projected",
  "secret",
]

/** The pod template of a Deployment, DaemonSet or StatefulSet; undefined for other objects. */
export function podOf({ kind, spec }: KubeObject): { metadata: unknown; spec: unknown } | undefined {
  if (!["Deployment", "DaemonSet", "StatefulSet"].includes(kind)) return undefined
  return field(spec, "template") as { metadata: unknown; spec: unknown } | undefined
}

/** Judges the spec of a pod for Linux. */
export function podStanding(spec: unknown): PodStanding {
  const containers = [...listAt(spec, "containers"), ...listAt(spec, "initContainers")]
  const beyondBaseline = [...hostAccess(spec), ...containers.flatMap(privileges)]
  if (beyondBaseline.length > 0) return { level: "privileged", reasons: beyondBaseline }
  const beyondRestricted = [
    ...looseVolumes(spec),
    ...containers.flatMap((container) => looseContainer(spec, container)),
  ]
  if (beyondRestricted.length > 0) return { level: "baseline", reasons: [...new Set(beyondRestricted)] }
  return { level: "restricted", reasons: [] }
}

function hostAccess(spec: unknown): string[] {
  const shared = ["hostNetwork", "hostPID", "hostIPC"].filter((key) => field(spec, key) === true)
  const paths = listAt(spec, "volumes").map((volume) => textAt(volume, "hostPath", "path"))
  const unconfined = textAt(spec, "securityContext", "seccompProfile", "type") === "Unconfined"
  return [
    ...shared,
    ...paths.filter(Boolean).map((path) => `hostPath ${path}`),
    ...(unconfined ? ["seccomp Unconfined"] : []),
  ]
}

function privileges(container: unknown): string[] {
  const context = field(container, "securityContext")
  const added = listAt(context, "capabilities", "add").map(String)
  const ports = listAt(container, "ports").map((port) => field(port, "hostPort") ?? 0)
  const mount = textAt(context, "procMount")
  return [
    ...(field(context, "privileged") === true ? ["privileged container"] : []),
    ...added.filter((name) => !BASELINE_CAPABILITIES.has(name)).map((name) => `capability ${name}`),
    ...ports.filter((port) => port !== 0).map((port) => `hostPort ${port}`),
    ...(mount !== "" && mount !== "Default" ? [`procMount ${mount}`] : []),
    ...(textAt(context, "seccompProfile", "type") === "Unconfined" ? ["seccomp Unconfined"] : []),
  ]
}

function looseVolumes(spec: unknown): string[] {
  return listAt(spec, "volumes")
    .filter((volume) => !RESTRICTED_VOLUMES.some((kind) => field(volume, kind) !== undefined))
    .map((volume) => `volume ${textAt(volume, "name")}`)
}

function looseContainer(spec: unknown, container: unknown): string[] {
  const own = (...path: string[]) => field(container, "securityContext", ...path)
  const either = (...path: string[]) => own(...path) ?? field(spec, "securityContext", ...path)
  const added = listAt(own("capabilities"), "add").filter((name) => name !== "NET_BIND_SERVICE")
  return [
    ...(own("allowPrivilegeEscalation") === false ? [] : ["allowPrivilegeEscalation is not false"]),
    ...(listAt(own("capabilities"), "drop").includes("ALL") ? [] : ["capabilities are not dropped"]),
    ...added.map((name) => `capability ${name}`),
    ...(either("runAsNonRoot") === true ? [] : ["runAsNonRoot is not true"]),
    ...(either("runAsUser") === 0 ? ["runAsUser is 0"] : []),
    ...(either("seccompProfile", "type") === undefined ? ["seccompProfile is not set"] : []),
  ]
}
