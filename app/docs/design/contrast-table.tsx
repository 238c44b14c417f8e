import tables from "@/app/components/table.module.css"
import { TableScroll } from "@/app/components/table-scroll"
import type { Pair } from "./pairs"

/** Text on grounds with the contrast of both themes. */
export function ContrastTable({ pairs }: { pairs: readonly Pair[] }) {
  return (
    <TableScroll>
      <table className={tables.table}>
        <thead>
          <tr>
            <th>Text</th>
            <th>Ground</th>
            <th className={tables.number}>Light</th>
            <th className={tables.number}>Dark</th>
          </tr>
        </thead>
        <tbody>
          {pairs.map(({ text, ground, light, dark }) => (
            <tr key={`${text} ${ground}`}>
              <th scope="row">
                <code>--{text}</code>
              </th>
              <td>
                <code>--{ground}</code>
              </td>
              <td className={tables.number}>{light.toFixed(2)}</td>
              <td className={tables.number}>{dark.toFixed(2)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}
