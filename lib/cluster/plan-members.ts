import type { KubeObject } from "@/lib/bundle/kube-object"
import { type InstallRef, installId } from "./apply-set"
import { type Choices, choicesFor } from "./choices"
import type { ClusterClient, LiveObject } from "./client"
import { groupKind, type Kinds, refKey, refOf } from "./kinds"
import type { NamespaceState } from "./namespace"
import { isKept } from "./order"
import { parallel } from "./parallel"
import type { Parent } from "./parent"
import { planObject, type Step, step } from "./plan-item"
import { isRestorable } from "./revision"

/** The objects of a plan, and what is known before they are looked at. */
export interface Members {
  kinds: Kinds
  members: readonly KubeObject[]
  live: readonly LiveObject[]
  request: InstallRef & { choices?: Choices | undefined; asRecorded?: boolean }
  namespace: NamespaceState
  createsNamespace: boolean
  parent: Parent | undefined
}

/** What applying does to each object. */
export async function planMembers(
  client: ClusterClient,
  { kinds, members, live, request, namespace, createsNamespace, parent }: Members,
): Promise<Step[]> {
  const byKey = new Map(live.map((object) => [refKey(refOf(object)), object]))
  const scene = {
    id: installId(request),
    liveMember: (ref: ReturnType<typeof refOf>) => {
      const found = byKey.get(refKey(ref))
      return found?.apiVersion === ref.apiVersion ? found : undefined // else it is read in the version of the bundle
    },
    inPlan: (kind: string, name: string) =>
      members.some((member) => member.metadata.name === name && kinds.find(member)?.plural === kind),
    choices: choicesFor(request.choices, members, parent?.current?.kept),
  }
  return parallel(members, async (object) => {
    const type = kinds.find(object)
    if (!type && definedBy(members, object))
      return step(object, "deferred", { reason: "its kind comes with this plan" })
    if (!type) return step(object, "blocked", { reason: `the cluster serves no ${groupKind(object)}` })
    const inside = object.metadata.namespace === request.namespace
    if (inside && createsNamespace) return step(object, "deferred", { reason: "its namespace comes with this plan" })
    if (inside && namespace !== "there")
      return step(object, "blocked", { reason: `namespace ${request.namespace} is ${namespace}` })
    if (request.asRecorded && !isRestorable(object)) return withheld(object, scene.liveMember(refOf(object)))
    return planObject(client, type, object, scene)
  })
}

/** A Secret of a recorded revision: its values are not recorded, so that it can only stay as it is. */
function withheld(object: KubeObject, live: LiveObject | undefined): Step {
  if (live) return step(object, "unchanged", { reason: "its values are not recorded; it stays as it is" }, live)
  return step(object, "blocked", {
    reason: "it is gone, and its values are not recorded",
    hint: "Install the bundle again instead",
  })
}

/** Whether a CRD in the plan defines the kind of this object. */
function definedBy(members: readonly KubeObject[], { apiVersion, kind }: KubeObject): boolean {
  return members.some((member) => {
    if (member.kind !== "CustomResourceDefinition") return false
    const spec = member.spec as { group?: string; names?: { kind?: string } } | undefined
    return spec?.names?.kind === kind && spec.group === apiVersion.split("/")[0]
  })
}

/** What is there and no longer in the bundle. */
export function planPrune(members: readonly KubeObject[], live: readonly LiveObject[]): Step[] {
  const kept = new Set(members.map((member) => refKey(refOf(member))))
  return live
    .filter((object) => !kept.has(refKey(refOf(object))) && !isKept(object) && !object.metadata.deletionTimestamp)
    .map((object) => step(object, "prune", { reason: "no longer in the bundle" }, object))
}
