import type { KubeObject } from "@/lib/bundle/kube-object"
import { ApiError } from "./api-error"
import type { ClusterClient, LiveObject, ObjectRef, ResourceType } from "./client"
import { diffObjects, type FieldChange } from "./diff"
import { field } from "./field"
import { refOf, refText } from "./kinds"
import { conflictsOf, type FieldConflict, isMember, ownerOf } from "./ownership"

/**
 * What applying does to one object.
 * - `create`, `update`, `unchanged`, `prune` (of the last version, no longer in this one)
 * - `deferred`: created or updated too, but a dry run is not possible before other parts of the plan are there
 * - `conflict`: fields of ours belong to someone else; `blocked`: it cannot be applied at all
 */
export type PlanAction = "create" | "update" | "unchanged" | "prune" | "deferred" | "conflict" | "blocked"

/** One object of a plan. */
export interface PlanItem {
  ref: ObjectRef
  action: PlanAction
  /** For `update` and `conflict`: what is there, and what it becomes. */
  diff: readonly FieldChange[]
  /** For `conflict`: who owns which field. */
  conflicts: readonly FieldConflict[]
  /** The API server's remarks. */
  warnings: readonly string[]
  /** Why, unless it is plain. */
  reason?: string
  /** What to do about it. */
  hint?: string
}

/** An item with what is needed to carry it out. */
export interface Step {
  item: PlanItem
  /** What is applied; for `prune`, what is deleted. */
  object: KubeObject
  /** As the cluster has it. */
  live?: LiveObject
}

/** What is known before the objects are looked at one by one. */
export interface PlanScene {
  /** The ApplySet's id. */
  id: string
  /** A member as the cluster has it. */
  liveMember(ref: ObjectRef): LiveObject | undefined
  /** Whether the plan itself makes this object. */
  inPlan(kind: string, name: string): boolean
}

/** Finds out, by a dry run, what applying does to one object. Writes nothing. */
export async function planObject(
  client: ClusterClient,
  type: ResourceType,
  object: KubeObject,
  scene: PlanScene,
): Promise<Step> {
  const ref = refOf(object)
  let live = scene.liveMember(ref)
  try {
    for (let tries = 1; ; tries++) {
      const { object: after, created, warnings } = await client.apply(type, object, { dryRun: true })
      if (created) return step(object, "create", { warnings })
      // A controller may have written in between; only two views of the same version show what we would change.
      if (live?.metadata.resourceVersion === after.metadata.resourceVersion || (live && tries > 3))
        return compare(object, live as LiveObject, after, warnings, scene.id)
      live = await client.get(type, ref.name, ref.namespace)
    }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    if (error.status === 409) live ??= await client.get(type, ref.name, ref.namespace)
    return refused(client, type, object, error, live, scene)
  }
}

function compare(
  object: KubeObject,
  live: LiveObject,
  after: KubeObject,
  warnings: readonly string[],
  id: string,
): Step {
  const foreign = notOurs(object, live, id)
  if (foreign) return foreign
  const diff = diffObjects(live, after)
  if (diff.length > 0) return step(object, "update", { warnings, diff }, live)
  return sameOwnership(live, after)
    ? step(object, "unchanged", { warnings }, live)
    : step(object, "update", { warnings, reason: "same values, but others of them become ours" }, live)
}

async function refused(
  client: ClusterClient,
  type: ResourceType,
  object: KubeObject,
  error: ApiError,
  live: LiveObject | undefined,
  scene: PlanScene,
): Promise<Step> {
  const conflicts = conflictsOf(error.causes)
  if (conflicts.length > 0 && live) {
    const foreign = notOurs(object, live, scene.id)
    if (foreign) return foreign
    const diff = await contested(client, type, object, live)
    const reason = `${conflicts.map(({ field, manager }) => `${field} belongs to ${manager}`).join(", ")}`
    const hint = "Leave the field to its owner by taking it out of the bundle, or ask the owner to let it go"
    return step(object, "conflict", { conflicts, diff, reason, hint }, live)
  }
  const { kind = "", name = "" } = error.about
  if (error.code === "not-found" && scene.inPlan(kind, name))
    return step(object, "deferred", { reason: `needs ${name}, which this plan creates` })
  if (error.code === "not-found" && kind === "namespaces")
    return step(object, "blocked", {
      reason: `namespace ${name} does not exist`,
      hint: `kubectl create namespace ${name}`,
    })
  const hint = error.hint
  return step(object, "blocked", { reason: refusal(error), ...(hint === undefined ? {} : { hint }) }, live)
}

/** Both values of contested fields, from a dry run that forces them; nothing is written. */
async function contested(
  client: ClusterClient,
  type: ResourceType,
  object: KubeObject,
  first: LiveObject,
): Promise<readonly FieldChange[]> {
  let live = first
  for (let tries = 1; ; tries++) {
    const { object: after } = await client.apply(type, object, { dryRun: true, force: true })
    if (live.metadata.resourceVersion === after.metadata.resourceVersion || tries > 3) return diffObjects(live, after)
    live = (await client.get(type, object.metadata.name, object.metadata.namespace)) ?? live
  }
}

function refusal(error: ApiError): string {
  if (error.code === "forbidden") return error.message
  return `the API server refuses it: ${error.message}`
}

/** An object of that name which is not a member of the set must not be touched, even where no field conflicts. */
function notOurs(object: KubeObject, live: LiveObject, id: string): Step | undefined {
  if (live.metadata.deletionTimestamp)
    return step(object, "blocked", { reason: "it is being deleted", hint: "Plan again when it is gone" }, live)
  if (isMember(live, id)) return undefined
  return step(
    object,
    "blocked",
    {
      reason: `${refText(refOf(live))} exists already and belongs to: ${ownerOf(live)}`,
      hint: "Remove it, or install under another name or into another namespace",
    },
    live,
  )
}

function sameOwnership(live: LiveObject, after: KubeObject): boolean {
  const ours = (object: KubeObject) => {
    const managed = object.metadata.managedFields
    if (!Array.isArray(managed)) return ""
    return JSON.stringify(
      managed
        .filter((entry) => field(entry, "manager") === "exporterhub" && field(entry, "operation") === "Apply")
        .map((entry) => field(entry, "fieldsV1")),
    )
  }
  return ours(live) === ours(after)
}

/** One step; what is not given is empty. */
export function step(object: KubeObject, action: PlanAction, details: Partial<PlanItem>, live?: LiveObject): Step {
  const item: PlanItem = { ref: refOf(object), action, diff: [], conflicts: [], warnings: [], ...details }
  return live ? { item, object, live } : { item, object }
}
