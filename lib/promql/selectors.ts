import { children, type Expr, type Matcher, type Span, type VectorSelector } from "./ast"
import { perNode } from "./per-node"

/** One selector of an expression with what surrounds it. */
export interface Selector extends Span {
  /** The metric it names; absent when it chooses metrics by a regular expression or by labels alone. */
  metric?: string
  /** Its matchers as written, those on `__name__` included. */
  matchers: readonly Matcher[]
  /** Its own range, of a range selector. */
  rangeMs?: number
  /** Positive into the past. */
  offsetMs?: number
  /** The innermost function around it, also through operators and aggregations: "rate" for `rate(x[5m])`. */
  call?: string
  /** All functions and aggregations around it, innermost first: ["rate", "sum"] for `sum(rate(x[5m]))`. */
  around: readonly string[]
}

/** Every selector of the tree in source order. */
export const selectors: (expr: Expr) => readonly Selector[] = perNode((expr) => {
  const found: Selector[] = []
  collect(expr, [], undefined, found)
  return found
})

function collect(expr: Expr, around: readonly string[], call: string | undefined, found: Selector[]): void {
  if (expr.kind === "vector" || expr.kind === "matrix") {
    found.push(selectorAt(expr, around, call))
    return
  }
  const inner = expr.kind === "call" ? expr.func : expr.kind === "aggregate" ? expr.op : undefined
  const surroundings = inner === undefined ? around : [inner, ...around]
  for (const child of children(expr)) collect(child, surroundings, expr.kind === "call" ? expr.func : call, found)
}

function selectorAt(
  expr: Extract<Expr, { kind: "vector" | "matrix" }>,
  around: readonly string[],
  call: string | undefined,
): Selector {
  const vector = expr.kind === "matrix" ? expr.selector : expr
  const metric = metricName(vector)
  const selector: Selector = { matchers: vector.matchers, around, start: expr.start, end: expr.end }
  if (metric !== undefined) selector.metric = metric
  if (expr.kind === "matrix") selector.rangeMs = expr.range.ms
  if (expr.offset) selector.offsetMs = expr.offset.ms
  if (call !== undefined) selector.call = call
  return selector
}

/** The metric a selector names, before the braces or by an equality matcher on `__name__`. */
export function metricName({ metric, matchers }: VectorSelector): string | undefined {
  return metric?.name ?? matchers.find(({ label, op }) => label.name === "__name__" && op === "=")?.value.text
}
