import type { KubeObject } from "@/lib/bundle/kube-object"
import { isObject } from "@/lib/is-object"

/** One field that differs; a side without the field is undefined. */
export interface FieldChange {
  /** Such as `spec.template.spec.containers[name=redis].image`. */
  path: string
  before?: unknown
  after?: unknown
}

// Bookkeeping of the API server, which says nothing about what was asked for.
const NOISE = ["managedFields", "resourceVersion", "generation", "uid", "creationTimestamp", "selfLink"]
/** Where kubectl apply of the client side keeps what it applied. */
export const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration"
const HIDDEN = "***"

/** The fields in which two states of one object differ, without bookkeeping, status and the values of Secrets. */
export function diffObjects(before: KubeObject, after: KubeObject): FieldChange[] {
  const changes = diffValues(withoutNoise(before), withoutNoise(after), "")
  return before.kind === "Secret" || after.kind === "Secret" ? changes.map(masked) : changes
}

function withoutNoise(object: KubeObject): Record<string, unknown> {
  const { status: _, ...rest } = object
  const metadata = Object.fromEntries(Object.entries(object.metadata).filter(([key]) => !NOISE.includes(key)))
  if (object.kind !== "Secret" || !isObject(metadata.annotations)) return { ...rest, metadata }
  // kubectl's client-side apply keeps a copy of the whole Secret here.
  const { [LAST_APPLIED]: __, ...annotations } = metadata.annotations
  return { ...rest, metadata: { ...metadata, annotations } }
}

function masked(change: FieldChange): FieldChange {
  if (!/^(data|stringData)\b/.test(change.path)) return change
  return {
    path: change.path,
    ...(change.before === undefined ? {} : { before: HIDDEN }),
    ...(change.after === undefined ? {} : { after: HIDDEN }),
  }
}

function diffValues(before: unknown, after: unknown, path: string): FieldChange[] {
  if (isObject(before) && isObject(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)])
    return [...keys].sort().flatMap((key) => diffValues(before[key], after[key], join(path, key)))
  }
  if (Array.isArray(before) && Array.isArray(after)) return diffLists(before, after, path)
  if (same(before, after)) return []
  return [{ path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }]
}

/** Items are matched by what names them, so that one more container is not a change of all that follow. */
function diffLists(before: readonly unknown[], after: readonly unknown[], path: string): FieldChange[] {
  if (same(before, after)) return []
  const key = keyOf([...before, ...after].length > 0 ? [before, after] : [])
  if (key === undefined) {
    const plain = [...before, ...after].every((item) => typeof item !== "object")
    if (plain) return [{ path, before, after }]
    const length = Math.max(before.length, after.length)
    return Array.from({ length }, (_, i) => diffValues(before[i], after[i], `${path}[${i}]`)).flat()
  }
  const names = new Set([...before, ...after].map((item) => (item as Record<string, unknown>)[key]))
  const find = (list: readonly unknown[], name: unknown) => list.find((item) => isObject(item) && item[key] === name)
  const changes = [...names].flatMap((name) =>
    diffValues(find(before, name), find(after, name), `${path}[${key}=${name}]`),
  )
  // Same items in another order: only the whole lists can show it.
  return changes.length > 0 ? changes : [{ path, before, after }]
}

const KEYS = ["name", "alert", "record", "key", "mountPath", "containerPort", "port", "ip", "topologyKey", "type"]

/** The field by which the items of both lists can be told apart. */
function keyOf(lists: readonly (readonly unknown[])[]): string | undefined {
  return KEYS.find((key) =>
    lists.every((list) => {
      const values = list.map((item) => (isObject(item) ? item[key] : undefined))
      return values.every((value) => value !== undefined) && new Set(values).size === values.length
    }),
  )
}

function join(path: string, key: string): string {
  if (!/^[\w-]+$/.test(key)) return `${path}["${key}"]`
  return path === "" ? key : `${path}.${key}`
}

function same(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => same(item, b[i]))
  if (!isObject(a) || !isObject(b)) return false
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && same(a[key], b[key]))
}
