import Link from "next/link"
import { SearchForm } from "@/app/components/search-form"
import type { Entry } from "@/lib/catalog/entry"
import { alertEvidence, isProven } from "@/lib/checks/evidence"
import styles from "./hero.module.css"
import { Specimen } from "./specimen"

const EXAMPLES = ["disk full", "replication lag", "memory", "certificate expires", "connections"]

/** The promise, the search box, and one real rule with its proof. */
export function Hero({ entries }: { entries: readonly Entry[] }) {
  const alerts = entries.flatMap((entry) => entry.alerts.map((alert) => alertEvidence(entry, alert)))
  const [all, proven] = [alerts.length, alerts.filter(isProven).length]
  return (
    <section className={styles.hero} data-hero="">
      <div className={styles.words}>
        <h1 className={styles.title}>Alerts that have been seen firing.</h1>
        <p className={styles.lead}>
          Prometheus exporters with alert rules, recording rules and dashboards. Their metrics were recorded from the
          real software. {all === proven ? "Every alert has" : `${proven} of ${all} alerts have`} a test in which it
          fires, one in which it stays silent, and a runbook.
        </p>
        <SearchForm label="Search alerts, metrics, dashboards and exporters" large />
        <p className={styles.examples}>
          <span>Try</span>
          {EXAMPLES.map((text) => (
            <Link key={text} href={`/search?q=${encodeURIComponent(text)}`}>
              {text}
            </Link>
          ))}
        </p>
      </div>
      <Specimen entries={entries} />
    </section>
  )
}
