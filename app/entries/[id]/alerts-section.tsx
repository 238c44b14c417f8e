import Link from "next/link"
import { AlertText } from "@/app/components/alert-text"
import { Check, Dash } from "@/app/components/check-mark"
import { plural } from "@/app/components/format"
import { Promql } from "@/app/components/promql"
import { RuleProof } from "@/app/components/rule-proof"
import { Section } from "@/app/components/section"
import { Severity } from "@/app/components/severity"
import type { Alert, Entry } from "@/lib/catalog/entry"
import { RuleSeverity } from "@/lib/catalog/rule-file"
import { alertEvidence, isProven } from "@/lib/checks/evidence"
import styles from "./alerts-section.module.css"

/** Every alert of an entry in a line, the severe ones first; a line opens to the expression and its proof. */
export function AlertsSection({ entry }: { entry: Entry }) {
  if (entry.alerts.length === 0) return null
  const groups = RuleSeverity.options
    .map((severity) => ({ severity, alerts: entry.alerts.filter(({ labels }) => labels.severity === severity) }))
    .filter(({ alerts }) => alerts.length > 0)
  return (
    <Section id="alerts" title={plural(entry.alerts.length, "alert")}>
      {groups.map(({ severity, alerts }) => (
        <div key={severity} className={styles.group}>
          <h3 id={`alerts-${severity}`} className={styles.severity}>
            {alerts.length} <Severity level={severity} />
          </h3>
          <ul className={styles.list}>
            {alerts.map((alert) => (
              <AlertRow key={`${alert.alert} ${alert.origin.path.join()}`} entry={entry} alert={alert} />
            ))}
          </ul>
        </div>
      ))}
    </Section>
  )
}

function AlertRow({ entry, alert }: { entry: Entry; alert: Alert }) {
  const proven = isProven(alertEvidence(entry, alert))
  return (
    <li id={`alert-${alert.alert}`} className={styles.line}>
      <div className={styles.head}>
        <h4>
          <Link href={`/entries/${entry.id}/alerts/${alert.alert}`} prefetch={false}>
            {alert.alert}
          </Link>
        </h4>
        <span className={styles.for}>{alert.for ? `for ${alert.for}` : "at once"}</span>
        <span className={styles.proven}>
          {proven ? <Check /> : <Dash />}
          <span className="sr">{proven ? "proven" : "not proven"}</span>
        </span>
      </div>
      <p className={styles.summary}>
        <AlertText>{alert.annotations.summary ?? alert.annotations.description ?? ""}</AlertText>
      </p>
      <details className={styles.more}>
        <summary aria-label={`Expression and proof of ${alert.alert}`}>Expression</summary>
        <p className={styles.description}>
          <AlertText>{alert.annotations.description ?? ""}</AlertText>
        </p>
        <Promql>{alert.expr}</Promql>
        <RuleProof entry={entry} rule={alert} />
      </details>
    </li>
  )
}
