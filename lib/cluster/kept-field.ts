import type { KubeObject } from "@/lib/bundle/kube-object"
import type { ObjectRef } from "./client"
import { refKey } from "./kinds"

/** A field that an install leaves to its owner, now and in every later version. */
export interface KeptField {
  ref: ObjectRef
  /** As the API server writes it: `.spec.replicas`. */
  field: string
  /** Who had it when that was chosen. */
  manager: string
}

/** The object without the fields that are left to others. */
export function withoutKept(object: KubeObject, ref: ObjectRef, kept: readonly KeptField[]): KubeObject {
  const own = kept.filter((one) => refKey(one.ref) === refKey(ref))
  return own.reduce((rest, { field }) => withoutField(rest, field) ?? rest, object)
}

/**
 * The object without one field, named as the API server names it in a conflict: `.spec.template.spec.containers[name="a"].image`.
 * Keys may hold dots, so the longest key that fits is taken. Undefined when the object has no such field.
 */
export function withoutField(object: KubeObject, path: string): KubeObject | undefined {
  return dropped(object, path) as KubeObject | undefined
}

function dropped(value: unknown, path: string): unknown {
  if (Array.isArray(value)) return droppedItem(value, path)
  if (typeof value !== "object" || value === null || !path.startsWith(".")) return undefined
  const keys = Object.keys(value).sort((a, b) => b.length - a.length)
  for (const key of keys) {
    const rest = path.startsWith(`.${key}`) ? path.slice(key.length + 1) : undefined
    if (rest === undefined || !/^($|[.[])/.test(rest)) continue
    const { [key]: inner, ...others } = value as Record<string, unknown>
    if (rest === "") return others
    const left = dropped(inner, rest)
    if (left !== undefined) return { ...value, [key]: left }
  }
  return undefined
}

const SELECTOR = /^\[((?:"(?:[^"\\]|\\.)*"|[^\]"])*)\]/

function droppedItem(list: readonly unknown[], path: string): unknown {
  const [all = "", selector = ""] = SELECTOR.exec(path) ?? []
  const at = all === "" ? -1 : list.findIndex((item, i) => isSelected(item, i, selector))
  if (at === -1) return undefined
  const rest = path.slice(all.length)
  if (rest === "") return list.filter((_, i) => i !== at)
  const left = dropped(list[at], rest)
  return left === undefined ? undefined : list.map((item, i) => (i === at ? left : item))
}

/** `[0]` by place, `[="a"]` by value, `[name="a",port=1]` by keys. */
function isSelected(item: unknown, place: number, selector: string): boolean {
  if (/^\d+$/.test(selector)) return Number(selector) === place
  if (selector.startsWith("=")) return JSON.stringify(item) === selector.slice(1)
  const pairs = [...selector.matchAll(/([^=,]+)=("(?:[^"\\]|\\.)*"|[^,]+)/g)]
  const of = (key: string) => JSON.stringify((item as Record<string, unknown>)[key])
  return pairs.length > 0 && typeof item === "object" && pairs.every(([, key = "", text]) => of(key) === text)
}
