import Link from "next/link"
import type { Entry } from "@/lib/catalog/entry"
import { newestCaptures } from "@/lib/catalog/entry"
import { EntryIcon } from "./entry-icon"
import styles from "./entry-list.module.css"
import { plural } from "./format"

/** Entries as rows of one list. */
export function EntryList({ entries }: { entries: readonly Entry[] }) {
  return (
    <ul className={styles.list}>
      {entries.map((entry) => (
        <li key={entry.id} className={styles.row}>
          <EntryIcon slug={entry.icon} />
          <div className={styles.text}>
            <Link className={styles.title} href={`/entries/${entry.id}`}>
              {entry.title}
            </Link>
            <p className={styles.summary}>{entry.summary}</p>
          </div>
          <p className={styles.facts}>
            <span>{plural(entry.alerts.length, "alert")}</span>
            <span>{plural(entry.dashboards.length, "dashboard")}</span>
            <span>{plural(metricCount(entry), "metric")}</span>
          </p>
          <span className={styles.version}>{entry.versions[0]?.version}</span>
        </li>
      ))}
    </ul>
  )
}

/** How many metric families the newest captures of an entry show. */
export function metricCount(entry: Entry): number {
  return new Set(newestCaptures(entry).flatMap(({ families }) => families.map(({ name }) => name))).size
}
