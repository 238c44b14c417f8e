import type { Finding, RuleCheck } from "@/lib/checks/check"
import { labelHint } from "@/lib/checks/label-hint"
import { possibleLabels } from "@/lib/checks/possible-labels"
import { parsed } from "@/lib/checks/subject"
import { keptLabels } from "@/lib/promql/labels"
import { labelsAreCertain } from "./label-known"

const LABEL = /\{\{\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*\}\}/g

/** A legend of a label that the query drops leaves all its series without a name. */
export const legendLabel: RuleCheck = {
  id: "legend-label",
  severity: "error",
  summary: "A legend shows a label that the query does not keep",
  needs: ["entry", "captures", "rules", "dashboards"],
  docs: {
    why: "A legend of a label that the query drops is empty: all lines of the panel are called the same, or nothing.",
    fix: "Keep the label in the query, or name another one in the legend.",
    example: {
      kind: "panels",
      metrics: `
# TYPE http_requests_total counter
http_requests_total{code="200",method="get"} 12`,
      before: `
- title: Requests
  kind: timeseries
  queries: [{ expr: "sum by (code) (rate(http_requests_total[5m]))", legend: "{{method}}" }]`,
      after: `
- title: Requests
  kind: timeseries
  queries: [{ expr: "sum by (code) (rate(http_requests_total[5m]))", legend: "{{code}}" }]`,
    },
  },
  run({ queries, metrics }) {
    return queries.flatMap(({ expression, legend, legendAt }) =>
      parsed(expression).flatMap(({ expr }) => {
        if (!labelsAreCertain(expr, metrics.byName)) return []
        const kept = possibleLabels(keptLabels(expr), metrics.byName)
        return [...legend.matchAll(LABEL)].flatMap((match): Finding[] => {
          const label = match[1] ?? ""
          if (kept.has(label) || label === "__name__") return []
          const hint = labelHint("keeps", label, kept)
          return [{ at: legendAt, offset: match.index, message: `The query does not keep the label ${label}`, hint }]
        })
      }),
    )
  },
}
