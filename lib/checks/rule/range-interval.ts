import type { RuleCheck } from "@/lib/checks/check"
import { durationText } from "@/lib/checks/mutation-change"
import { isInstant, sampledRanges } from "@/lib/checks/scrape-ranges"

/** Two samples are the least that a rate can be computed from. */
export const rangeInterval: RuleCheck = {
  id: "range-interval",
  severity: "error",
  summary: "A range too short to hold two samples",
  needs: ["entry", "rules"],
  docs: {
    why: `\`rate\`, \`increase\`, \`delta\` and their like need two samples inside of the range. A range that is shorter than two
scrape intervals mostly holds one, and then there is no result: a panel with holes, an alert that never holds long enough.`,
    fix: "At least four times the scrape interval, so that one failed scrape does not matter; in panels `$__rate_interval`.",
    example: {
      metrics: `
# TYPE requests_served_total counter
requests_served_total 12`,
      interval: "1m",
      before: `
- alert: TrafficHigh
  expr: rate(requests_served_total[1m]) > 1000`,
      after: `
- alert: TrafficHigh
  expr: rate(requests_served_total[4m]) > 1000`,
    },
  },
  run: (subject) =>
    sampledRanges(subject)
      .filter(({ range, everyMs }) => range.range.ms < 2 * everyMs)
      .map((sampled) => {
        const { at, call, range, everyMs, resampled } = sampled
        const every = durationText(everyMs)
        const good = durationText((isInstant(sampled) ? 2 : 4) * everyMs)
        return {
          at,
          offset: range.range.start,
          end: range.range.end,
          message: resampled
            ? `With a point every ${every} the range ${range.range.text} mostly holds one, and ${call.func}() needs two`
            : `Scraped every ${every}, the range ${range.range.text} mostly holds one sample, and ${call.func}() needs two`,
          hint: resampled ? `Use a finer resolution, or a range of ${good}` : `Use at least ${good}`,
        }
      }),
}
