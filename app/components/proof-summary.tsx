import type { Entry } from "@/lib/catalog/entry"
import { Check, Dash } from "./check-mark"
import styles from "./proof-summary.module.css"
import { testsOf } from "./test-cases"

/** How much of an entry's alerts is proven, as counts out of the whole: nothing is rounded up to a badge. */
export function ProofSummary({ entry }: { entry: Entry }) {
  const all = entry.alerts.length
  if (all === 0) return null
  const tests = entry.alerts.map(({ alert }) => testsOf(entry, alert))
  const rows: [number, string][] = [
    [tests.filter(({ firing }) => firing.length > 0).length, "seen firing"],
    [tests.filter(({ silent }) => silent.length > 0).length, "seen silent"],
    [entry.alerts.filter(({ alert }) => entry.runbooks.has(alert)).length, "with a runbook"],
  ]
  return (
    <ul className={styles.proof} aria-label="Proof">
      {rows.map(([some, words]) => (
        <li key={words}>
          {some === all ? <Check /> : <Dash />}
          {some} of {all} alerts {words}
        </li>
      ))}
    </ul>
  )
}
