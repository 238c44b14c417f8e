import Link from "next/link"
import { count, plural } from "@/app/components/format"
import tables from "@/app/components/table.module.css"
import { TableScroll } from "@/app/components/table-scroll"
import type { Entry } from "@/lib/catalog/entry"
import { alertPath, metricPath, recordingPath } from "@/lib/catalog/paths"
import type { MetricRow } from "./metric-rows"
import styles from "./metrics-section.module.css"

/** Users of a metric that are named in a row; its own page has them all. */
const NAMED = 3

/** Metrics in a table, each leading to its page. */
export function MetricTable({ entry, rows }: { entry: Entry; rows: readonly MetricRow[] }) {
  return (
    <TableScroll>
      <table className={`${tables.table} ${styles.table}`}>
        <thead>
          <tr>
            <th scope="col">Metric</th>
            <th scope="col">Type</th>
            <th scope="col">Labels</th>
            <th scope="col" className={tables.number}>
              Series
            </th>
            <th scope="col">Used by</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.name} entry={entry} row={row} />
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}

function Row({ entry, row }: { entry: Entry; row: MetricRow }) {
  const { name, help, type, labels, series, usedBy, panels } = row
  const more = usedBy.length - NAMED
  return (
    <tr id={`metric-${name}`}>
      <th scope="row" className={styles.metric}>
        <Link href={metricPath(entry.id, name) as never} prefetch={false}>
          <code>{name}</code>
        </Link>
        <p className={styles.help}>{help}</p>
      </th>
      <td className={styles.type}>{type}</td>
      <td className={styles.labels}>
        <code>{labels.join(", ")}</code>
      </td>
      <td className={tables.number} data-seen={series > 0 ? "" : undefined}>
        {series === 0 ? "not seen" : count(series)}
      </td>
      <td className={styles.used}>
        {usedBy.slice(0, NAMED).map(({ title, alert }) => (
          <Link
            key={title}
            href={(alert ? alertPath(entry.id, title) : recordingPath(entry.id, title)) as never}
            prefetch={false}
          >
            {title}
          </Link>
        ))}
        {(more > 0 || panels > 0) && (
          <span>
            {[...(more > 0 ? [plural(more, "more rule")] : []), ...(panels > 0 ? [plural(panels, "panel")] : [])].join(
              ", ",
            )}
          </span>
        )}
      </td>
    </tr>
  )
}
