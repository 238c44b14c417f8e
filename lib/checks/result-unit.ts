import { type Aggregate, type Binary, type Call, type Expr, unwrap } from "@/lib/promql/ast"
import { isComparison } from "@/lib/promql/keywords"
import { metricName } from "@/lib/promql/selectors"
import { constant } from "@/lib/promql/threshold"
import { metricUnit, observationUnit, type Unit } from "./metric-unit"
import type { Subject } from "./subject"
import { visitKind } from "./walk"

const NUMBER: Unit = { dimension: "number", scale: 1 }
const INSTANT: Unit = { dimension: "instant", scale: 1 }

/** Functions whose result is in the unit of what they are given. */
const KEEPS = new Set(
  "increase delta idelta avg_over_time min_over_time max_over_time sum_over_time last_over_time first_over_time quantile_over_time stddev_over_time mad_over_time predict_linear holt_winters double_exponential_smoothing abs ceil floor round clamp clamp_min clamp_max label_replace label_join sort sort_desc sort_by_label sort_by_label_desc scalar".split(
    " ",
  ),
)
const COUNTS = new Set("count_over_time changes resets absent absent_over_time present_over_time".split(" "))
const PER_SECOND = new Set(["rate", "irate", "deriv"])
/** Factors between units of one dimension; any other number changes a value and not its unit. */
const FACTORS = [8, 60, 100, 1000, 1024, 3600, 86_400, 1e6, 1024 ** 2, 1e9, 1024 ** 3]

/** The unit of a result, from the names of its metrics and what is computed from them; undefined where that does not tell. */
export function resultUnit(expr: Expr, subject: Subject): Unit | undefined {
  const node = unwrap(expr)
  switch (node.kind) {
    case "vector": {
      const name = metricName(node)
      return name === undefined ? undefined : ofMetric(name, subject)
    }
    case "matrix":
      return resultUnit(node.selector, subject)
    case "subquery":
    case "unary":
      return resultUnit(node.expr, subject)
    case "call":
      return ofCall(node, subject)
    case "aggregate":
      return ofAggregate(node, subject)
    case "binary":
      return ofBinary(node, subject)
    default:
      return undefined
  }
}

/** Whether two units measure the same in the same steps. */
export function sameUnit(a: Unit, b: Unit): boolean {
  return a.dimension === b.dimension && a.perSecond === b.perSecond && sameScale(a.scale, b.scale)
}

function sameScale(a: number, b: number): boolean {
  return Math.abs(a / b - 1) < 1e-6
}

/** A recording has the unit of its expression; one that is recorded from itself has none. */
function ofMetric(name: string, subject: Subject): Unit | undefined {
  const recorded = subject.recordings.find((recording) => recording.name === name)
  if (!recorded) return metricUnit(name, subject.metrics.byName.get(name))
  const recordings = subject.recordings.filter((other) => other.name !== name)
  const { result } = recorded.expression
  return result.ok && result.type === "vector" ? resultUnit(result.expr, { ...subject, recordings }) : undefined
}

function ofCall({ func, args }: Call, subject: Subject): Unit | undefined {
  if (func === "time" || func === "timestamp") return INSTANT
  if (COUNTS.has(func)) return NUMBER
  const series = args.find((arg) => constant(arg) === undefined && unwrap(arg).kind !== "string")
  if (!series) return undefined
  if (func === "histogram_quantile") return ofObservations(series)
  const unit = resultUnit(series, subject)
  if (unit && PER_SECOND.has(func) && !unit.perSecond)
    return unit.dimension === "time" || unit.dimension === "data" || unit.dimension === "number"
      ? { ...unit, perSecond: true }
      : undefined
  return KEEPS.has(func) ? unit : undefined
}

function ofObservations(buckets: Expr): Unit | undefined {
  const names = visitKind(buckets, "vector").map(({ node }) => metricName(node))
  const [first] = names
  return first !== undefined && !first.includes(":") && names.every((name) => name === first)
    ? observationUnit(first)
    : undefined
}

function ofAggregate({ op, expr }: Aggregate, subject: Subject): Unit | undefined {
  if (op === "count" || op === "group" || op === "count_values") return NUMBER
  if (op === "stdvar") return undefined
  const unit = resultUnit(expr, subject)
  return op === "sum" && unit?.dimension === "share" ? { ...unit, open: true } : unit
}

function ofBinary(node: Binary, subject: Subject): Unit | undefined {
  const { op, bool, left, right } = node
  const [onLeft, onRight] = [constant(left), constant(right)]
  const [a, b] = [resultUnit(left, subject), resultUnit(right, subject)]
  if (isComparison(op)) return bool ? undefined : onLeft === undefined ? a : b
  if (op === "and" || op === "unless") return a
  if (op === "or") return a && b && sameUnit(a, b) ? a : undefined
  if (op === "+" || op === "-") return onRight !== undefined ? a : onLeft !== undefined ? b : ofSum(op, a, b)
  if (op === "*")
    return onRight !== undefined
      ? scaled(a, 1 / onRight)
      : onLeft !== undefined
        ? scaled(b, 1 / onLeft)
        : ofProduct(node, a, b)
  if (op === "/")
    return onRight !== undefined ? scaled(a, onRight) : onLeft === undefined ? ofQuotient(a, b) : undefined
  return undefined
}

function ofSum(op: "+" | "-", a: Unit | undefined, b: Unit | undefined): Unit | undefined {
  if (!a || !b || !sameScale(a.scale, b.scale)) return undefined
  if (a.dimension === "instant" && b.dimension === "instant")
    return op === "-" ? { dimension: "time", scale: a.scale } : undefined
  // What is taken from an instant may be one too, whatever its name: `time() - last_success_seconds`.
  if (a.dimension === "instant" && b.dimension === "time") return op === "+" && !b.perSecond ? a : undefined
  return sameUnit(a, b) ? a : undefined
}

/** A join with an info metric, whose value is 1, leaves the value as it is. */
function ofProduct({ left, right }: Binary, a: Unit | undefined, b: Unit | undefined): Unit | undefined {
  const isInfo = (expr: Expr) => visitKind(expr, "vector").every(({ node }) => /_info$/.test(metricName(node) ?? ""))
  return isInfo(right) ? a : isInfo(left) ? b : undefined
}

function scaled(unit: Unit | undefined, by: number): Unit | undefined {
  if (!unit || !FACTORS.some((factor) => sameScale(by, factor) || sameScale(by, 1 / factor))) return undefined
  return unit.dimension === "number" ? undefined : { ...unit, scale: unit.scale * by }
}

function ofQuotient(a: Unit | undefined, b: Unit | undefined): Unit | undefined {
  if (!a || !b) return undefined
  if (a.dimension === b.dimension && a.perSecond === b.perSecond) return shareOf(a, b)
  if (b.dimension !== "number" || a.perSecond !== b.perSecond) return undefined
  const { perSecond: _, ...each } = a
  return a.dimension === "time" || a.dimension === "data" ? each : undefined
}

function shareOf(a: Unit, b: Unit): Unit | undefined {
  const scale = a.scale / b.scale
  // `100 * used_bytes / size_bytes`; other factors are for unit-mismatch to tell.
  if (a.dimension === "instant" || !(sameScale(scale, 1) || sameScale(scale, 0.01))) return undefined
  const open = a.dimension === "number" || a.dimension === "share"
  return { dimension: "share", scale, ...(open && { open }) }
}
