import Link from "next/link"
import type { ReactNode } from "react"
import styles from "@/app/compare/compare.module.css"
import type { Entry } from "@/lib/catalog/entry"

/** A row of a comparison: what it is about, and what each of the two has. */
export type Row = readonly [name: string, a: ReactNode, b: ReactNode]

/** Two entries in columns, one row for each thing that is compared. */
export function TwoColumns({ a, b, rows }: { a: Entry; b: Entry; rows: readonly Row[] }) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th>
            <span className="sr">What</span>
          </th>
          {[a, b].map(({ id, title }) => (
            <th key={id} scope="col">
              <Link href={`/entries/${id}`} prefetch={false}>
                {title}
              </Link>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, left, right]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{left}</td>
            <td>{right}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
