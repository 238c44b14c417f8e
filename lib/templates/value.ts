import type { Span } from "./ast"
import type { Hole, LabelRead, ShownValue, Step } from "./findings"

/** Types of Go and of Prometheus that values in a template have; "args" is the map that `args` makes. */
export type Type =
  | "unknown"
  | "data"
  | "labels"
  | "string"
  | "html"
  | "float"
  | "int"
  | "bool"
  | "nil"
  | "samples"
  | "sample"
  | "time"
  | "args"

/** A text that is known before the run, but for its holes; `places` says where each unit stands in the template. */
export interface KnownText {
  text: string
  places: readonly number[]
  holes: readonly Hole[]
}

/** What is known of a value before the run. */
export interface Value {
  type: Type
  /** Whose labels they are; those of a sample have no owner. */
  owner?: LabelRead["owner"]
  text?: KnownText
  /** The value is this label. */
  read?: LabelRead
  /** Labels that are not empty when the value is true, and when it is false. */
  ifTrue?: readonly string[]
  ifFalse?: readonly string[]
  /** The alert's value is in it. */
  shown?: readonly ShownValue[]
}

export const UNKNOWN: Value = { type: "unknown" }

// A template can make values grow with every use; beyond these sizes we forget.
const MOST_TEXT = 4_096
const MOST_STEPS = 16
export const MOST_SHOWN = 16
const MOST_LABELS = 16
const MOST_HOLES = 64

/** The key of a label in `ifTrue` and `ifFalse`. */
export function labelKey({ owner, name }: Pick<LabelRead, "owner" | "name">): string {
  return `${owner}.${name}`
}

/** A text that does not depend on the run. */
export function constantText({ type, text }: Value): string | undefined {
  return type === "string" && text?.holes.length === 0 ? text.text : undefined
}

/** Texts put together. */
export function joinTexts(texts: readonly KnownText[]): KnownText | undefined {
  const length = texts.reduce((sum, { text }) => sum + text.length, 0)
  const count = texts.reduce((sum, { holes }) => sum + holes.length, 0)
  if (length > MOST_TEXT || count > MOST_HOLES) return undefined
  let offset = 0
  const holes: Hole[] = []
  for (const part of texts) {
    for (const hole of part.holes) holes.push({ ...hole, start: hole.start + offset, end: hole.end + offset })
    offset += part.text.length
  }
  return { text: texts.map(({ text }) => text).join(""), places: texts.flatMap(({ places }) => places), holes }
}

/** Where the alert's value is in any of these, each once for every way it went. */
export function allShown(values: readonly Value[]): readonly ShownValue[] {
  const found = values.flatMap(({ shown = [] }) => shown)
  return found.length > MOST_SHOWN ? found.slice(0, MOST_SHOWN) : found
}

/** The same values one function further on. */
export function withStep(shown: readonly ShownValue[], step: Step): readonly ShownValue[] {
  return shown.map(({ steps, ...rest }) => ({ ...rest, steps: steps.length < MOST_STEPS ? [...steps, step] : steps }))
}

/** The value as it is found at another place, such as that of a variable. */
export function at(value: Value, { start, end }: Span): Value {
  return value.shown ? { ...value, shown: value.shown.map(({ steps }) => ({ steps, start, end })) } : value
}

/** Labels of all of these. */
export function union(lists: readonly (readonly string[] | undefined)[]): readonly string[] {
  return [...new Set(lists.flatMap((list) => list ?? []))].slice(0, MOST_LABELS)
}

/** Labels that are in every one of these. */
export function intersection(lists: readonly (readonly string[] | undefined)[]): readonly string[] {
  const [first = [], ...rest] = lists
  return first.filter((label) => rest.every((list) => list?.includes(label)))
}
