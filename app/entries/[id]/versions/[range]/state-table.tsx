import { Check, Dash } from "@/app/components/check-mark"
import { Section } from "@/app/components/section"
import tables from "@/app/components/table.module.css"
import { TableScroll } from "@/app/components/table-scroll"
import type { VersionDiff } from "@/lib/checks/diff-impact"
import stacked from "../../stacked.module.css"
import styles from "./diff.module.css"

/** Which states were compared, and where different software was watched: a difference may then be that software's. */
export function StateTable({ diff }: { diff: VersionDiff }) {
  return (
    <Section
      id="states"
      title="What was compared"
      lead="Only recordings of the same state are compared. Where they watched different software, a difference can be that software's and not the exporter's."
    >
      <TableScroll>
        <table className={`${tables.table} ${stacked.stacked}`}>
          <thead>
            <tr>
              <th>State</th>
              <th>{diff.from}</th>
              <th>{diff.to}</th>
            </tr>
          </thead>
          <tbody>
            {diff.states.map(({ name, from, to, targets }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td data-head={diff.from}>
                  <Side has={from !== undefined} target={targets?.from} />
                </td>
                <td data-head={diff.to}>
                  <Side has={to !== undefined} target={targets?.to} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </Section>
  )
}

function Side({ has, target }: { has: boolean; target: string | undefined }) {
  return (
    <span className={styles.side}>
      {has ? <Check /> : <Dash />}
      {has ? (target ?? "recorded") : "not recorded"}
    </span>
  )
}
