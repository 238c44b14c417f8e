import { type Binary, type Call, type Expr, unwrap, type VectorSelector } from "@/lib/promql/ast"
import { isComparison, isSetOperator } from "@/lib/promql/keywords"
import { print } from "@/lib/promql/print"
import { metricName } from "@/lib/promql/selectors"
import { type Comparison, comparisons, constant } from "@/lib/promql/threshold"
import { isCounter } from "./metric-kinds"
import type { Metrics } from "./metrics"
import { rememberedIn } from "./remember"
import { otherOperand, type Visited, visitKind } from "./walk"

/** What an expression does with the bare value of a counter, where that is something that tells of a mistake. */
export interface CounterUse {
  metric: string
  selector: VectorSelector
  use:
    | { kind: "function"; call: Call }
    | { kind: "threshold"; comparison: Comparison }
    | { kind: "difference"; node: Binary; offset: string }
    | { kind: "ratio"; node: Binary }
}

/** Functions that read a counter as if it could fall. */
const GAUGE_FUNCTIONS = new Set(
  "avg_over_time quantile_over_time stddev_over_time stdvar_over_time sum_over_time mad_over_time delta idelta deriv predict_linear holt_winters double_exponential_smoothing".split(
    " ",
  ),
)
/** Functions and aggregations whose result is a running total again when they are given one. */
const PASSES = new Set(
  "last_over_time max_over_time min_over_time first_over_time abs ceil floor round clamp clamp_max clamp_min label_replace label_join sort sort_desc scalar sum min max avg topk bottomk".split(
    " ",
  ),
)

/** Follows the bare value of every counter in an expression to the place where it is used as what it is not. */
export const counterUses: (expr: Expr, metrics: Metrics) => readonly CounterUse[] = rememberedIn((expr, { byName }) =>
  visitKind(expr, "vector").flatMap((visited): CounterUse[] => {
    const metric = metricName(visited.node)
    if (metric === undefined || !isCounter(metric, byName)) return []
    const use = follow(visited, metric, (other) => isRawCounter(other, byName))
    return use ? [{ metric, selector: visited.node, use }] : []
  }),
)

function follow(
  { node: selector, around }: Visited<VectorSelector>,
  metric: string,
  isRaw: (expr: Expr) => boolean,
): CounterUse["use"] | undefined {
  let child: Expr = selector
  for (const [i, parent] of around.entries()) {
    if (parent.kind === "call") {
      if (GAUGE_FUNCTIONS.has(parent.func)) return { kind: "function", call: parent }
      if (!PASSES.has(parent.func)) return undefined
    } else if (parent.kind === "aggregate") {
      if (!PASSES.has(parent.op) || parent.param === child) return undefined
    } else if (parent.kind === "binary") {
      const use = ofBinary(parent, child, { selector, metric, outer: around.slice(i + 1), isRaw })
      if (use !== "passes") return use
    }
    child = parent
  }
  return undefined
}

interface Context {
  selector: VectorSelector
  metric: string
  outer: readonly Expr[]
  isRaw: (expr: Expr) => boolean
}

function ofBinary(
  node: Binary,
  child: Expr,
  { selector, metric, outer, isRaw }: Context,
): CounterUse["use"] | "passes" | undefined {
  const other = otherOperand(node, child)
  const isLeft = unwrap(node.left) === unwrap(child)
  if (isComparison(node.op)) return ofComparison(node, metric, outer)
  if (isSetOperator(node.op)) {
    const filtersItself = node.op !== "or" && mentions(node.right, metric)
    return isLeft && !filtersItself ? "passes" : node.op === "or" ? "passes" : undefined
  }
  if (constant(other) !== undefined) return ["+", "-", "*"].includes(node.op) || isLeft ? "passes" : undefined
  if (node.op === "-") return isLeft ? difference(node, selector) : undefined
  if (node.op === "/") return isLeft && isRaw(node.left) && isRaw(node.right) ? { kind: "ratio", node } : undefined
  // The sum of two totals is a total.
  return node.op === "+" && isRaw(other) ? "passes" : undefined
}

/** More than so many since the start is a mistake; fewer, none, or a comparison with another series may be meant. */
function ofComparison(node: Binary, metric: string, outer: readonly Expr[]): CounterUse["use"] | undefined {
  const comparison = comparisons(node)[0]
  if (comparison?.threshold === undefined || comparison.threshold < 0) return undefined
  if (!(comparison.op === ">" || comparison.op === ">=" || (comparison.op === "!=" && comparison.threshold === 0)))
    return undefined
  return onlyFilters(node, metric, outer) ? undefined : { kind: "threshold", comparison }
}

/** Whether a comparison may only guard something else: a divisor, a side of `and`, or one beside which the same metric is asked again. */
function onlyFilters(node: Binary, metric: string, outer: readonly Expr[]): boolean {
  let child: Expr = node
  for (const parent of outer) {
    if (parent.kind === "binary") {
      const isRight = unwrap(parent.right) === unwrap(child)
      if (!isSetOperator(parent.op)) return true
      // `x_total > 100 and …` may mean that there is enough to judge by.
      if (parent.op === "and" || (parent.op === "unless" && (isRight || mentions(parent.right, metric)))) return true
    } else if (parent.kind === "call" || parent.kind === "subquery") return true
    child = parent
  }
  return false
}

function mentions(expr: Expr, metric: string): boolean {
  return visitKind(expr, "vector").some(({ node }) => metricName(node) === metric)
}

/** `x - x offset 5m`: what increase() does, but below zero after a restart. */
function difference(node: Binary, selector: VectorSelector): CounterUse["use"] | undefined {
  const before = unwrap(node.right)
  if (unwrap(node.left) !== selector || before.kind !== "vector" || !before.offset || selector.offset) return undefined
  const { offset, ...rest } = before
  return print(rest) === print(selector) && offset.ms > 0
    ? { kind: "difference", node, offset: offset.text }
    : undefined
}

/** Whether an expression is a running total: nothing but counters, added, aggregated or scaled. */
export function isRawCounter(expr: Expr, known: Metrics["byName"]): boolean {
  const node = unwrap(expr)
  switch (node.kind) {
    case "vector": {
      const name = metricName(node)
      return name !== undefined && isCounter(name, known)
    }
    case "aggregate":
      return PASSES.has(node.op) && isRawCounter(node.expr, known)
    case "call":
      return (
        ["label_replace", "label_join"].includes(node.func) &&
        node.args[0] !== undefined &&
        isRawCounter(node.args[0], known)
      )
    case "binary":
      if (isComparison(node.op)) return constant(node.right) !== undefined && isRawCounter(node.left, known)
      if (constant(node.right) !== undefined) return isRawCounter(node.left, known)
      return node.op === "+" && isRawCounter(node.left, known) && isRawCounter(node.right, known)
    default:
      return false
  }
}
