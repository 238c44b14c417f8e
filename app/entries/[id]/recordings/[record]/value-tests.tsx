import { PromqlText } from "@/app/components/promql"
import tables from "@/app/components/table.module.css"
import type { Entry } from "@/lib/catalog/entry"
import { parse } from "@/lib/promql/parse"
import { printNumber } from "@/lib/promql/print"
import { selectors } from "@/lib/promql/selectors"
import styles from "./recording.module.css"

/** What unit tests expect of a recorded metric: values at moments, which promtool compares in CI. */
export function ValueTests({ entry, name }: { entry: Entry; name: string }) {
  const tests = entry.tests.flatMap(({ tests }) =>
    tests.flatMap((test) =>
      test.promql_expr_test.filter(({ expr }) => asksFor(expr, name)).map((at) => ({ title: test.name, at })),
    ),
  )
  if (tests.length === 0) return null
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <div className={`${tables.scroll} ${styles.tests}`} tabIndex={0}>
      <table className={tables.table}>
        <caption className="sr">Unit tests</caption>
        <thead>
          <tr>
            <th scope="col">Unit test</th>
            <th scope="col">Asks</th>
            <th scope="col">At</th>
            <th scope="col" className={tables.number}>
              Must be
            </th>
          </tr>
        </thead>
        <tbody>
          {tests.map(({ title, at: { expr, eval_time, exp_samples } }) => (
            <tr key={`${title} ${expr} ${eval_time}`}>
              <th scope="row">{title ?? "Unit test"}</th>
              <td className={styles.expr}>
                <PromqlText>{expr}</PromqlText>
              </td>
              <td>{eval_time}</td>
              <td className={tables.number}>
                {exp_samples.length === 0 ? "nothing" : exp_samples.map(({ value }) => printNumber(value)).join(", ")}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function asksFor(expr: string, name: string): boolean {
  const parsed = parse(expr)
  return parsed.ok && selectors(parsed.expr).some(({ metric }) => metric === name)
}
