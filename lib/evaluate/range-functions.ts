import { quantile, sum } from "./statistics"
import type { Dialect, Window } from "./store"

/** What a function of a range vector is given beside the samples. Times in milliseconds. */
export interface Range {
  start: number
  end: number
  /** When the expression is evaluated; later than `end` with an offset. */
  now: number
  dialect: Dialect
}

/** The value of a function for the samples of a window; undefined where it gives no series. */
export type RangeFunction = (window: Window, range: Range, parameter: number) => number | undefined

/** Functions of a range vector by name; `parameter` is their other argument, where they have one. */
export const RANGE_FUNCTIONS: Readonly<Record<string, RangeFunction>> = {
  rate: (window, range) => extrapolated(window, range, { counter: true, perSecond: true }),
  increase: (window, range) => extrapolated(window, range, { counter: true, perSecond: false }),
  delta: (window, range) => extrapolated(window, range, { counter: false, perSecond: false }),
  irate: (window) => lastTwo(window, (before, last, seconds) => (last < before ? last : last - before) / seconds),
  idelta: (window) => lastTwo(window, (before, last) => last - before),
  deriv: (window, { now }) => (window.values.length < 2 ? undefined : trend(window, now).slope),
  predict_linear: (window, { now }, seconds) => {
    if (window.values.length < 2) return undefined
    const { slope, intercept } = trend(window, now)
    return intercept + slope * seconds
  },
  avg_over_time: ({ values }) => sum(values) / values.length,
  sum_over_time: ({ values }) => sum(values),
  min_over_time: ({ values }) => values.reduce((a, b) => (b < a || Number.isNaN(a) ? b : a)),
  max_over_time: ({ values }) => values.reduce((a, b) => (b > a || Number.isNaN(a) ? b : a)),
  count_over_time: ({ values }) => values.length,
  last_over_time: ({ values }) => values.at(-1),
  present_over_time: () => 1,
  quantile_over_time: ({ values }, _, share) => quantile(share, values),
  changes: ({ values }) => countSteps(values, (a, b) => a !== b && !(Number.isNaN(a) && Number.isNaN(b))),
  resets: ({ values }) => countSteps(values, (a, b) => b < a),
}

function countSteps(values: readonly number[], counts: (before: number, after: number) => boolean): number {
  return values.filter((value, i) => i > 0 && counts(values[i - 1] ?? 0, value)).length
}

function lastTwo(
  { times, values }: Window,
  of: (before: number, last: number, seconds: number) => number,
): number | undefined {
  const [before, last] = values.slice(-2)
  const [from, to] = times.slice(-2)
  if (before === undefined || last === undefined || from === undefined || to === undefined) return undefined
  return of(before, last, (to - from) / 1000)
}

/**
 * The change over the window as the server estimates it: what the samples show, stretched to the ends of the window where they
 * come near them, and never to before a counter was zero. Source: Prometheus, promql/functions.go, extrapolatedRate.
 */
function extrapolated(
  { times, values }: Window,
  { start, end, dialect }: Range,
  { counter, perSecond }: { counter: boolean; perSecond: boolean },
): number | undefined {
  const [first, last] = [values[0], values.at(-1)]
  const [from, to] = [times[0], times.at(-1)]
  if (values.length < 2 || first === undefined || last === undefined || from === undefined || to === undefined)
    return undefined
  const lost = counter
    ? sum(values.map((value, i) => (i < values.length - 1 && (values[i + 1] ?? 0) < value ? value : 0)))
    : 0
  const change = last - first + lost
  const seen = (to - from) / 1000
  const step = seen / (values.length - 1)
  const limit = step * 1.1
  let before = (from - start) / 1000
  const after = (end - to) / 1000
  const sinceZero = counter && change > 0 && first >= 0 ? seen * (first / change) : Number.POSITIVE_INFINITY
  if (dialect === "2") {
    before = Math.min(before, sinceZero)
    if (before >= limit) before = step / 2
  } else before = Math.min(before >= limit ? step / 2 : before, sinceZero)
  const stretched = seen + before + (after >= limit ? step / 2 : after)
  return (change * (stretched / seen)) / (perSecond ? (end - start) / 1000 : 1)
}

/** The line of least squares through the samples: its slope per second, and its value now. */
function trend({ times, values }: Window, now: number): { slope: number; intercept: number } {
  const [first = 0] = values
  // Rounding must not make a trend of a constant.
  if (values.every((value) => value === first)) return { slope: 0, intercept: first }
  const seconds = times.map((time) => (time - now) / 1000)
  const n = values.length
  const [sumX, sumY] = [sum(seconds), sum(values)]
  const covariance = sum(seconds.map((x, i) => x * (values[i] ?? 0))) - (sumX * sumY) / n
  const variance = sum(seconds.map((x) => x * x)) - (sumX * sumX) / n
  const slope = covariance / variance
  return { slope, intercept: sumY / n - (slope * sumX) / n }
}
