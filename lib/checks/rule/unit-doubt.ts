import type { RuleCheck } from "@/lib/checks/check"
import { type UnitComparison, unitComparisons } from "@/lib/checks/unit-comparisons"
import { printNumber } from "@/lib/promql/print"

/** Durations of what people or programs wait for, rather than of jobs and ages. */
const LATENCY = /(request|response|latency|rpc|query|command|lookup|roundtrip|rtt|ping|http)/
const WAITS = /(age|lag|since|until|uptime|expir|remaining|retention|interval|backup|job|delay|behind|total)/

/** A limit that looks as if it were written in another unit than the value has. */
export const unitDoubt: RuleCheck = {
  id: "unit-doubt",
  severity: "warning",
  summary: "A threshold that looks like one in another unit",
  needs: ["entry", "captures", "rules"],
  docs: {
    why: `A latency in seconds that is compared with 500 fires after eight minutes of waiting, when half a second was meant. A
percentage that is compared with 0.9 fires at one percent, always. Either may be right, and seldom is.`,
    fix: "Write the limit in the unit that the metric's name says, or silence the check with the reason.",
    example: {
      metrics: `
# TYPE api_request_duration_seconds histogram
api_request_duration_seconds_bucket{le="1"} 9
api_request_duration_seconds_bucket{le="+Inf"} 9
api_request_duration_seconds_sum 4
api_request_duration_seconds_count 9`,
      before: `
- alert: ApiSlow
  expr: histogram_quantile(0.99, sum by (le) (rate(api_request_duration_seconds_bucket[5m]))) > 500`,
      after: `
- alert: ApiSlow
  expr: histogram_quantile(0.99, sum by (le) (rate(api_request_duration_seconds_bucket[5m]))) > 0.5`,
    },
  },
  run: (subject) =>
    unitComparisons(subject).flatMap((found) => {
      const text = describe(found)
      const { start, end } = found.limit
      return text ? [{ at: found.at, offset: start, end, ...text }] : []
    }),
}

function describe({ unit, op, threshold, metric = "" }: UnitComparison): { message: string; hint: string } | undefined {
  const { dimension, scale, perSecond } = unit
  const isAbove = op === ">" || op === ">="
  const shown = printNumber(threshold)
  const isLatency = LATENCY.test(metric) && !WAITS.test(metric)
  if (
    dimension === "time" &&
    scale === 1 &&
    !perSecond &&
    isLatency &&
    isAbove &&
    threshold >= 100 &&
    threshold % 50 === 0
  )
    return {
      message: `${metric} is in seconds, and ${shown} seconds are very long for it`,
      hint: `If milliseconds were meant, compare with ${printNumber(threshold / 1000)}`,
    }
  if (dimension === "share" && scale === 0.01 && !unit.open && isAbove && threshold >= 0.5 && threshold < 1)
    return {
      message: `This is in percent, and ${shown} is less than one percent`,
      hint: `If a ratio was meant, compare with ${printNumber(threshold * 100)}`,
    }
  return undefined
}
