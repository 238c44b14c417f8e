import type { RuleCheck } from "@/lib/checks/check"
import { durationText } from "@/lib/checks/mutation-change"
import { countsChanges, isInstant, sampledRanges } from "@/lib/checks/scrape-ranges"

/** With less than four intervals in a range, one failed scrape makes a hole. */
export const rangeMargin: RuleCheck = {
  id: "range-margin",
  severity: "warning",
  summary: "A range so short that one failed scrape leaves too few samples",
  needs: ["entry", "rules"],
  docs: {
    why: `A range of two or three scrape intervals holds two or three samples when all goes well. One scrape that fails or comes late
leaves a single one: the result has a hole, and the \`for\` of an alert starts anew, exactly when the target has trouble.`,
    fix: "Four scrape intervals or more. The hint names the shortest good range.",
    example: {
      metrics: `
# TYPE requests_served_total counter
requests_served_total 12`,
      interval: "30s",
      before: `
- alert: TrafficHigh
  expr: rate(requests_served_total[1m]) > 1000`,
      after: `
- alert: TrafficHigh
  expr: rate(requests_served_total[2m]) > 1000`,
    },
  },
  run: (subject) =>
    sampledRanges(subject)
      .filter(
        (sampled) =>
          !sampled.resampled &&
          !isInstant(sampled) &&
          !countsChanges(sampled) &&
          sampled.range.range.ms >= 2 * sampled.everyMs &&
          sampled.range.range.ms < 4 * sampled.everyMs,
      )
      .map(({ at, call, range, everyMs }) => ({
        at,
        offset: range.range.start,
        end: range.range.end,
        message: `Scraped every ${durationText(everyMs)}, one failed scrape leaves ${call.func}() over ${range.range.text} without a result`,
        hint: `Use at least ${durationText(4 * everyMs)}`,
      })),
}
