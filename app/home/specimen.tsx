import Link from "next/link"
import { Check } from "@/app/components/check-mark"
import { day, plural } from "@/app/components/format"
import { Promql } from "@/app/components/promql"
import { Severity } from "@/app/components/severity"
import { testsOf } from "@/app/components/test-cases"
import { type Alert, type Entry, newestCaptures } from "@/lib/catalog/entry"
import styles from "./specimen.module.css"

/** One alert of the catalog with everything that is known to be true of it. */
export function Specimen({ entries }: { entries: readonly Entry[] }) {
  const chosen = choose(entries)
  if (!chosen) return null
  const { entry, alert } = chosen
  const { firing, silent } = testsOf(entry, alert.alert)
  const [capture] = newestCaptures(entry)
  return (
    <figure className={styles.specimen} aria-label={`Example: ${alert.alert}`}>
      <figcaption className={styles.head}>
        <Link href={`/entries/${entry.id}/alerts/${alert.alert}`}>{alert.alert}</Link>
        <Severity level={alert.labels.severity} />
      </figcaption>
      <Promql>{alert.expr}</Promql>
      <ul className={styles.proof}>
        {capture && (
          <li>
            <Check /> Metrics seen in {entry.title} {capture.provenance.exporterVersion},{" "}
            {day(capture.provenance.captured)}
          </li>
        )}
        <li>
          <Check /> Fires in {plural(firing.length, "test case")}
        </li>
        <li>
          <Check /> Stays silent in {plural(silent.length, "test case")}
        </li>
        <li>
          <Check /> Has a runbook
        </li>
      </ul>
    </figure>
  )
}

/** The alert that says most in little room: fully tested, with a runbook, and an expression of a few short lines. */
function choose(entries: readonly Entry[]): { entry: Entry; alert: Alert } | undefined {
  const fit = entries.flatMap((entry) =>
    entry.alerts
      .filter(({ alert }) => entry.runbooks.has(alert))
      .map((alert) => ({ entry, alert, ...testsOf(entry, alert.alert), length: alert.expr.trim().length }))
      .filter(({ firing, silent, length }) => firing.length > 0 && silent.length > 0 && length < 160),
  )
  return fit.toSorted(
    (a, b) => b.silent.length + b.firing.length + b.length / 20 - (a.silent.length + a.firing.length + a.length / 20),
  )[0]
}
