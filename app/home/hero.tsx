import Link from "next/link"
import { SearchForm } from "@/app/components/search-form"
import type { Entry } from "@/lib/catalog/entry"
import type { EntryCard } from "@/lib/stats/entry-card"
import styles from "./hero.module.css"
import { Specimen } from "./specimen"

const EXAMPLES = ["disk full", "replication lag", "memory", "certificate expires", "connections"]

/** The promise, the search box, and one real rule with its proof. */
export function Hero({ entries, cards }: { entries: readonly Entry[]; cards: readonly EntryCard[] }) {
  const sum = (of: (card: EntryCard) => number): number => cards.reduce((total, card) => total + of(card), 0)
  const [all, proven] = [sum(({ alerts }) => alerts), sum((card) => card.proven)]
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
