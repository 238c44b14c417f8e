import type { Expr } from "@/lib/promql/ast"
import { parse } from "@/lib/promql/parse"

/** The tree of an expression that the test needs to be valid. */
export function parsed(text: string): Expr {
  const result = parse(text)
  if (!result.ok) throw new Error(`${text}: ${result.error.message}`)
  return result.expr
}

/** A tree without offsets into the text it came from. */
export function withoutSpans(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutSpans)
  if (typeof node !== "object" || node === null) return node
  const kept = Object.entries(node).filter(([key]) => !["start", "end", "opSpan"].includes(key))
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutSpans(value)]))
}
