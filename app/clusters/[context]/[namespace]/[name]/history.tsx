import { day } from "@/app/components/format"
import tables from "@/app/components/table.module.css"
import { TableScroll } from "@/app/components/table-scroll"
import type { InstallStatus } from "@/lib/cluster/status"
import { ChangeButton } from "./change-button"

/** The recorded revisions of an install, each with a way back to it. */
export function History({ status }: { status: InstallStatus }) {
  const { context, namespace, name } = status
  return (
    <section aria-labelledby="history">
      <h2 id="history">History</h2>
      <TableScroll>
        <table className={tables.table}>
          <thead>
            <tr>
              <th>Revision</th>
              <th>Applied</th>
              <th>By</th>
              <th>Entries</th>
              <th>Back</th>
            </tr>
          </thead>
          <tbody>
            {status.history.map(({ revision, appliedAt, cause, entries }) => (
              <tr key={revision}>
                <th scope="row">{revision}</th>
                <td className={tables.nowrap}>{day(appliedAt)}</td>
                <td>{cause}</td>
                <td>{entries.join(", ")}</td>
                <td>
                  {revision === status.revision && status.note === undefined ? (
                    "is there"
                  ) : (
                    <ChangeButton
                      subject={{ context, namespace, name, change: { kind: "rollback", to: revision } }}
                      label="Roll back"
                      title={`Roll ${name} back to revision ${revision}`}
                    />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </section>
  )
}
