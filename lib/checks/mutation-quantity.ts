import { type Expr, unwrap } from "@/lib/promql/ast"
import { CHOOSING, isComparison, isSetOperator } from "@/lib/promql/keywords"
import { metricName } from "@/lib/promql/selectors"
import { comparisons, constant } from "@/lib/promql/threshold"
import { type Place, sameNode } from "./mutation-change"

/** Functions whose result is any number, whatever they are given: averages, slopes, times. increase() extrapolates. */
const MEASURES = new Set(
  "rate irate increase delta idelta deriv predict_linear avg_over_time quantile_over_time stddev_over_time stdvar_over_time histogram_quantile histogram_avg histogram_fraction time timestamp exp ln log2 log10 sqrt".split(
    " ",
  ),
)
/** Units that are measured and not counted, at the end of a metric's name; and what recordings call means and shares. */
const MEASURED =
  /_(seconds|ratio|bytes|celsius|volts|amperes|watts|joules|meters|percent)$|:[^:]*(ratio|rate|avg|mean|p\d\d|seconds)[^:]*$/
/** Functions of counters, and counts: never below zero. */
const COUNTS = new Set("rate irate increase changes resets count_over_time present_over_time absent".split(" "))
/** Aggregations that are zero, or above it, together with what they aggregate, as long as nothing is below. */
const SIGN_KEEPING = new Set(["sum", "avg", "max", "min"])
/** Names that by Prometheus' conventions are counters, counts or yes and no. */
const NOT_NEGATIVE = /^up$|_(up|success|status|state|total|count|bucket|info)$|_(avail|free)(_bytes)?$/

/** Whether values of an expression lie anywhere on the line, so that none of them hits a limit but by chance. */
export function isMeasured(expr: Expr): boolean {
  const node = unwrap(expr)
  switch (node.kind) {
    case "number":
      return !Number.isInteger(node.value)
    case "string":
      return false
    case "vector":
      return MEASURED.test(metricName(node) ?? "")
    case "matrix":
      return isMeasured(node.selector)
    case "subquery":
    case "unary":
      return isMeasured(node.expr)
    case "call":
      return MEASURES.has(node.func) || (node.args.some(isMeasured) && !["changes", "resets"].includes(node.func))
    case "aggregate":
      if (node.op === "avg" || node.op.startsWith("std") || node.op === "quantile") return true
      return node.op !== "count" && node.op !== "group" && isMeasured(node.expr)
    case "binary":
      if (node.bool) return false
      if (isComparison(node.op) || node.op === "and" || node.op === "unless") return isMeasured(node.left)
      return node.op === "/" || isMeasured(node.left) || isMeasured(node.right)
  }
}

/** Whether the value is a time, a difference of times or a forecast: exactly zero for no longer than an instant. */
export function passesZero(expr: Expr): boolean {
  const node = unwrap(expr)
  if (node.kind === "call") return ["time", "predict_linear"].includes(node.func) || node.args.some(passesZero)
  if (node.kind === "binary") return passesZero(node.left) || passesZero(node.right)
  return node.kind === "aggregate" || node.kind === "unary" ? passesZero(node.expr) : false
}

/** Whether no value of an expression can be below zero: certain for functions of counters, by convention for some names. */
export function isNeverNegative(expr: Expr): boolean {
  const node = unwrap(expr)
  switch (node.kind) {
    case "vector":
      return NOT_NEGATIVE.test(metricName(node) ?? "")
    case "call":
      return COUNTS.has(node.func)
    case "aggregate":
      return isNeverNegative(node.expr)
    case "binary":
      return ["+", "*", "/", "or"].includes(node.op) && isNeverNegative(node.left) && isNeverNegative(node.right)
    default:
      return false
  }
}

/** Whether only the sign of a place's value matters: it is compared with zero, and nothing sees the value itself. */
export function onlySignMatters({ node, around, valueSeen }: Place): boolean {
  let child = node
  for (const [i, parent] of around.entries()) {
    if (parent.kind === "binary" && isComparison(parent.op)) {
      const other = sameNode(parent.left, child) ? parent.right : parent.left
      return constant(other) === 0 && (parent.bool || !isValueUsed(parent, around.slice(i + 1), valueSeen))
    }
    if (parent.kind === "aggregate" ? !SIGN_KEEPING.has(parent.op) : parent.kind !== "paren") return false
    child = parent
  }
  return false
}

/** Whether only the presence of a place's series matters: `and` and `unless` look at nothing else on their right. */
export function onlyPresenceMatters({ node, around }: Place): boolean {
  let child = node
  for (const parent of around) {
    if (parent.kind === "binary")
      return (parent.op === "and" || parent.op === "unless") && sameNode(parent.right, child)
    if (parent.kind === "aggregate" ? CHOOSING.has(parent.op) : parent.kind !== "paren") return false
    child = parent
  }
  return false
}

/**
 * Whether a guard such as `(b > 0)` in `a / (b > 0) < 0.1` may let 0 through: the quotient is infinite then, or not a number, and
 * neither is below anything as long as `a` is not negative.
 */
export function isHarmlessAtZero({ node, around }: Place): boolean {
  const [quotient, compared] = around.filter(({ kind }) => kind !== "paren")
  if (quotient?.kind !== "binary" || quotient.op !== "/" || !sameNode(quotient.right, node)) return false
  if (compared?.kind !== "binary" || !sameNode(compared.left, quotient) || !isNeverNegative(quotient.left)) return false
  return (compared.op === "<" || compared.op === "<=") && (constant(compared.right) ?? Number.NaN) < Infinity
}

/** Whether the value of a node reaches someone: the reader of the result, or an operation that computes with it. */
function isValueUsed(node: Expr, around: readonly Expr[], valueSeen: boolean): boolean {
  let child = node
  for (const parent of around) {
    if (parent.kind === "binary" && isSetOperator(parent.op)) {
      if (parent.op !== "or" && sameNode(parent.right, child)) return false
    } else if (parent.kind !== "paren") return true
    child = parent
  }
  return valueSeen
}

/** The comparison at a node with its threshold, if it is one. */
export function comparisonOf(node: Expr) {
  return node.kind === "binary" && isComparison(node.op) ? comparisons(node)[0] : undefined
}
