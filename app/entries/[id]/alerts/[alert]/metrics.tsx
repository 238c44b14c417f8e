import type { Alert, Entry } from "@/lib/catalog/entry"
import { metricRows } from "../../metric-rows"
import styles from "./metrics.module.css"

/** The metrics that the expression needs, as the captures show them. */
export function Metrics({ entry, alert }: { entry: Entry; alert: Alert }) {
  const rows = metricRows(entry).filter(({ usedBy }) => usedBy.some(({ title }) => title === alert.alert))
  if (rows.length === 0) return null
  return (
    <section aria-labelledby="metrics">
      <h2 id="metrics" className={styles.heading}>
        Metrics it uses
      </h2>
      <ul className={styles.list}>
        {rows.map(({ name, type, help, series }) => (
          <li key={name}>
            <a href={`/entries/${entry.id}#metric-${name}`}>
              <code>{name}</code>
            </a>
            <p>{help}</p>
            <p>
              {type}, {series === 0 ? "declared, not seen in a capture" : `${series} series recorded`}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
