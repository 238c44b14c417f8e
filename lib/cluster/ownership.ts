import type { KubeObject } from "@/lib/bundle/kube-object"
import type { ApiCause } from "./api-error"
import { PART_OF } from "./apply-set"
import { FIELD_MANAGER, type LiveObject } from "./client"

/** A field of ours that someone else set. */
export interface FieldConflict {
  /** As the API server writes it: `.spec.replicas`. */
  field: string
  manager: string
}

/**
 * The conflicts in a refused server-side apply, by field; their messages read `conflict with "kubectl-patch" using apps/v1`.
 * The server's own order is that of writes, which within one second is left to chance.
 */
export function conflictsOf(causes: readonly ApiCause[]): FieldConflict[] {
  return causes
    .filter(({ reason }) => reason === "FieldManagerConflict")
    .map(({ field, message }) => ({ field, manager: /conflict with "([^"]*)"/.exec(message)?.[1] ?? message }))
    .sort((a, b) => (`${a.field} ${a.manager}` < `${b.field} ${b.manager}` ? -1 : 1))
}

/** Whether the object is a member of the set. */
export function isMember(object: KubeObject, id: string): boolean {
  return object.metadata.labels?.[PART_OF] === id
}

const TOOLS: readonly { name: string; of(object: KubeObject): string | undefined }[] = [
  { name: "Helm release", of: ({ metadata }) => metadata.annotations?.["meta.helm.sh/release-name"] },
  {
    name: "Argo CD application",
    of: ({ metadata }) => metadata.annotations?.["argocd.argoproj.io/tracking-id"]?.split(":")[0],
  },
  { name: "Flux kustomization", of: ({ metadata }) => metadata.labels?.["kustomize.toolkit.fluxcd.io/name"] },
  { name: "Flux Helm release", of: ({ metadata }) => metadata.labels?.["helm.toolkit.fluxcd.io/name"] },
  { name: "apply set", of: ({ metadata }) => metadata.labels?.[PART_OF] },
]

/** Who an object belongs to, in words: the tool that installed it when it left a mark, else the managers of its fields. */
export function ownerOf(object: LiveObject): string {
  for (const { name, of } of TOOLS) {
    const owner = of(object)
    if (owner !== undefined) return `${name} ${owner}`
  }
  const managers = new Set(
    (object.metadata.managedFields ?? [])
      .filter(({ subresource }) => subresource !== "status")
      .flatMap(({ manager }) => (manager && manager !== FIELD_MANAGER ? [manager] : [])),
  )
  return managers.size > 0 ? [...managers].join(", ") : "nobody who left a name"
}
