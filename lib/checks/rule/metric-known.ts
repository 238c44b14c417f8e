import type { RuleCheck } from "@/lib/checks/check"
import type { Metrics } from "@/lib/checks/metrics"
import { parsedExpressions } from "@/lib/checks/subject"
import { fromVariable } from "@/lib/checks/variables"
import { nearestNames } from "@/lib/nearest-names"
import { selectors } from "@/lib/promql/selectors"

/** An alert on a metric that does not exist never fires, and nobody notices. */
export const metricKnown: RuleCheck = {
  id: "metric-known",
  severity: "error",
  summary: "The metric is in no capture and is not declared",
  needs: ["entry", "captures", "rules"],
  docs: {
    why: `An alert on a metric that does not exist never fires, and a panel of one is empty. Names change between versions
of an exporter, differ between two exporters of the same software, and are misspelt; promtool cannot know.`,
    fix: `Use the name that the exporter really has. A metric that appears only in some state (a replica, a first error) belongs
into a capture of that state, or is declared in \`entry.yaml\` under \`metrics:\` with its source and the reason why no
capture shows it. Absence from a scrape is no proof that a metric does not exist; the declaration is that proof.`,
    example: {
      metrics: `
# TYPE pgbouncer_config_max_client_connections gauge
pgbouncer_config_max_client_connections 100
# TYPE pgbouncer_used_clients gauge
pgbouncer_used_clients 3`,
      before: `
- alert: PgBouncerClientsNearLimit
  expr: pgbouncer_used_clients / pgbouncer_config_max_client_conn > 0.9`,
      after: `
- alert: PgBouncerClientsNearLimit
  expr: pgbouncer_used_clients / pgbouncer_config_max_client_connections > 0.9`,
    },
  },
  run(subject) {
    const { byName, complete, source } = subject.metrics
    if (!complete) return []
    // A wrong name stands in many rules, and is compared with all that there are.
    const hints = new Map<string, string>()
    return parsedExpressions(subject).flatMap(({ at, expr }) =>
      selectors(expr).flatMap(({ metric, start }) => {
        if (metric === undefined || byName.has(metric) || fromVariable(metric)) return []
        const hint = hints.get(metric) ?? hintFor(metric, byName)
        hints.set(metric, hint)
        return [{ at, offset: start, message: `The metric ${metric} is not in ${source}`, hint }]
      }),
    )
  },
}

function hintFor(metric: string, byName: Metrics["byName"]): string {
  const near = nearestNames(metric, byName.keys())
  return near.length > 0
    ? `Did you mean ${near.join(" or ")}?`
    : "Record a capture that shows it, or declare it under metrics: with its source and the reason"
}
