import Link from "next/link"
import styles from "@/app/compare/compare.module.css"
import { Section } from "@/app/components/section"
import { Severity } from "@/app/components/severity"
import type { EntryComparison } from "@/lib/catalog/compare-entries"
import type { Alert, Entry } from "@/lib/catalog/entry"
import { TwoColumns } from "./two-columns"

interface AlertTopicsProps {
  a: Entry
  b: Entry
  topics: EntryComparison["topics"]
}

/** Alerts of both by what they watch, so that a gap of one is seen. */
export function AlertTopics({ a, b, topics }: AlertTopicsProps) {
  if (topics.length === 0) return null
  return (
    <Section
      id="alerts"
      title="Alerts by what they watch"
      lead="Sorted by the words of their names; an alert stands in one row only."
    >
      <TwoColumns
        a={a}
        b={b}
        rows={topics.map((row) => [
          row.topic,
          <Alerts key="a" entry={a} alerts={row.a} />,
          <Alerts key="b" entry={b} alerts={row.b} />,
        ])}
      />
    </Section>
  )
}

function Alerts({ entry, alerts }: { entry: Entry; alerts: readonly Alert[] }) {
  if (alerts.length === 0) return <span className={styles.none}>none</span>
  return (
    <ul className={styles.items}>
      {alerts.map(({ alert, labels, origin }) => (
        <li key={`${alert} ${origin.path.join()}`}>
          <Link href={`/entries/${entry.id}/alerts/${alert}`} prefetch={false}>
            {alert}
          </Link>
          <Severity level={labels.severity} />
        </li>
      ))}
    </ul>
  )
}
