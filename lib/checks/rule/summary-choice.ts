import type { RuleCheck } from "@/lib/checks/check"
import { parsed } from "@/lib/checks/subject"
import { unwrap } from "@/lib/promql/ast"
import { metricName } from "@/lib/promql/selectors"
import { comparisons } from "@/lib/promql/threshold"

/** A limit for the median and the maximum at once is a limit for neither. */
export const summaryChoice: RuleCheck = {
  id: "summary-choice",
  severity: "warning",
  summary: "An alert compares all quantiles of a summary with one limit",
  needs: ["entry", "captures", "rules"],
  docs: {
    why: `A summary has one series for each of its quantiles. Compared as a whole it fires once for each that is above the limit: four
alerts for one slow process, and a single slow request is enough where the largest value is among the quantiles.`,
    fix: 'Choose the quantile that is meant: `x{quantile="0.99"}`.',
    example: {
      metrics: `
# TYPE render_duration_seconds summary
render_duration_seconds{quantile="0.5"} 1
render_duration_seconds{quantile="0.99"} 4
render_duration_seconds_sum 40
render_duration_seconds_count 30`,
      before: `
- alert: RenderingSlow
  expr: render_duration_seconds > 10`,
      after: `
- alert: RenderingSlow
  expr: render_duration_seconds{quantile="0.99"} > 10`,
    },
  },
  run: ({ alerts, metrics }) =>
    alerts.flatMap(({ expression }) =>
      parsed(expression).flatMap(({ at, expr }) =>
        comparisons(expr).flatMap(({ side, node }) => {
          if (side === undefined) return []
          const series = unwrap(side === "right" ? node.left : node.right)
          const name = series.kind === "vector" ? metricName(series) : undefined
          if (series.kind !== "vector" || name === undefined || metrics.byName.get(name)?.kind !== "quantile") return []
          if (series.matchers.some(({ label }) => label.name === "quantile")) return []
          const seen =
            metrics.byName.get(name)?.shown.flatMap(({ labels }) => [...(labels.get("quantile") ?? [])]) ?? []
          const message = `${name} has a series for each of its quantiles, and all are compared with one limit`
          const hint = seen.length > 0 ? { hint: `Choose one of quantile ${[...new Set(seen)].join(", ")}` } : {}
          return [{ at, offset: series.start, end: series.end, message, ...hint }]
        }),
      ),
    ),
}
