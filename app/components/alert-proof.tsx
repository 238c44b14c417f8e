import type { Alert, Entry } from "@/lib/catalog/entry"
import { Check, Dash } from "./check-mark"
import { plural } from "./format"
import styles from "./proof-summary.module.css"
import { testsOf } from "./test-cases"

/** What has been shown of one alert. */
export function AlertProof({ entry, alert }: { entry: Entry; alert: Alert }) {
  const { firing, silent } = testsOf(entry, alert.alert)
  const rows: [boolean, string][] = [
    [firing.length > 0, firing.length > 0 ? `fires in ${plural(firing.length, "case")}` : "not seen firing"],
    [silent.length > 0, silent.length > 0 ? `silent in ${plural(silent.length, "case")}` : "not seen silent"],
    [entry.runbooks.has(alert.alert), entry.runbooks.has(alert.alert) ? "runbook" : "no runbook"],
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
