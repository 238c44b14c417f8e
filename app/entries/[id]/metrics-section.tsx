import { count, plural } from "@/app/components/format"
import { Section } from "@/app/components/section"
import tables from "@/app/components/table.module.css"
import type { Entry } from "@/lib/catalog/entry"
import { MetricFilter } from "./metric-filter"
import { type MetricRow, metricRows } from "./metric-rows"
import styles from "./metrics-section.module.css"

/** Every metric that the captures show, with the rules that depend on it. */
export function MetricsSection({ entry }: { entry: Entry }) {
  const rows = metricRows(entry)
  if (rows.length === 0) return null
  return (
    <Section
      id="metrics"
      title={plural(rows.length, "metric")}
      lead={`As version ${entry.versions[0]?.version} exposes them. Those that rules use come first.`}
    >
      <MetricFilter total={rows.length}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
        <div className={tables.scroll} tabIndex={0}>
          <table className={`${tables.table} ${styles.table}`}>
            <thead>
              <tr>
                <th>Metric</th>
                <th>Type</th>
                <th>Labels</th>
                <th className={tables.number}>Series</th>
                <th>Used by</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <MetricTableRow key={row.name} entry={entry} row={row} />
              ))}
            </tbody>
          </table>
        </div>
      </MetricFilter>
    </Section>
  )
}

function MetricTableRow({ entry, row }: { entry: Entry; row: MetricRow }) {
  return (
    <tr id={`metric-${row.name}`}>
      <th scope="row" className={styles.metric}>
        <code>{row.name}</code>
        <p className={styles.help}>{row.help}</p>
      </th>
      <td className={styles.type}>{row.type}</td>
      <td className={styles.labels}>
        <code>{row.labels.join(", ")}</code>
      </td>
      <td className={tables.number} data-seen={row.series > 0 ? "" : undefined}>
        {row.series === 0 ? "not seen" : count(row.series)}
      </td>
      <td className={styles.used}>
        {row.usedBy.map(({ title, alert }) => (
          <a key={title} href={alert ? `/entries/${entry.id}/alerts/${title}` : "#recordings"}>
            {title}
          </a>
        ))}
      </td>
    </tr>
  )
}
