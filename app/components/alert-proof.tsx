import type { Alert, Entry } from "@/lib/catalog/entry"
import { alertEvidence, type UsedMetric } from "@/lib/checks/evidence"
import { Check, Dash } from "./check-mark"
import { plural } from "./format"
import styles from "./proof-summary.module.css"

/** What has been shown of one alert. */
export function AlertProof({ entry, alert }: { entry: Entry; alert: Alert }) {
  const { metrics, tests = { firing: 0, silent: 0 }, runbook = false } = alertEvidence(entry, alert)
  const known = metrics.every(({ how }) => how !== "unknown")
  const rows: [boolean, string][] = [
    [known, metricWords(metrics)],
    [tests.firing > 0, tests.firing > 0 ? `fires in ${plural(tests.firing, "test")}` : "not seen firing"],
    [tests.silent > 0, tests.silent > 0 ? `silent in ${plural(tests.silent, "test")}` : "not seen silent"],
    [runbook, runbook ? "runbook" : "no runbook"],
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

/** Not every metric can be recorded: `up` comes from Prometheus itself, others are declared with a source. */
function metricWords(metrics: readonly UsedMetric[]): string {
  const unknown = metrics.filter(({ how }) => how === "unknown").map(({ name }) => name)
  if (unknown.length > 0) return `unknown: ${unknown.join(", ")}`
  const recorded = metrics.every(({ how }) => how === "seen")
  return `${metrics.length === 1 ? "metric" : "metrics"} ${recorded ? "recorded" : "known"}`
}
