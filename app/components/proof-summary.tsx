import type { Entry } from "@/lib/catalog/entry"
import { alertEvidence } from "@/lib/checks/evidence"
import { Check, Dash } from "./check-mark"
import styles from "./proof-summary.module.css"

/** How much of an entry's alerts is proven, as counts out of the whole: nothing is rounded up to a badge. */
export function ProofSummary({ entry }: { entry: Entry }) {
  const all = entry.alerts.length
  if (all === 0) return null
  const evidence = entry.alerts.map((alert) => alertEvidence(entry, alert))
  const rows: [number, string][] = [
    [evidence.filter(({ metrics }) => metrics.every(({ how }) => how !== "unknown")).length, "with known metrics"],
    [evidence.filter(({ tests }) => (tests?.firing ?? 0) > 0).length, "tested firing"],
    [evidence.filter(({ tests }) => (tests?.silent ?? 0) > 0).length, "tested silent"],
    [evidence.filter(({ runbook }) => runbook).length, "with a runbook"],
  ]
  return (
    <ul className={styles.proof} aria-label="Proof of alerts">
      {rows.map(([some, words]) => (
        <li key={words}>
          {some === all ? <Check /> : <Dash />}
          {some === all ? `All ${all}` : `${some} of ${all}`} {words}
        </li>
      ))}
    </ul>
  )
}
