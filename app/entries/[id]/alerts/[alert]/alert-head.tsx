import { AlertText } from "@/app/components/alert-text"
import { Severity } from "@/app/components/severity"
import type { Alert, Entry } from "@/lib/catalog/entry"
import styles from "./alert-head.module.css"

/** Name, severity and what the alert says when it fires. */
export function AlertHead({ entry, alert }: { entry: Entry; alert: Alert }) {
  const { summary, description } = alert.annotations
  return (
    <div className={styles.head}>
      <h1>{alert.alert}</h1>
      <p className={styles.facts}>
        <Severity level={alert.labels.severity} />
        <span>{alert.for ? `fires after ${alert.for}` : "fires at once"}</span>
        <span>
          {entry.title} {entry.versions[0]?.version}
        </span>
      </p>
      {summary && (
        <p className={styles.summary}>
          <AlertText>{summary}</AlertText>
        </p>
      )}
      {description && (
        <p className={styles.description}>
          <AlertText>{description}</AlertText>
        </p>
      )}
    </div>
  )
}
