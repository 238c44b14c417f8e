import { MetricLine } from "@/app/components/expression-tree"
import { metricLink } from "@/app/components/metric-link"
import type { Alert, Entry } from "@/lib/catalog/entry"
import { metricsBehind } from "@/lib/checks/metric-uses"
import { parse } from "@/lib/promql/parse"
import { selectors } from "@/lib/promql/selectors"
import styles from "./metrics.module.css"

/** The names that an alert asks for, those behind its recording rules as well. */
export function alertMetrics(entry: Entry, { expr }: Alert): readonly string[] {
  const parsed = parse(expr)
  if (!parsed.ok) return []
  return [...metricsBehind(entry, new Set(selectors(parsed.expr).flatMap(({ metric }) => metric ?? [])))]
}

/** The metrics that the expression needs, and what the exporter says of them. */
export function Metrics({ entry, alert }: { entry: Entry; alert: Alert }) {
  const names = alertMetrics(entry, alert)
  if (names.length === 0) return null
  return (
    <section aria-labelledby="metrics">
      <h2 id="metrics" className={styles.heading}>
        Metrics it needs
      </h2>
      <ul className={styles.list}>
        {names.map((name) => (
          <li key={name}>
            <MetricLine {...metricLink(entry, name)} />
          </li>
        ))}
      </ul>
    </section>
  )
}
