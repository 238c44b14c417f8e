import type { BinaryOp, ComparisonOp, MatchOp } from "./ast"

/** Phrases for functions: {0}, {1}… are the arguments, {range} is the window of the range vector among them. */
export const FUNCTION_PHRASES: Readonly<Record<string, string>> = {
  abs: "absolute value of {0}",
  absent: "1 if there is no {0}",
  absent_over_time: "1 if there was no {0} in the last {range}",
  avg_over_time: "average of {0} over {range}",
  ceil: "{0}, rounded up",
  changes: "how often {0} changed in {range}",
  clamp: "{0}, limited to between {1} and {2}",
  clamp_max: "{0}, at most {1}",
  clamp_min: "{0}, at least {1}",
  count_over_time: "number of samples of {0} in {range}",
  day_of_month: "day of the month of {0}",
  day_of_week: "day of the week of {0}",
  day_of_year: "day of the year of {0}",
  days_in_month: "number of days in the month of {0}",
  delta: "change of {0} over {range}",
  deriv: "per-second trend of {0} over {range}",
  floor: "{0}, rounded down",
  histogram_avg: "average of the observations in {0}",
  histogram_count: "number of observations in {0}",
  histogram_fraction: "share of observations between {0} and {1} in {2}",
  histogram_quantile: "{0} quantile of the histogram {1}",
  histogram_sum: "sum of the observations in {0}",
  holt_winters: "smoothed value of {0} over {range}",
  hour: "hour of the day of {0}",
  idelta: "change of {0} between its last two samples in {range}",
  increase: "increase of {0} over {range}",
  irate: "per-second rate of {0} between its last two samples in {range}",
  label_join: "{0}, with a label {1} joined from others",
  label_replace: "{0}, with label {1} taken from label {3}",
  last_over_time: "last value of {0} in {range}",
  ln: "natural logarithm of {0}",
  log10: "decimal logarithm of {0}",
  log2: "binary logarithm of {0}",
  max_over_time: "highest value of {0} over {range}",
  min_over_time: "lowest value of {0} over {range}",
  minute: "minute of the hour of {0}",
  month: "month of {0}",
  predict_linear: "{0} as it will be in {1} if the trend of the last {range} goes on",
  present_over_time: "1 if there was any {0} in {range}",
  quantile_over_time: "{0} quantile of {1} over {range}",
  rate: "per-second rate of {0} over {range}",
  resets: "number of counter resets of {0} in {range}",
  round: "{0}, rounded",
  scalar: "the single value of {0}",
  sgn: "sign of {0}",
  sort: "{0}, lowest first",
  sort_desc: "{0}, highest first",
  sqrt: "square root of {0}",
  stddev_over_time: "standard deviation of {0} over {range}",
  stdvar_over_time: "variance of {0} over {range}",
  sum_over_time: "sum of the samples of {0} over {range}",
  time: "the current Unix time",
  pi: "pi",
  timestamp: "time of the last sample of {0}",
  vector: "{0}",
  year: "year of {0}",
}

/** Phrases for aggregations: {0} is the vector, {1} the parameter, {per} what it is grouped by. */
export const AGGREGATION_PHRASES: Readonly<Record<string, string>> = {
  sum: "{0}, summed {per}",
  avg: "{0}, averaged {per}",
  min: "lowest {0} {per}",
  max: "highest {0} {per}",
  count: "number of series of {0} {per}",
  group: "1 for each group of {0} {per}",
  stddev: "standard deviation of {0} {per}",
  stdvar: "variance of {0} {per}",
  topk: "the {1} highest series of {0} {per}",
  bottomk: "the {1} lowest series of {0} {per}",
  quantile: "{1} quantile of {0} {per}",
  count_values: "number of series of {0} with each value (as label {1}) {per}",
}

/** "x is above 5". */
export const COMPARISON_PHRASES: Readonly<Record<ComparisonOp, string>> = {
  "==": "equals",
  "!=": "differs from",
  ">": "is above",
  "<": "is below",
  ">=": "is at least",
  "<=": "is at most",
}

/** Phrases for the other operators: {0} and {1} are the sides. */
export const OPERATOR_PHRASES: Readonly<Record<Exclude<BinaryOp, ComparisonOp>, string>> = {
  "+": "{0} plus {1}",
  "-": "{0} minus {1}",
  "*": "{0} times {1}",
  "/": "{0} divided by {1}",
  "%": "remainder of {0} divided by {1}",
  "^": "{0} to the power of {1}",
  atan2: "angle (radians) of {0} over {1}",
  and: "{0}, but only where {1}",
  unless: "{0}, except where {1}",
  or: "{0}, or {1}",
  "</": "{0} without the observations above {1}",
  ">/": "{0} without the observations below {1}",
}

/** "job is x". */
export const MATCH_PHRASES: Readonly<Record<MatchOp, string>> = {
  "=": "is",
  "!=": "is not",
  "=~": "matches",
  "!~": "does not match",
}

/** "1 minute", "2 hours": what the units of a duration are called, longest first. */
export const UNITS: readonly (readonly [string, number])[] = [
  ["year", 31_536_000_000],
  ["week", 604_800_000],
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1_000],
  ["millisecond", 1],
]
