import { metricCount } from "@/app/components/entry-list"
import { count } from "@/app/components/format"
import { testsOf } from "@/app/components/test-cases"
import type { Entry } from "@/lib/catalog/entry"
import styles from "./numbers.module.css"

/** What the catalog holds, counted from its files at this moment. */
export function Numbers({ entries }: { entries: readonly Entry[] }) {
  const sum = (of: (entry: Entry) => number): number => entries.reduce((total, entry) => total + of(entry), 0)
  const cases = (entry: Entry, side: "firing" | "silent"): number =>
    entry.alerts.reduce((total, { alert }) => total + testsOf(entry, alert)[side].length, 0)
  const rows: [number, string][] = [
    [entries.length, "exporters"],
    [sum(({ alerts }) => alerts.length), "alerts"],
    [sum((entry) => cases(entry, "firing")), "tests that fire"],
    [sum((entry) => cases(entry, "silent")), "tests of silence"],
    [sum(({ runbooks }) => runbooks.size), "runbooks"],
    [sum(metricCount), "metrics recorded"],
  ]
  return (
    <dl className={styles.numbers} aria-label="The catalog in numbers">
      {rows.map(([value, words]) => (
        <div key={words}>
          <dt>{words}</dt>
          <dd>{count(value)}</dd>
        </div>
      ))}
    </dl>
  )
}
