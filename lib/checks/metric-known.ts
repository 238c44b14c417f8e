import { children, type Expr } from "@/lib/promql/ast"
import type { Check } from "./check"
import { parsedExpressions } from "./expressions"
import { knownMetrics, nearestNames } from "./metric-names"

/** Every instant vector selector of an expression, those inside of ranges too. */
export function vectorSelectors(expr: Expr): Extract<Expr, { kind: "vector" }>[] {
  return expr.kind === "vector" ? [expr] : children(expr).flatMap(vectorSelectors)
}

/** An alert on a metric that does not exist never fires, and nobody notices. */
export const metricKnown: Check = {
  id: "metric-known",
  severity: "error",
  summary: "The metric is in no capture and is not declared",
  needs: ["entry", "captures", "rules"],
  run(entry) {
    const known = knownMetrics(entry)
    return parsedExpressions(entry).flatMap(({ at, expr }) =>
      vectorSelectors(expr).flatMap(({ metric }) => {
        if (metric === undefined || known.has(metric.name)) return []
        const near = nearestNames(metric.name, known.keys())
        const hint =
          near.length > 0
            ? `Did you mean ${near.join(" or ")}?`
            : "Record a capture that shows it, or declare it under metrics: with its source and the reason"
        return [
          { at, offset: metric.start, message: `No capture of ${entry.id} shows the metric ${metric.name}`, hint },
        ]
      }),
    )
  },
}
