import type { Entry } from "@/lib/catalog/entry"
import { metricRows } from "./metric-rows"
import styles from "./section-nav.module.css"

/** The sections of an entry, on screen all the way down. */
export function SectionNav({ entry }: { entry: Entry }) {
  const sections: [string, string, number?][] = [
    ["overview", "Overview"],
    ["alerts", "Alerts", entry.alerts.length],
    ["recordings", "Recordings", entry.recordings.length],
    ["dashboards", "Dashboards", entry.dashboards.length],
    ["captures", "Captures", entry.versions.reduce((sum, { captures }) => sum + captures.length, 0)],
    ["metrics", "Metrics", metricRows(entry).length],
  ]
  return (
    <nav className={styles.nav} aria-label="Sections">
      {sections
        .filter(([, , size]) => size !== 0)
        .map(([id, title, size]) => (
          <a key={id} href={`#${id}`}>
            {title}
            {size === undefined ? null : <span>{size}</span>}
          </a>
        ))}
    </nav>
  )
}
