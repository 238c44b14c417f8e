import type { Entry } from "@/lib/catalog/entry"
import { metricRows } from "./metric-rows"
import styles from "./section-nav.module.css"

/** The sections of an entry, on screen all the way down. */
export function SectionNav({ entry }: { entry: Entry }) {
  const sections: [string, string, (number | undefined)?][] = [
    ["overview", "Proof"],
    ["alerts", "Alerts", entry.alerts.length],
    ["recordings", "Recordings", entry.recordings.length],
    ["dashboards", "Dashboards", entry.dashboards.length],
    ["metrics", "Metrics", metricRows(entry).length],
    ["versions", "Versions", entry.versions.length],
    ["readme", "README", entry.readme.trim() === "" ? 0 : undefined],
    ["about", "About"],
    ["share", "Share"],
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
