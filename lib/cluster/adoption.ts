import { HubError } from "@/lib/error"
import { PART_OF } from "./apply-set"
import { type ClusterClient, FIELD_MANAGER, type LiveObject, type ManagedFields } from "./client"
import { LAST_APPLIED } from "./diff"
import { field } from "./field"
import { type Kinds, refKey, refOf, typeOf } from "./kinds"
import type { Parent } from "./parent"

/** Why an object cannot be adopted, though that was asked for; undefined when it can. */
export function notAdoptable(live: LiveObject): string | undefined {
  if (live.kind === "Secret") return "a Secret is not adopted: its values would have to be recorded"
  const set = live.metadata.labels?.[PART_OF]
  return set === undefined ? undefined : `it belongs to the apply set ${set}; take it out there first`
}

/**
 * The field managers of an object after its client-side apply became ours, as client-go's csaupgrade does it: what kubectl
 * applied is then removed when our manifest has it not, where it would stay for ever otherwise. Undefined when there is none.
 */
export function migratedManagers(live: LiveObject): ManagedFields[] | undefined {
  const managers = live.metadata.managedFields ?? []
  const theirs = managers.filter(isClientSideApply)
  const [first] = theirs
  if (!first) return undefined
  const ours = managers.find(isOurs)
  const rest = managers.filter((entry) => entry !== ours && !theirs.includes(entry))
  const fields = [ours, ...theirs].reduce<unknown>((all, entry) => union(all, field(entry, "fieldsV1")), {})
  return [...rest, { ...first, ...ours, manager: FIELD_MANAGER, operation: "Apply", fieldsV1: fields }]
}

/** The fields that client-side apply owns, as the API server writes paths; for saying what goes when they are not ours. */
export function clientSideFields(live: LiveObject): string[] {
  const fields = (live.metadata.managedFields ?? []).filter(isClientSideApply).map((entry) => field(entry, "fieldsV1"))
  return [...new Set(fields.flatMap((tree) => leaves(tree, "")))].filter((path) => !path.includes(LAST_APPLIED))
}

function isClientSideApply(entry: ManagedFields): boolean {
  if (entry.operation !== "Update" || entry.subresource) return false
  const marked = field(entry, "fieldsV1", "f:metadata", "f:annotations", `f:${LAST_APPLIED}`) !== undefined
  return entry.manager === "kubectl-client-side-apply" || marked
}

function isOurs({ manager, operation, subresource }: ManagedFields): boolean {
  return manager === FIELD_MANAGER && operation === "Apply" && !subresource
}

function union(a: unknown, b: unknown): unknown {
  if (typeof a !== "object" || a === null) return b
  if (typeof b !== "object" || b === null) return a
  const keys = new Set([...Object.keys(a), ...Object.keys(b)])
  const at = (value: object, key: string) => (value as Record<string, unknown>)[key]
  return Object.fromEntries([...keys].map((key) => [key, union(at(a, key), at(b, key))]))
}

function leaves(tree: unknown, path: string): string[] {
  const inner = typeof tree === "object" && tree !== null ? Object.entries(tree).filter(([key]) => key !== ".") : []
  if (inner.length === 0) return path === "" ? [] : [path]
  return inner.flatMap(([key, value]) => leaves(value, path + element(key)))
}

/** `f:name` is a key, `k:{"name":"a"}` an item by its keys, `v:1` an item by its value. */
function element(key: string): string {
  if (key.startsWith("f:")) return `.${key.slice(2)}`
  if (!key.startsWith("k:")) return `[=${key.slice(2)}]`
  const pairs = Object.entries(JSON.parse(key.slice(2)) as object)
  return `[${pairs.map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(",")}]`
}

/** The object as it was before it was adopted, for the record; without its status, which is not ours to put back. */
export function preImage({ status: _, ...object }: LiveObject): LiveObject {
  return object as LiveObject
}

/** What an install has adopted, by object. Of a killed attempt too: it may have come to the write. */
export function preImages(parent: Parent | undefined): ReadonlyMap<string, LiveObject> {
  const all = [...(parent?.attempt?.adopted ?? []), ...(parent?.current?.adopted ?? [])]
  return new Map(all.map((object) => [refKey(refOf(object)), object]))
}

const TRIES = 5

/**
 * Puts an adopted object back as it was, with its managers. What was deleted or made again since stays as it is: then
 * nothing of what was adopted is there any more.
 */
export async function giveBack(client: ClusterClient, kinds: Kinds, before: LiveObject): Promise<void> {
  const type = typeOf(kinds, before)
  const { name, namespace, uid, managedFields = [] } = before.metadata
  for (let tries = 1; ; tries++) {
    const live = await client.get(type, name, namespace)
    if (live?.metadata.uid !== uid) return
    try {
      const { resourceVersion } = live.metadata
      const put = await client.replace(type, { ...before, metadata: { ...before.metadata, resourceVersion } })
      await client.setManagers(type, put, managedFields)
      return
    } catch (error) {
      // Controllers write their annotations at any time.
      const passing = error instanceof HubError && error.code === "conflict"
      if (!passing || tries === TRIES) throw error
    }
  }
}

/** What is said of an object that goes back to whom it was before. */
export function givenBackText(): string {
  return `it was there before the install, and is put back as it was`
}
