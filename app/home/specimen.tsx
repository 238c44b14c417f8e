import Link from "next/link"
import { Check } from "@/app/components/check-mark"
import { day, plural } from "@/app/components/format"
import { Promql } from "@/app/components/promql"
import { Severity } from "@/app/components/severity"
import { testsOf } from "@/app/components/test-cases"
import { type Alert, type Entry, newestCaptures } from "@/lib/catalog/entry"
import { alertEvidence, isProven } from "@/lib/checks/evidence"
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

/** Longer lines would have to be scrolled in the frame. Characters. */
const LINE = 54

/** Among so many entries there is a good one; a look into all of thousands would take seconds. */
const LOOKED_AT = 10

/**
 * The alert that shows most in little room: every metric recorded, tested both ways, with a runbook, and with an expression
 * of a few lines that fit.
 */
function choose(entries: readonly Entry[]): { entry: Entry; alert: Alert } | undefined {
  const fit = entries.slice(0, LOOKED_AT).flatMap((entry) =>
    entry.alerts.flatMap((alert) => {
      const evidence = alertEvidence(entry, alert)
      const lines = alert.expr.trim().split("\n")
      const fits = lines.length <= 6 && lines.every((line) => line.length <= LINE)
      if (!fits || !isProven(evidence) || !evidence.metrics.every(({ how }) => how === "seen")) return []
      return [
        {
          entry,
          alert,
          score: Math.min(lines.length, 4) + (evidence.tests?.firing ?? 0) + (evidence.tests?.silent ?? 0),
        },
      ]
    }),
  )
  return fit.toSorted((a, b) => b.score - a.score)[0]
}
