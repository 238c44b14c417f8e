import Link from "next/link"
import { day } from "@/app/components/format"
import tables from "@/app/components/table.module.css"
import type { VerifiedEntry } from "@/lib/stats/catalog-stats"
import styles from "./page.module.css"

/** At both ends of the list; what is between is neither news nor a worry. */
const SHOWN = 10

/** Entries by the day on which they were last recorded: the freshest, and those that wait longest. */
export function VerifiedTable({ verified }: { verified: readonly VerifiedEntry[] }) {
  const oldest = verified.slice(SHOWN).slice(-SHOWN).toReversed()
  return (
    <div className={styles.pair}>
      <List title="Recorded last" entries={verified.slice(0, SHOWN)} />
      {oldest.length > 0 && <List title="Waiting longest for a new recording" entries={oldest} />}
    </div>
  )
}

function List({ title, entries }: { title: string; entries: readonly VerifiedEntry[] }) {
  return (
    <table className={tables.table}>
      <caption className={styles.caption}>{title}</caption>
      <thead>
        <tr>
          <th>Exporter</th>
          <th>Version</th>
          <th>Recorded</th>
        </tr>
      </thead>
      <tbody>
        {entries.map(({ id, title, version, captured }) => (
          <tr key={id}>
            <th scope="row">
              <Link href={`/entries/${id}`} prefetch={false}>
                {title}
              </Link>
            </th>
            <td>
              <Link href={`/entries/${id}/versions`} prefetch={false}>
                <code>{version}</code>
              </Link>
            </td>
            <td className={tables.nowrap}>
              <time dateTime={captured}>{day(captured)}</time>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
