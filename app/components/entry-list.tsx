import Link from "next/link"
import { isUnverified } from "@/app/server"
import { STALE_DAYS } from "@/lib/catalog/freshness"
import type { EntryCard } from "@/lib/stats/entry-card"
import { EntryIcon } from "./entry-icon"
import styles from "./entry-list.module.css"
import { plural } from "./format"

/** Entries as rows of one list. */
export function EntryList({ entries }: { entries: readonly EntryCard[] }) {
  return (
    <ul className={styles.list}>
      {entries.map((entry) => (
        <li key={entry.id} className={styles.row}>
          <EntryIcon slug={entry.icon} />
          <div className={styles.text}>
            <Link className={styles.title} href={`/entries/${entry.id}`} data-result="">
              {entry.title}
            </Link>
            <p className={styles.summary}>{entry.summary}</p>
            {isUnverified(entry) && <p className={styles.stale}>Not verified for {STALE_DAYS} days</p>}
          </div>
          <p className={styles.facts}>
            <span>{plural(entry.alerts, "alert")}</span>
            <span>{plural(entry.dashboards, "dashboard")}</span>
            <span>{plural(entry.metrics, "metric")}</span>
          </p>
          <span className={styles.version}>{entry.version}</span>
        </li>
      ))}
    </ul>
  )
}
