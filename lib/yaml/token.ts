import type { ScalarStyle } from "./nodes"
import type { Directive, WrittenTag } from "./tags"

interface Span {
  start: number
  end: number
}

/** A piece of YAML; those without a text of their own say where a collection, a key or a value begins or ends. */
export type Token = Span &
  (
    | { type: PlainType }
    | { type: "anchor" | "alias"; name: string }
    | { type: "tag"; tag: WrittenTag }
    | { type: "directive"; directive: Directive }
    | { type: "scalar"; value: string; style: ScalarStyle; indent: number; inFlow: boolean }
  )
/** Tokens without a text of their own. */
export type PlainType =
  | "stream-end"
  | "document-start"
  | "document-end"
  | "block-sequence"
  | "block-mapping"
  | "block-end"
  | "block-entry"
  | "flow-sequence"
  | "flow-sequence-end"
  | "flow-mapping"
  | "flow-mapping-end"
  | "flow-entry"
  | "key"
  | "value"
