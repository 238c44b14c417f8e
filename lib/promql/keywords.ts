import type { BinaryOp, ComparisonOp, SetOp } from "./ast"
import { atLeast } from "./profile"

/** One aggregation operator. */
export interface Aggregator {
  /** Type of the parameter before the vector, if it takes one. */
  param?: "scalar" | "string"
  since: string
  experimental: boolean
}

const plain: Aggregator = { since: "2.0", experimental: false }
const withScalar: Aggregator = { ...plain, param: "scalar" }
const limited: Aggregator = { param: "scalar", since: "2.54", experimental: true }

const AGGREGATORS = new Map<string, Aggregator>([
  ...["sum", "avg", "count", "min", "max", "group", "stddev", "stdvar"].map((op): [string, Aggregator] => [op, plain]),
  ...["topk", "bottomk", "quantile"].map((op): [string, Aggregator] => [op, withScalar]),
  ["count_values", { ...plain, param: "string" }],
  ["limitk", limited],
  ["limit_ratio", limited],
])

const WORDS = new Set(
  "and or unless atan2 by without on ignoring group_left group_right bool offset start end".split(" "),
)
const NEW_WORDS = new Set("anchored smoothed fill fill_left fill_right step range min_of max_of".split(" "))
const NEVER_METRIC = new Set(["on", "ignoring", "group_left", "group_right", "bool", "atan2"])
const COMPARISONS = new Set<string>(["==", "!=", ">", "<", ">=", "<="])
const SETS = new Set<string>(["and", "or", "unless"])

/** The aggregation operator of that name (lower case) in a release line. */
export function aggregator(name: string, version: string): Aggregator | undefined {
  const found = AGGREGATORS.get(name)
  return found && atLeast(version, found.since) ? found : undefined
}

/** Whether a name (lower case) is reserved somewhere in the grammar of a release line. */
export function isKeyword(name: string, version: string): boolean {
  return WORDS.has(name) || aggregator(name, version) !== undefined || (NEW_WORDS.has(name) && atLeast(version, "3.16"))
}

/** Whether a keyword may also be the name of a metric. */
export function mayNameMetric(keyword: string): boolean {
  return !NEVER_METRIC.has(keyword)
}

/** Whether a keyword may also be the name of a label in a label list: promtool refuses only this one. */
export function mayNameLabel(keyword: string): boolean {
  return keyword !== "without"
}

/** Whether an operator compares. */
export function isComparison(op: BinaryOp): op is ComparisonOp {
  return COMPARISONS.has(op)
}

/** Whether an operator works on sets of series. */
export function isSetOperator(op: BinaryOp): op is SetOp {
  return SETS.has(op)
}

/** Binding strength of binary operators: higher binds tighter. */
export const PRECEDENCE: Readonly<Record<BinaryOp, number>> = {
  or: 1,
  and: 2,
  unless: 2,
  "==": 3,
  "!=": 3,
  ">": 3,
  "<": 3,
  ">=": 3,
  "<=": 3,
  "</": 3,
  ">/": 3,
  "+": 4,
  "-": 4,
  "*": 5,
  "/": 5,
  "%": 5,
  atan2: 5,
  "^": 6,
}
