import Link from "next/link"
import { day } from "@/app/components/format"
import type { Entry } from "@/lib/catalog/entry"
import styles from "./side-list.module.css"

const SHOWN = 6

/** What was recorded last, newest first. */
export function LatestCaptures({ entries }: { entries: readonly Entry[] }) {
  const captures = entries
    .flatMap((entry) => {
      const [newest] = entry.versions
      const captured = newest?.captures
        .map(({ provenance }) => provenance.captured)
        .toSorted()
        .at(-1)
      return newest && captured ? [{ entry, version: newest.version, captured }] : []
    })
    .toSorted((a, b) => b.captured.localeCompare(a.captured))
    .slice(0, SHOWN)
  return (
    <section aria-labelledby="latest">
      <h2 id="latest" className={styles.heading}>
        Recorded last
      </h2>
      <ul className={styles.list}>
        {captures.map(({ entry, version, captured }) => (
          <li key={entry.id}>
            <Link href={`/entries/${entry.id}#captures`}>
              {entry.title} {version}
            </Link>
            <time dateTime={captured}>{day(captured)}</time>
          </li>
        ))}
      </ul>
    </section>
  )
}
