import { type Aggregate, type Binary, type Call, type Expr, unwrap, type VectorSelector } from "@/lib/promql/ast"
import { isComparison } from "@/lib/promql/keywords"
import { print } from "@/lib/promql/print"
import { metricName, selectors } from "@/lib/promql/selectors"
import { constant } from "@/lib/promql/threshold"
import {
  ANY,
  add,
  closed,
  constraint,
  divide,
  hull,
  type Interval,
  intersect,
  multiply,
  NOT_NEGATIVE,
  negate,
} from "./interval"
import type { KnownMetric } from "./metrics"
import { ownSamples } from "./own-samples"
import { rememberedIn } from "./remember"

type Known = ReadonlyMap<string, KnownMetric>

const ONE = closed(1, 1)
const FLAG = closed(0, 1)
/** Results that are one fixed interval, whatever goes in. Source: Prometheus documentation, "Functions". */
const FIXED: Readonly<Record<string, Interval>> = {
  absent: ONE,
  absent_over_time: ONE,
  present_over_time: ONE,
  changes: NOT_NEGATIVE,
  resets: NOT_NEGATIVE,
  count_over_time: closed(1, Number.POSITIVE_INFINITY),
  stddev_over_time: { ...NOT_NEGATIVE, nan: true },
  stdvar_over_time: { ...NOT_NEGATIVE, nan: true },
  histogram_count: NOT_NEGATIVE,
  histogram_fraction: closed(0, 1, true),
  time: NOT_NEGATIVE,
  timestamp: NOT_NEGATIVE,
  exp: { ...NOT_NEGATIVE, nan: true },
  sqrt: { ...NOT_NEGATIVE, nan: true },
  sgn: closed(-1, 1, true),
  minute: closed(0, 59, true),
  hour: closed(0, 23, true),
  day_of_week: closed(0, 6, true),
  day_of_month: closed(1, 31, true),
  day_of_year: closed(1, 366, true),
  days_in_month: closed(28, 31, true),
  month: closed(1, 12, true),
}
/** Results that lie between the smallest and the largest value of their argument. */
const WITHIN = new Set(
  "avg_over_time min_over_time max_over_time last_over_time first_over_time label_replace label_join sort sort_desc sort_by_label sort_by_label_desc vector".split(
    " ",
  ),
)
/** By their names; a limit in bytes may be -1 for "none". */
const NEVER_NEGATIVE = /_(?:bucket|count|total)$|^(?!.*(?:lag|diff|delta|offset|change|drift|max|limit)).*_bytes$/
const SIZED_BUCKET = /_(?:seconds|milliseconds|bytes)_bucket$/

/**
 * The values that an expression can have, as far as its operators, its functions and what is known of its metrics say.
 * Of a selector of several metrics, and of a recording, nothing is known.
 */
export function valueRange(expr: Expr, known: Known): Interval {
  switch (expr.kind) {
    case "number":
      return Number.isNaN(expr.value) ? { ...closed(1, 0), nan: true } : closed(expr.value, expr.value)
    case "string":
      return ANY
    case "vector":
      return ofSelector(expr, known)
    case "matrix":
      return ofSelector(expr.selector, known)
    case "subquery":
    case "paren":
      return valueRange(expr.expr, known)
    case "unary":
      return expr.op === "-" ? negate(valueRange(expr.expr, known)) : valueRange(expr.expr, known)
    case "aggregate":
    case "call":
    case "binary":
      return ofOperation(expr, known)
  }
}

/** Every operator asks for the ranges of its operands, and each of them is asked about by several checks. */
const ofOperation: (expr: Aggregate | Call | Binary, known: Known) => Interval = rememberedIn((expr, known) => {
  switch (expr.kind) {
    case "aggregate":
      return ofAggregate(expr, known)
    case "call":
      return ofCall(expr, known)
    case "binary":
      return ofBinary(expr, known)
  }
})

function ofSelector(selector: VectorSelector, known: Known): Interval {
  const name = metricName(selector) ?? ""
  if (name === "up") return FLAG
  const metric = known.get(name)
  if (metric?.how === "recorded") return ANY
  if (metric?.kind === "counter" || metric?.kind === "bucket" || metric?.kind === "count") return NOT_NEGATIVE
  const values = metric?.shown.flatMap(({ family }) => ownSamples(family, name).map(({ value }) => value))
  if (values !== undefined && values.length > 0) {
    // Gauges of these names are flags by convention; that every sample of every capture agrees makes it certain.
    if (/_info$/.test(name) && values.every((value) => value === 1)) return ONE
    if (/_(?:up|success|successful|enabled)$/.test(name) && values.every((value) => value === 0 || value === 1))
      return FLAG
    if (values.some((value) => value < 0)) return ANY
  }
  return NEVER_NEGATIVE.test(name) ? { ...NOT_NEGATIVE, nan: true } : ANY
}

function ofAggregate({ op, param, expr }: Aggregate, known: Known): Interval {
  const inner = valueRange(expr, known)
  switch (op) {
    case "count":
    case "count_values":
      return closed(1, Number.POSITIVE_INFINITY)
    case "group":
      return ONE
    case "sum":
      return total(inner)
    case "stddev":
    case "stdvar":
      return { ...NOT_NEGATIVE, nan: true }
    case "quantile":
      return param && isFraction(param) ? inner : ANY
    default:
      return inner
  }
}

/** The sum of one value or more. */
function total(inner: Interval): Interval {
  return {
    ...inner,
    ...(inner.min < 0 && { min: Number.NEGATIVE_INFINITY, minOpen: false }),
    ...(inner.max > 0 && { max: Number.POSITIVE_INFINITY, maxOpen: false }),
  }
}

function isFraction(param: Expr): boolean {
  const value = constant(param)
  return value !== undefined && value >= 0 && value <= 1
}

function ofCall({ func, args }: Call, known: Known): Interval {
  const fixed = FIXED[func]
  if (fixed) return fixed
  const [first, second, third] = args
  if (!first) return ANY
  const inner = () => valueRange(first, known)
  if (WITHIN.has(func)) return inner()
  switch (func) {
    case "rate":
    case "irate":
    case "increase":
      return ofRate(first, known)
    case "sum_over_time":
      return total(inner())
    case "quantile_over_time":
      return second && isFraction(first) ? valueRange(second, known) : ANY
    case "histogram_quantile":
      return ofHistogramQuantile(args)
    case "abs":
      return absolute(inner())
    case "ceil":
      return rounded(inner(), Math.ceil)
    case "floor":
      return rounded(inner(), Math.floor)
    case "round":
      return second ? { ...ANY, min: inner().min >= 0 ? 0 : ANY.min } : rounded(inner(), Math.round)
    case "scalar":
      return { ...inner(), nan: true }
    case "clamp_min":
      return clamp(inner(), second && constant(second), undefined)
    case "clamp_max":
      return clamp(inner(), undefined, second && constant(second))
    case "clamp":
      return clamp(inner(), second && constant(second), third && constant(third))
    default:
      return ANY
  }
}

/** Only of what falls below zero can the rate be negative; what is no counter at all is the fault of another check. */
function ofRate(arg: Expr, known: Known): Interval {
  const gauge = selectors(arg).some(({ metric }) => known.get(metric ?? "")?.kind === "gauge")
  return gauge && valueRange(arg, known).min < 0 ? ANY : NOT_NEGATIVE
}

/** Buckets of sizes and durations begin at zero. */
function ofHistogramQuantile(args: readonly Expr[]): Interval {
  const [quantile, buckets] = args
  const sized = buckets && selectors(buckets).every(({ metric }) => SIZED_BUCKET.test(metric ?? ""))
  return quantile && isFraction(quantile) && sized ? { ...NOT_NEGATIVE, nan: true } : ANY
}

function absolute(inner: Interval): Interval {
  if (inner.min >= 0) return inner
  return inner.max <= 0 ? negate(inner) : closed(0, Math.max(-inner.min, inner.max), inner.nan)
}

function rounded({ min, max, nan }: Interval, round: (value: number) => number): Interval {
  return closed(round(min), round(max), nan)
}

function clamp(inner: Interval, low: number | undefined, high: number | undefined): Interval {
  const cut = (value: number) => Math.min(Math.max(value, low ?? value), high ?? Number.POSITIVE_INFINITY)
  const [min, max] = [cut(inner.min), cut(inner.max)]
  return {
    min,
    max,
    minOpen: inner.minOpen && min === inner.min && min !== high,
    maxOpen: inner.maxOpen && max === inner.max && max !== low,
    nan: inner.nan,
  }
}

function ofBinary(binary: Binary, known: Known): Interval {
  const { op, bool, left, right } = binary
  const [a, b] = [valueRange(left, known), valueRange(right, known)]
  if (isComparison(op)) {
    if (bool) return FLAG
    // A number on the left is not the result: the series on the right are.
    const number = constant(left) !== undefined
    return number ? intersect(b, constraint(mirrored(op), a)) : excluding(op, intersect(a, constraint(op, b)), b)
  }
  switch (op) {
    case "and":
    case "unless":
      return a
    case "or":
      return hull(a, b)
    case "+":
      return add(a, b)
    case "-":
      return add(a, negate(b))
    case "*":
      return multiply(a, b)
    case "/":
      return isPart(left, right, known) ? closed(0, 1, true) : divide(a, b)
    case "%":
      return b.min > 0 && b.min === b.max && a.min >= 0 ? { ...closed(0, b.max, a.nan), maxOpen: true } : ANY
    case "^":
      return a.min >= 0 ? { ...NOT_NEGATIVE, nan: a.nan } : ANY
    default:
      return ANY
  }
}

/** `x != 0` of what is never negative is above zero. */
function excluding(op: Binary["op"], result: Interval, { min, max }: Interval): Interval {
  if (op !== "!=" || min !== max) return result
  return { ...result, minOpen: result.minOpen || result.min === min, maxOpen: result.maxOpen || result.max === max }
}

function mirrored(op: Binary["op"] & ("==" | "!=" | ">" | "<" | ">=" | "<=")) {
  const MIRROR = { "==": "==", "!=": "!=", ">": "<", "<": ">", ">=": "<=", "<=": ">=" } as const
  return MIRROR[op]
}

/** Whether a quotient is `a / (a + b)` of what is never negative: a share. */
function isPart(part: Expr, whole: Expr, known: Known): boolean {
  const terms = addends(whole)
  if (terms.length < 2 || terms.some((term) => valueRange(term, known).min < 0)) return false
  return terms.some((term) => print(unwrap(term)) === print(unwrap(part)))
}

function addends(expr: Expr): Expr[] {
  const inner = unwrap(expr)
  return inner.kind === "binary" && inner.op === "+" ? [...addends(inner.left), ...addends(inner.right)] : [inner]
}
