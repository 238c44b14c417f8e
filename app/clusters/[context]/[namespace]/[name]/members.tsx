import tables from "@/app/components/table.module.css"
import { TableScroll } from "@/app/components/table-scroll"
import type { MemberStatus } from "@/lib/cluster/status"
import styles from "./members.module.css"

/** How each object of an install is. */
export function Members({ members }: { members: readonly MemberStatus[] }) {
  return (
    <TableScroll>
      <table className={tables.table}>
        <thead>
          <tr>
            <th>Object</th>
            <th>State</th>
            <th>Why</th>
          </tr>
        </thead>
        <tbody>
          {members.map(({ ref, state, reason, message }) => (
            <tr key={`${ref.apiVersion}/${ref.kind}/${ref.namespace}/${ref.name}`}>
              <th scope="row">
                <span className={styles.kind}>{ref.kind}</span> {ref.name}
              </th>
              <td className={state === "ready" ? styles.ready : styles.other}>{state}</td>
              <td>{state === "ready" ? "" : [reason, message].filter(Boolean).join(": ")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}
