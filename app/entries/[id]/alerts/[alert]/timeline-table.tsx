import tables from "@/app/components/table.module.css"
import { TableScroll } from "@/app/components/table-scroll"
import type { Timeline } from "@/lib/timeline/timeline"
import styles from "./test-timeline.module.css"
import { labelText, shortTime } from "./timeline-words"

/** The drawing of a unit test in words: what is expected when, what the alert does, and the input as it is written. */
export function TimelineTable({ timeline: { moments, alerts, inputs, inputStepMs } }: { timeline: Timeline }) {
  return (
    <details className={styles.details}>
      <summary>As a table</summary>
      <TableScroll>
        <table className={tables.table}>
          <caption>What promtool checks</caption>
          <thead>
            <tr>
              <th scope="col">At</th>
              <th scope="col">The alert must</th>
            </tr>
          </thead>
          <tbody>
            {moments.map(({ text, expected }) => (
              <tr key={text}>
                <th scope="row">{text}</th>
                <td>
                  {expected.length === 0
                    ? "be silent"
                    : `fire for ${expected.map(({ exp_labels }) => labelText(exp_labels)).join("; ")}`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {alerts && alerts.length > 0 && (
          <table className={tables.table}>
            <caption>What the alert does</caption>
            <thead>
              <tr>
                <th scope="col">Alert</th>
                <th scope="col">From</th>
                <th scope="col">To</th>
                <th scope="col">State</th>
              </tr>
            </thead>
            <tbody>
              {alerts.flatMap(({ labels, spans }) =>
                spans.map(({ state, from, to }) => (
                  <tr key={`${labelText(labels)} ${from}`}>
                    <th scope="row">
                      <code>{labelText(labels)}</code>
                    </th>
                    <td>{shortTime(from)}</td>
                    <td>{shortTime(to)}</td>
                    <td>{state}</td>
                  </tr>
                )),
              )}
            </tbody>
          </table>
        )}
        <table className={tables.table}>
          <caption>Input, one value every {shortTime(inputStepMs)}</caption>
          <thead>
            <tr>
              <th scope="col">Series</th>
              <th scope="col">Values</th>
            </tr>
          </thead>
          <tbody>
            {inputs.map(({ series, text }) => (
              <tr key={series}>
                <th scope="row" className={styles.wrap}>
                  <code>{series}</code>
                </th>
                <td className={styles.wrap}>
                  <code>{text}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </details>
  )
}
