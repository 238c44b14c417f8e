import Link from "next/link"
import { AlertText } from "@/app/components/alert-text"
import { plural } from "@/app/components/format"
import { Promql } from "@/app/components/promql"
import { RuleProof } from "@/app/components/rule-proof"
import { Section } from "@/app/components/section"
import { Severity } from "@/app/components/severity"
import type { Alert, Entry } from "@/lib/catalog/entry"
import styles from "./alerts-section.module.css"

/** Every alert of an entry with its expression. */
export function AlertsSection({ entry }: { entry: Entry }) {
  if (entry.alerts.length === 0) return null
  return (
    <Section id="alerts" title={plural(entry.alerts.length, "alert")}>
      <ul className={styles.list}>
        {entry.alerts.map((alert) => (
          <AlertRow key={alert.alert} entry={entry} alert={alert} />
        ))}
      </ul>
    </Section>
  )
}

function AlertRow({ entry, alert }: { entry: Entry; alert: Alert }) {
  return (
    <li id={`alert-${alert.alert}`} className={styles.row}>
      <div className={styles.words}>
        <div className={styles.head}>
          <h3>
            <Link href={`/entries/${entry.id}/alerts/${alert.alert}`} prefetch={false}>
              {alert.alert}
            </Link>
          </h3>
          <Severity level={alert.labels.severity} />
          <span className={styles.for}>{alert.for ? `for ${alert.for}` : "at once"}</span>
        </div>
        <p className={styles.description}>
          <AlertText>{alert.annotations.description ?? alert.annotations.summary ?? ""}</AlertText>
        </p>
        <RuleProof entry={entry} rule={alert} />
      </div>
      <Promql>{alert.expr}</Promql>
    </li>
  )
}
