import { count, day } from "@/app/components/format"
import tables from "@/app/components/table.module.css"
import { TableScroll } from "@/app/components/table-scroll"
import { type captureStates, NORMAL_STATE } from "@/lib/catalog/capture-diff"
import stacked from "./stacked.module.css"

/** Captures with where they come from: which exporter, watching what, and when. */
export function CaptureTable({ states }: { states: ReturnType<typeof captureStates> }) {
  return (
    <TableScroll>
      <table className={`${tables.table} ${stacked.stacked}`}>
        <thead>
          <tr>
            <th>State</th>
            <th>Recorded from</th>
            <th>On</th>
            <th className={tables.number}>Metrics</th>
            <th className={tables.number}>Series</th>
          </tr>
        </thead>
        <tbody>
          {states.map(({ name, description, capture: { file, provenance, families } }) => (
            <tr key={file}>
              <th scope="row">{name === NORMAL_STATE ? name : description}</th>
              <td data-head="Recorded from">
                {provenance.exporter} {provenance.exporterVersion} watching {provenance.target}
              </td>
              <td className={tables.nowrap} data-head="On">
                <time dateTime={provenance.captured}>{day(provenance.captured)}</time>
              </td>
              <td className={tables.number} data-head="Metrics">
                {count(families.length)}
              </td>
              <td className={tables.number} data-head="Series">
                {count(families.reduce((sum, { samples }) => sum + samples.length, 0))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}
