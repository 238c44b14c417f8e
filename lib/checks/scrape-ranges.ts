import type { Call, MatrixSelector, Subquery } from "@/lib/promql/ast"
import { metricName } from "@/lib/promql/selectors"
import { parsedExpressions, type Subject } from "./subject"
import { fromVariable } from "./variables"
import { rangeArgument, visitKind } from "./walk"

/** Functions that need two samples for any result. Source: Prometheus' documentation of query functions. */
const TWO_SAMPLES = new Set([
  "rate",
  "increase",
  "delta",
  "deriv",
  "irate",
  "idelta",
  "predict_linear",
  "changes",
  "resets",
])

/** A function that compares samples, and the range that it gets them from. */
export interface SampledRange {
  at: Subject["alerts"][number]["at"]
  call: Call
  range: MatrixSelector | Subquery
  /** How far apart the samples in the range are. */
  everyMs: number
  /** Whether they come from a subquery rather than from scrapes. */
  resampled: boolean
}

/**
 * Every range under a function that compares samples, where it is known how far apart they are: by the scrape interval, or by
 * the resolution of a subquery. Ranges that a dashboard's variable sets, and recordings (which have an interval of
 * their own), are left out.
 */
export function sampledRanges(subject: Subject): readonly SampledRange[] {
  return parsedExpressions(subject).flatMap(({ at, expr }) =>
    visitKind(expr, "call").flatMap(({ node: call }): SampledRange[] => {
      const range = TWO_SAMPLES.has(call.func) ? rangeArgument(call.args) : undefined
      if (!range || /^0\d/.test(range.range.text) || range.range.computed) return []
      if (range.kind === "subquery")
        return range.step ? [{ at, call, range, everyMs: range.step.ms, resampled: true }] : []
      const everyMs = subject.scrapeIntervalMs
      const metric = metricName(range.selector)
      const scraped = metric !== undefined && !metric.includes(":") && !fromVariable(metric)
      const recorded = metric !== undefined && subject.metrics.byName.get(metric)?.how === "recorded"
      return everyMs !== undefined && scraped && !recorded ? [{ at, call, range, everyMs, resampled: false }] : []
    }),
  )
}

/** Whether a function looks at the last two samples only. */
export function isInstant({ call }: SampledRange): boolean {
  return call.func === "irate" || call.func === "idelta"
}

/** Whether a function answers 0, rather than nothing, where it sees a single sample. */
export function countsChanges({ call }: SampledRange): boolean {
  return call.func === "changes" || call.func === "resets"
}
