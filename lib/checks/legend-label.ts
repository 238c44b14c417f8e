import { keptLabels } from "@/lib/promql/labels"
import { parse } from "@/lib/promql/parse"
import type { Check, Finding } from "./check"
import { withoutVariables } from "./expressions"
import { knownMetrics, possibleLabels } from "./known-metrics"
import { labelsAreCertain } from "./label-known"
import { nearestNames } from "./nearest-names"

const LABEL = /\{\{\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*\}\}/g

/** A legend of a label that the query drops leaves all its series without a name. */
export const legendLabel: Check = {
  id: "legend-label",
  severity: "error",
  summary: "A legend shows a label that the query does not keep",
  needs: ["entry", "captures", "rules", "dashboards"],
  run(entry) {
    const known = knownMetrics(entry)
    return entry.dashboards.flatMap(({ file, rows }) =>
      rows.flatMap(({ panels }, r) =>
        panels.flatMap(({ queries }, p) =>
          queries.flatMap(({ expr, legend }, q) => {
            const result = parse(withoutVariables(expr))
            if (!result.ok || !labelsAreCertain(result.expr, known)) return []
            const kept = possibleLabels(keptLabels(result.expr), known)
            return [...legend.matchAll(LABEL)].flatMap((match): Finding[] => {
              const label = match[1] ?? ""
              if (kept.has(label) || label === "__name__") return []
              const near = nearestNames(label, kept)
              const hint =
                near.length > 0 ? `Did you mean ${near.join(" or ")}?` : `It keeps ${[...kept].sort().join(", ")}`
              const at = { file, path: ["rows", r, "panels", p, "queries", q, "legend"] }
              return [{ at, offset: match.index, message: `The query does not keep the label ${label}`, hint }]
            })
          }),
        ),
      ),
    )
  },
}
