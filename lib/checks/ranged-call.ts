import type { Call, VectorSelector } from "@/lib/promql/ast"
import { durationMs } from "@/lib/promql/duration"

/** A function over the range of a selector, such as `rate(x[5m] offset 1h)`, for hints: its spans are those of the selector. */
export function rangedCall(func: string, vector: VectorSelector, text: string): Call {
  const { offset, at, edges, ...selector } = vector
  const { start, end } = selector
  const modifiers = { ...(offset && { offset }), ...(at && { at }), ...(edges && { edges }) }
  const range = { ms: durationMs(text) ?? 0, text, start, end }
  return { kind: "call", func, args: [{ kind: "matrix", selector, range, ...modifiers, start, end }], start, end }
}
