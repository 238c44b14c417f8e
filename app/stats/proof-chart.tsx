import Link from "next/link"
import { count } from "@/app/components/format"
import tables from "@/app/components/table.module.css"
import { TableScroll } from "@/app/components/table-scroll"
import type { Share } from "@/lib/stats/entry-stats"
import styles from "./bar-chart.module.css"

/** One kind of evidence: what is claimed, of how many it is shown, and where these are listed. */
export interface ProofRow {
  claim: string
  share: Share
  of: string
  href: string
}

/** Evidence by kind as shares of the whole, drawn and in numbers. */
export function ProofChart({ rows }: { rows: readonly ProofRow[] }) {
  return (
    <TableScroll>
      <table className={`${tables.table} ${styles.proof}`}>
        <thead>
          <tr>
            <th>What is shown</th>
            <th className={tables.number}>Of</th>
            <th className={tables.number}>Per cent</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map(({ claim, share, of, href }) => (
            <tr key={claim}>
              <th scope="row">{claim}</th>
              <td className={tables.number}>
                <Link href={href as never} prefetch={false}>
                  {count(share.some)} of {count(share.all)} {of}
                </Link>
              </td>
              <td className={tables.number}>{percent(share)}</td>
              <td className={styles.drawing}>
                <svg width="100%" height="14" aria-hidden="true">
                  <rect className={styles.track} width="100%" height="14" rx="3" />
                  <rect className={styles.bar} width={`${ratio(share) * 100}%`} height="14" rx="3" />
                </svg>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}

/** Cut and not rounded: 999 of 1,000 are not all of them. */
function percent(share: Share): string {
  return `${Math.floor(ratio(share) * 1000) / 10} %`
}

function ratio({ some, all }: Share): number {
  return all === 0 ? 0 : some / all
}
