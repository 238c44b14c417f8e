import type { KubeObject } from "@/lib/bundle/kube-object"
import { ApiError } from "./api-error"
import { type InstallRef, installId } from "./apply-set"
import type { ClusterClient, LiveObject, ObjectRef } from "./client"
import { diffObjects } from "./diff"
import { type Kinds, kindsOf, refOf, typeOf } from "./kinds"
import { conflictsOf, type FieldConflict, isMember, ownerOf } from "./ownership"
import { parallel } from "./parallel"
import { readParent } from "./parent"
import { isRestorable } from "./revision"
import { noSuchInstall } from "./status"

/** One field that is not as it was applied. */
export interface DriftChange {
  /** Such as `spec.template.spec.containers[name=redis].image`. */
  path: string
  /** As it was applied; undefined when someone added it. */
  applied?: unknown
  /** As it is; undefined when someone took it away. */
  live?: unknown
  /** Who has it now; undefined when nobody left a name on it. */
  manager?: string
  /** ISO 8601: when that manager last wrote to the object. */
  at?: string
}

/** How one object differs from what was applied. */
export interface DriftItem {
  ref: ObjectRef
  /**
   * - `same`, `changed`
   * - `deleted`: it is not there
   * - `foreign`: something of this name is there, but it is not ours
   */
  state: "same" | "changed" | "deleted" | "foreign"
  changes: readonly DriftChange[]
  message?: string
}

/** What changed in the cluster since an install was applied, as `drift --json` prints it. */
export interface DriftReport extends InstallRef {
  context: string
  /** The revision that was compared with. */
  revision?: number
  appliedAt?: string
  drifted: boolean
  items: readonly DriftItem[]
  /** What would make it as it was applied. */
  hint?: string
}

/**
 * Compares what was applied with what is there: a forced dry run tells what applying again would change, one that is not
 * forced tells who has these fields. Fields that nobody applied, such as a label that someone added, are no drift. Writes
 * nothing.
 */
export async function driftOf(client: ClusterClient, install: InstallRef): Promise<DriftReport> {
  const [kinds, parent] = await Promise.all([kindsOf(client), readParent(client, install)])
  if (!parent) throw await noSuchInstall(client, install)
  const { current } = parent
  const objects = current?.objects.filter(isRestorable) ?? []
  const id = installId(install)
  const items = await parallel(objects, (object) => driftOfObject(client, kinds, object, id))
  const contested = items.filter(({ state }) => state === "changed")
  const gone = items.some(({ state }) => state === "deleted")
  const { name, namespace } = install
  return {
    name,
    namespace,
    context: client.context,
    ...(current ? { revision: current.revision, appliedAt: current.appliedAt } : {}),
    drifted: items.some(({ state }) => state !== "same"),
    items,
    ...(contested.length + Number(gone) > 0 ? { hint: healing(name, contested) } : {}),
  }
}

function healing(name: string, contested: readonly DriftItem[]): string {
  const objects = contested.map(({ ref }) => `${ref.kind}/${ref.name}`)
  const flags = objects.map((object) => ` --take-over ${object}`).join("")
  const keep = objects.length > 0 ? "; --keep-theirs instead leaves a field to who has it now" : ""
  return `exporterhub upgrade ${name}${flags} makes it as it was applied${keep}`
}

async function driftOfObject(client: ClusterClient, kinds: Kinds, object: KubeObject, id: string): Promise<DriftItem> {
  const ref = refOf(object)
  const deleted: DriftItem = { ref, state: "deleted", changes: [], message: "it is not there any more" }
  if (!kinds.find(object)) return { ...deleted, message: `the cluster no longer serves ${object.kind}` }
  const type = typeOf(kinds, object)
  for (let tries = 1; ; tries++) {
    const live = await client.get(type, ref.name, ref.namespace)
    if (!live) return deleted
    if (!isMember(live, id))
      return { ref, state: "foreign", changes: [], message: `it is no longer ours; it belongs to: ${ownerOf(live)}` }
    const { object: after, created } = await client.apply(type, object, { dryRun: true, force: true })
    if (created) return deleted
    // A controller may have written in between; only two views of the same version can be compared.
    if (after.metadata.resourceVersion !== live.metadata.resourceVersion && tries <= 3) continue
    const diff = diffObjects(live, after)
    if (diff.length === 0) return { ref, state: "same", changes: [] }
    const owners = await ownersOf(client, kinds, object)
    const changes = diff.map(({ path, before, after: applied }): DriftChange => {
      return {
        path,
        ...(applied === undefined ? {} : { applied }),
        ...(before === undefined ? {} : { live: before }),
        ...whoHas(path, owners, live),
      }
    })
    return { ref, state: "changed", changes }
  }
}

/** Who has fields of ours; from the refusal of a dry run that is not forced. */
async function ownersOf(client: ClusterClient, kinds: Kinds, object: KubeObject): Promise<readonly FieldConflict[]> {
  try {
    await client.apply(typeOf(kinds, object), object, { dryRun: true })
    return []
  } catch (error) {
    if (error instanceof ApiError && error.status === 409) return conflictsOf(error.causes)
    throw error
  }
}

function whoHas(path: string, owners: readonly FieldConflict[], live: LiveObject): Pick<DriftChange, "manager" | "at"> {
  const place = plain(path)
  const owner = owners.find(({ field }) => {
    const theirs = plain(field)
    return (
      place === theirs || [".", "["].some((next) => place.startsWith(theirs + next) || theirs.startsWith(place + next))
    )
  })
  if (!owner) return {}
  const entries = (live.metadata.managedFields ?? []).filter(({ manager }) => manager === owner.manager)
  const at = entries
    .flatMap(({ time }) => time ?? [])
    .sort()
    .at(-1)
  return { manager: owner.manager, ...(at === undefined ? {} : { at }) }
}

/** A path in one writing: the API server's `.a.b/c[name="x"]` and ours `a["b/c"][name=x]`. */
function plain(path: string): string {
  return path
    .replace(/\["([^"]*)"\]/g, ".$1")
    .replaceAll('"', "")
    .replace(/^\./, "")
}
