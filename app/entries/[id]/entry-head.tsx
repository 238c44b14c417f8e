import Link from "next/link"
import { EntryIcon } from "@/app/components/entry-icon"
import { day, plural } from "@/app/components/format"
import { Severity } from "@/app/components/severity"
import { isUnverified } from "@/app/server"
import type { Entry } from "@/lib/catalog/entry"
import { STALE_DAYS, verifiedAt } from "@/lib/catalog/freshness"
import { RuleSeverity } from "@/lib/catalog/rule-file"
import styles from "./entry-head.module.css"

/** Name and facts of an entry, what its alerts are worth waking up for, and the way to install it. */
export function EntryHead({ entry }: { entry: Entry }) {
  const [version] = entry.versions
  const captured = verifiedAt(entry)
  return (
    <div className={styles.head}>
      <EntryIcon slug={entry.icon} size={32} />
      <div className={styles.words}>
        <h1>{entry.title}</h1>
        <p className={styles.summary}>{entry.summary}</p>
        <dl className={styles.facts}>
          <div>
            <dt>Version</dt>
            <dd>
              <Link href={`/entries/${entry.id}/versions`} prefetch={false}>
                <code>{version?.version}</code>
              </Link>
            </dd>
          </div>
          {captured && (
            <div>
              <dt>Recorded</dt>
              <dd>
                <a href="#captures">{day(captured)}</a>
                {isUnverified({ captured }) && <span className={styles.stale}>not verified for {STALE_DAYS} days</span>}
              </dd>
            </div>
          )}
          <div>
            <dt>Licence</dt>
            <dd>{entry.license}</dd>
          </div>
          <div>
            <dt>Source</dt>
            <dd>
              <a href={entry.source} rel="noopener">
                {new URL(entry.source).pathname.slice(1) || new URL(entry.source).host}
              </a>
            </dd>
          </div>
        </dl>
        <Severities entry={entry} />
      </div>
      <Link className={styles.install} href={`/entries/${entry.id}/install`} prefetch={false}>
        Install
      </Link>
    </div>
  )
}

/** How many alerts there are of each severity; each number leads to the search that lists them. */
function Severities({ entry }: { entry: Entry }) {
  const levels = RuleSeverity.options
    .map((level) => ({ level, count: entry.alerts.filter(({ labels }) => labels.severity === level).length }))
    .filter(({ count }) => count > 0)
  if (levels.length === 0) return null
  return (
    <ul className={styles.severities} aria-label={plural(entry.alerts.length, "alert")}>
      {levels.map(({ level, count }) => (
        <li key={level}>
          <Link href={`/search?type=alert&severity=${level}&entry=${entry.id}`} prefetch={false}>
            {count} <Severity level={level} />
          </Link>
        </li>
      ))}
    </ul>
  )
}
