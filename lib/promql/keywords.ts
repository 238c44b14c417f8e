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

/** Aggregations that choose some of the series and leave them as they are, with all of their labels. */
export const CHOOSING: ReadonlySet<string> = new Set(["topk", "bottomk", "limitk", "limit_ratio"])

const since = (version: string, words: string) => words.split(" ").map((word) => [word, version] as const)

/** Words with a meaning of their own, by the release line since which they have it. */
const RESERVED = new Map<string, string>([
  ...since("2.0", "and or unless atan2 by without on ignoring group_left group_right bool offset start end inf nan"),
  ...since("3.16", "anchored smoothed fill fill_left fill_right step range min_of max_of"),
  ...[...AGGREGATORS].map(([name, { since }]) => [name, since] as const),
])
const LONGEST = Math.max(...[...RESERVED.keys()].map(({ length }) => length))
const NEVER_METRIC = new Set(["on", "ignoring", "group_left", "group_right", "bool", "atan2"])
const COMPARISONS = new Set<string>(["==", "!=", ">", "<", ">=", "<="])
const SETS = new Set<string>(["and", "or", "unless"])

/** The aggregation operator of that name (lower case) in a release line. */
export function aggregator(name: string, version: string): Aggregator | undefined {
  const found = AGGREGATORS.get(name)
  return found && atLeast(version, found.since) ? found : undefined
}

/** The keyword, in lower case, that a word is somewhere in the grammar of a release line; "inf" and "nan" are among them. */
export function keywordOf(word: string, version: string): string | undefined {
  if (word.length > LONGEST) return undefined
  const lower = word.toLowerCase()
  const since = RESERVED.get(lower)
  return since !== undefined && atLeast(version, since) ? lower : undefined
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

const PRECEDENCE = new Map<string, number>([
  ["or", 1],
  ...["and", "unless"].map((op) => [op, 2] as const),
  ...["==", "!=", ">", "<", ">=", "<=", "</", ">/"].map((op) => [op, 3] as const),
  ...["+", "-"].map((op) => [op, 4] as const),
  ...["*", "/", "%", "atan2"].map((op) => [op, 5] as const),
  ["^", 6],
])

/** Binding strength of a binary operator: higher binds tighter; 0 for anything else. */
export function precedence(id: string): number {
  return PRECEDENCE.get(id) ?? 0
}

/** Binding strength of a sign: as tight as a power, so that -2^2 is -4. */
export const SIGN_PRECEDENCE = precedence("^")
