import type { ValueType } from "./ast"
import { atLeast } from "./profile"

/** What a function takes and returns, and which Prometheus releases know it. */
export interface Signature {
  args: readonly ValueType[]
  /** How many arguments at the end may be left out; "many" lets the last type repeat, also zero times. */
  optional: number | "many"
  returns: ValueType
  since: string
  /** First release that no longer knows it. */
  until?: string
  /** Needs `--enable-feature=promql-experimental-functions`, which rule files cannot count on. */
  experimental: boolean
}

const signature = (args: readonly ValueType[], more: Partial<Signature> = {}): Signature => ({
  args,
  optional: 0,
  returns: "vector",
  since: "2.0",
  experimental: false,
  ...more,
})

const named = (names: string, of: Signature) => names.split(" ").map((name): [string, Signature] => [name, of])
const experimental = (since: string) => ({ since, experimental: true })

const FUNCTIONS = new Map<string, Signature>([
  ...named(
    "abs absent ceil exp floor histogram_count histogram_sum ln log10 log2 sgn sort sort_desc",
    signature(["vector"]),
  ),
  ...named("sqrt timestamp acos acosh asin asinh atan atanh cos cosh sin sinh tan tanh deg rad", signature(["vector"])),
  ...named("histogram_stddev histogram_stdvar", signature(["vector"], { since: "2.47" })),
  ["histogram_avg", signature(["vector"], { since: "2.51" })],
  ...named(
    "absent_over_time avg_over_time changes count_over_time delta deriv idelta increase irate",
    signature(["matrix"]),
  ),
  ...named("last_over_time max_over_time min_over_time present_over_time rate resets", signature(["matrix"])),
  ...named("stddev_over_time stdvar_over_time sum_over_time", signature(["matrix"])),
  ...named(
    "day_of_month day_of_week day_of_year days_in_month hour minute month year",
    signature(["vector"], { optional: 1 }),
  ),
  ...named("clamp_max clamp_min", signature(["vector", "scalar"])),
  ...named("pi time", signature([], { returns: "scalar" })),
  ["clamp", signature(["vector", "scalar", "scalar"])],
  ["histogram_quantile", signature(["scalar", "vector"])],
  ["histogram_fraction", signature(["scalar", "scalar", "vector"])],
  ["label_join", signature(["vector", "string", "string", "string"], { optional: "many" })],
  ["label_replace", signature(["vector", "string", "string", "string", "string"])],
  ["predict_linear", signature(["matrix", "scalar"])],
  ["quantile_over_time", signature(["scalar", "matrix"])],
  ["round", signature(["vector", "scalar"], { optional: 1 })],
  ["scalar", signature(["vector"], { returns: "scalar" })],
  ["vector", signature(["scalar"])],
  ["holt_winters", signature(["matrix", "scalar", "scalar"], { until: "3.0" })],
  ["double_exponential_smoothing", signature(["matrix", "scalar", "scalar"], experimental("3.0"))],
  ["mad_over_time", signature(["matrix"], experimental("2.49"))],
  ...named(
    "sort_by_label sort_by_label_desc",
    signature(["vector", "string"], { optional: "many", ...experimental("2.49") }),
  ),
  ["info", signature(["vector", "vector"], { optional: 1, ...experimental("2.55") })],
  ...named("ts_of_last_over_time ts_of_max_over_time ts_of_min_over_time", signature(["matrix"], experimental("3.5"))),
  ["first_over_time", signature(["matrix"], { since: "3.14" })], // behind a flag since 3.7
  ["ts_of_first_over_time", signature(["matrix"], experimental("3.7"))],
  ["histogram_quantiles", signature(["vector", "string", "scalar"], { optional: "many", ...experimental("3.11") })],
  ...named("start end range step", signature([], { returns: "scalar", ...experimental("3.12") })),
  ...named("min_of max_of", signature(["scalar", "scalar"], { returns: "scalar", ...experimental("3.13") })),
  ["start_timestamp", signature(["vector"], experimental("3.14"))],
  ["integral", signature(["matrix"], experimental("3.16"))],
])

/** The signature of a function in a release line; undefined when that release does not know it. */
export function functionSignature(name: string, version: string): Signature | undefined {
  const found = FUNCTIONS.get(name)
  if (!found || !atLeast(version, found.since)) return undefined
  return found.until !== undefined && atLeast(version, found.until) ? undefined : found
}
