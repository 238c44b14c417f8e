import { count } from "@/app/components/format"
import type { EntryCard } from "@/lib/stats/entry-card"
import styles from "./numbers.module.css"

/** What the catalog holds, counted from its files at this moment. */
export function Numbers({ entries }: { entries: readonly EntryCard[] }) {
  const sum = (of: (entry: EntryCard) => number): number => entries.reduce((total, entry) => total + of(entry), 0)
  const rows: [number, string][] = [
    [entries.length, "exporters"],
    [sum(({ alerts }) => alerts), "alerts"],
    [sum(({ firing }) => firing), "tests that fire"],
    [sum(({ silent }) => silent), "tests of silence"],
    [sum(({ runbooks }) => runbooks), "runbooks"],
    [sum(({ metrics }) => metrics), "metrics recorded"],
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
