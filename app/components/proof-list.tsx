import type { Evidence, UsedMetric } from "@/lib/checks/evidence"
import type { MutationEvidence } from "@/lib/checks/mutation-evidence"
import { Check, Dash } from "./check-mark"
import { plural } from "./format"
import styles from "./proof-list.module.css"

/** What has been shown of one rule or panel. */
export function ProofList({ evidence }: { evidence: Evidence }) {
  const { metrics, labels, tests, mutation, runbook, verified } = evidence
  const known = metrics.every(({ how }) => how !== "unknown")
  const rows: [boolean, string][] = [
    [known, metricWords(metrics)],
    [labels, labels ? "labels exist" : "unknown labels"],
    ...(tests ? testRows(tests) : []),
    ...(mutation ? [mutationRow(mutation)] : []),
    ...(runbook === undefined ? [] : [[runbook, runbook ? "runbook" : "no runbook"] as [boolean, string]]),
    ...(verified
      ? [[true, `version ${verified.version}, ${verified.captured.slice(0, 10)}`] as [boolean, string]]
      : []),
  ]
  return (
    <ul className={styles.proof} aria-label="Proof">
      {rows.map(([shown, words]) => (
        <li key={words}>
          {shown ? <Check /> : <Dash />}
          {words}
        </li>
      ))}
    </ul>
  )
}

function testRows({ firing, silent }: { firing: number; silent: number }): [boolean, string][] {
  return [
    [firing > 0, firing > 0 ? `fires in ${plural(firing, "test")}` : "not seen firing"],
    [silent > 0, silent > 0 ? `silent in ${plural(silent, "test")}` : "not seen silent"],
  ]
}

/** Faults that were put into the rule, one at a time: the tests noticed so many. */
function mutationRow({ killed, mutants }: MutationEvidence): [boolean, string] {
  if (mutants === 0) return [true, "nothing in it to break"]
  const all = killed === mutants
  return [all, all ? `tests notice all of ${plural(mutants, "fault")}` : `tests notice ${killed} of ${mutants} faults`]
}

/** Not every metric can be recorded: `up` comes from Prometheus itself, others are declared with a source. */
function metricWords(metrics: readonly UsedMetric[]): string {
  const unknown = metrics.filter(({ how }) => how === "unknown").map(({ name }) => name)
  if (unknown.length > 0) return `unknown: ${unknown.join(", ")}`
  const recorded = metrics.every(({ how }) => how === "seen")
  return `${metrics.length === 1 ? "metric" : "metrics"} ${recorded ? "recorded" : "known"}`
}
