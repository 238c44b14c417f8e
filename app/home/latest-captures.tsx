import Link from "next/link"
import { day } from "@/app/components/format"
import type { EntryCard } from "@/lib/stats/entry-card"
import styles from "./side-list.module.css"

const SHOWN = 6

/** What was recorded last, newest first. */
export function LatestCaptures({ entries }: { entries: readonly EntryCard[] }) {
  const captures = entries
    .filter(({ captured }) => captured !== "")
    .toSorted((a, b) => b.captured.localeCompare(a.captured))
    .slice(0, SHOWN)
  return (
    <section aria-labelledby="latest">
      <h2 id="latest" className={styles.heading}>
        Recorded last
      </h2>
      <ul className={styles.list}>
        {captures.map(({ id, title, version, captured }) => (
          <li key={id}>
            <Link href={`/entries/${id}#captures`}>
              {title} {version}
            </Link>
            <time dateTime={captured}>{day(captured)}</time>
          </li>
        ))}
      </ul>
    </section>
  )
}
