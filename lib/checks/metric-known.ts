import { selectors } from "@/lib/promql/selectors"
import type { Check } from "./check"
import { parsedExpressions } from "./expressions"
import { knownMetrics } from "./known-metrics"
import { nearestNames } from "./nearest-names"

/** An alert on a metric that does not exist never fires, and nobody notices. */
export const metricKnown: Check = {
  id: "metric-known",
  severity: "error",
  summary: "The metric is in no capture and is not declared",
  needs: ["entry", "captures", "rules"],
  run(entry) {
    const known = knownMetrics(entry)
    return parsedExpressions(entry).flatMap(({ at, expr }) =>
      selectors(expr).flatMap(({ metric, start }) => {
        if (metric === undefined || known.has(metric)) return []
        const near = nearestNames(metric, known.keys())
        const hint =
          near.length > 0
            ? `Did you mean ${near.join(" or ")}?`
            : "Record a capture that shows it, or declare it under metrics: with its source and the reason"
        return [{ at, offset: start, message: `No capture of ${entry.id} shows the metric ${metric}`, hint }]
      }),
    )
  },
}
