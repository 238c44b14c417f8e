import { arithmetic } from "./arithmetic"
import { type Binary, type ComparisonOp, type Expr, eachChild, unwrap } from "./ast"
import { isComparison } from "./keywords"
import { perNode } from "./per-node"

/** A comparison; `op` reads as if the threshold stood on the right, so `5 < x` is ">". */
export interface Comparison {
  op: ComparisonOp
  bool: boolean
  /** The number on one side; absent when both sides are series. */
  threshold?: number
  /** The side that the threshold stands on. */
  side?: "left" | "right"
  node: Binary
}

const MIRRORED: Readonly<Record<ComparisonOp, ComparisonOp>> = {
  "==": "==",
  "!=": "!=",
  ">": "<",
  "<": ">",
  ">=": "<=",
  "<=": ">=",
}

/** The comparison that decides the value of the result: at the top, or left of `and` and `unless`, which only filter. */
export function comparison(expr: Expr): Comparison | undefined {
  const inner = unwrap(expr)
  if (inner.kind !== "binary") return undefined
  if (inner.op === "and" || inner.op === "unless") return comparison(inner.left)
  return comparisonAt(inner)
}

/** Every comparison in the tree, outermost first. */
export const comparisons: (expr: Expr) => readonly Comparison[] = perNode((expr) => {
  const found: Comparison[] = []
  collect(expr, found)
  return found
})

function collect(expr: Expr, found: Comparison[]): void {
  const own = expr.kind === "binary" ? comparisonAt(expr) : undefined
  if (own) found.push(own)
  eachChild(expr, collect, found)
}

function comparisonAt(node: Binary): Comparison | undefined {
  const { op, bool, left, right } = node
  if (!isComparison(op)) return undefined
  const [onLeft, onRight] = [constant(left), constant(right)]
  if (onRight !== undefined) return { op, bool, threshold: onRight, side: "right", node }
  if (onLeft !== undefined) return { op: MIRRORED[op], bool, threshold: onLeft, side: "left", node }
  return { op, bool, node }
}

/** The value of an expression of plain numbers, such as `5 * 60`; undefined where series or time matter. */
export function constant(expr: Expr): number | undefined {
  const inner = unwrap(expr)
  if (inner.kind === "number") return inner.value
  return inner.kind === "unary" || inner.kind === "binary" ? computed(inner) : undefined
}

const computed: (expr: Expr) => number | undefined = perNode((expr) => {
  if (expr.kind === "unary") {
    const value = constant(expr.expr)
    return value === undefined || expr.op === "+" ? value : -value
  }
  if (expr.kind !== "binary") return undefined
  const left = constant(expr.left)
  const right = left === undefined ? undefined : constant(expr.right)
  return left === undefined || right === undefined ? undefined : arithmetic(expr.op, left, right)
})
