import type { KubeObject } from "@/lib/bundle/kube-object"
import { clientSideFields, notAdoptable } from "./adoption"
import { ApiError } from "./api-error"
import type { ObjectChoices } from "./choices"
import type { ClusterClient, LiveObject, ObjectRef, ResourceType } from "./client"
import { diffObjects, type FieldChange } from "./diff"
import { field } from "./field"
import { type KeptField, withoutField, withoutKept } from "./kept-field"
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
  /** Who owns which contested field: for `conflict`, and for `update` where these are taken over. */
  conflicts: readonly FieldConflict[]
  /** Fields that stay with others, by choice. */
  kept?: readonly KeptField[]
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
  /** Whether fields of others become ours. */
  force?: boolean
  /** Whether the object was there before, and becomes a member. */
  adopt?: boolean
}

/** What is known before the objects are looked at one by one. */
export interface PlanScene {
  /** The ApplySet's id. */
  id: string
  /** A member as the cluster has it. */
  liveMember(ref: ObjectRef): LiveObject | undefined
  /** Whether the plan itself makes this object. */
  inPlan(kind: string, name: string): boolean
  /** What the user decided about an object. */
  choices(ref: ObjectRef): ObjectChoices
}

/** Finds out, by a dry run, what applying does to one object. Writes nothing. */
export async function planObject(
  client: ClusterClient,
  type: ResourceType,
  asked: KubeObject,
  scene: PlanScene,
): Promise<Step> {
  const ref = refOf(asked)
  const { remembered, keeps } = scene.choices(ref)
  const object = withoutKept(asked, ref, remembered)
  const first = await attempt(client, type, object, scene)
  const theirs = first.item.action === "conflict" ? first.item.conflicts.filter(keeps) : []
  const kept = [...remembered, ...theirs.map((conflict): KeptField => ({ ref, ...conflict }))]
  if (theirs.length === 0) return withKept(first, kept)
  const rest = theirs.reduce((left, { field }) => withoutField(left, field) ?? left, object)
  return withKept(await attempt(client, type, rest, scene), kept)
}

function withKept(step: Step, kept: readonly KeptField[]): Step {
  if (kept.length === 0) return step
  const words = kept.map(({ field, manager }) => `leaves ${field} to ${manager}`).join(", ")
  const { reason } = step.item
  return { ...step, item: { ...step.item, kept, reason: reason === undefined ? words : `${reason}; ${words}` } }
}

async function attempt(client: ClusterClient, type: ResourceType, object: KubeObject, scene: PlanScene): Promise<Step> {
  const ref = refOf(object)
  let live = scene.liveMember(ref)
  try {
    for (let tries = 1; ; tries++) {
      const { object: after, created, warnings } = await client.apply(type, object, { dryRun: true })
      if (created) return step(object, "create", { warnings })
      // A controller may have written in between; only two views of the same version show what we would change.
      if (live?.metadata.resourceVersion === after.metadata.resourceVersion || (live && tries > 3))
        return compare(object, live as LiveObject, after, warnings, scene)
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
  scene: PlanScene,
): Step {
  const foreign = notOurs(object, live, scene)
  if (foreign) return foreign
  const diff = diffObjects(live, after)
  if (!isMember(live, scene.id)) return adopted(object, live, { warnings, diff })
  if (diff.length > 0) return step(object, "update", { warnings, diff }, live)
  return sameOwnership(live, after)
    ? step(object, "unchanged", { warnings }, live)
    : step(object, "update", { warnings, reason: "same values, but others of them become ours" }, live)
}

/** What was there becomes a member: with fields of ours that others had, and without what only kubectl had applied. */
function adopted(object: KubeObject, live: LiveObject, details: Partial<PlanItem>): Step {
  const gone = clientSideFields(live).filter((path) => withoutField(object, path) === undefined)
  const goes = gone.length > 0 ? `; goes, because only kubectl had applied it: ${gone.join(", ")}` : ""
  const reason = `adopted from ${ownerOf(live)}${goes}`
  return { ...step(object, "update", { ...details, reason }, live), force: true, adopt: true }
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
    const foreign = notOurs(object, live, scene)
    if (foreign) return foreign
    const diff = await contested(client, type, object, live)
    if (!isMember(live, scene.id)) return adopted(object, live, { conflicts, diff })
    if (scene.choices(refOf(object)).takeOver) {
      const reason = conflicts.map(({ field, manager }) => `takes ${field} from ${manager}`).join(", ")
      return { ...step(object, "update", { conflicts, diff, reason }, live), force: true }
    }
    return step(object, "conflict", { conflicts, diff, ...contestedText(object, conflicts) }, live)
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

function contestedText(
  { kind, metadata }: KubeObject,
  conflicts: readonly FieldConflict[],
): { reason: string; hint: string } {
  const name = `${kind}/${metadata.name}`
  const [only] = conflicts.length === 1 ? conflicts : []
  return {
    reason: conflicts.map(({ field, manager }) => `${field} belongs to ${manager}`).join(", "),
    hint: `--keep-theirs ${name}${only ? `:${only.field}` : ""} leaves it to them, now and later; --take-over ${name} makes it ours`,
  }
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

/** An object of that name which is not a member of the set must not be touched, unless adopting it was asked for. */
function notOurs(object: KubeObject, live: LiveObject, { id, choices }: PlanScene): Step | undefined {
  if (live.metadata.deletionTimestamp)
    return step(object, "blocked", { reason: "it is being deleted", hint: "Plan again when it is gone" }, live)
  if (isMember(live, id)) return undefined
  const ref = refOf(live)
  const reason = `${refText(ref)} exists already and belongs to: ${ownerOf(live)}`
  const obstacle = notAdoptable(live)
  if (choices(ref).adopt)
    return obstacle ? step(object, "blocked", { reason, hint: `Not adopted: ${obstacle}` }, live) : undefined
  const hint = `Remove it, or install under another name or into another namespace${
    obstacle ? "" : `; --adopt ${ref.kind}/${ref.name} makes it part of this install`
  }`
  return step(object, "blocked", { reason, hint }, live)
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
