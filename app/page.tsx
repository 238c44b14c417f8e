import Link from "next/link"
import { catalog, searchEngine } from "@/app/server"
import { webSite } from "@/lib/share/json-ld"
import { EntryList } from "./components/entry-list"
import { count } from "./components/format"
import { ShareTags } from "./components/share-tags"
import { Categories } from "./home/categories"
import { Hero } from "./home/hero"
import { LatestCaptures } from "./home/latest-captures"
import { Numbers } from "./home/numbers"
import { Symptoms } from "./home/symptoms"
import styles from "./page.module.css"

/** More exporters are a page of their own. */
const LISTED = 12

export default async function HomePage() {
  const { entries, cards } = await catalog()
  return (
    <>
      <ShareTags
        path="/"
        title="ExporterHub"
        description="Prometheus exporters with proven alerts, recording rules and dashboards."
        markdown="/index.md"
        image="/opengraph-image.png"
        about={webSite}
      />
      <Hero entries={entries} cards={cards} />
      <Numbers entries={cards} />
      <Symptoms engine={searchEngine} />
      <div className={styles.columns}>
        <section aria-labelledby="exporters">
          <h2 id="exporters" className={styles.heading}>
            Exporters
          </h2>
          <EntryList entries={cards.slice(0, LISTED)} />
          {cards.length > LISTED && (
            <p className={styles.all}>
              <Link href="/entries">All {count(cards.length)} exporters</Link>
            </p>
          )}
        </section>
        <div className={styles.side}>
          <Categories entries={cards} />
          <LatestCaptures entries={cards} />
        </div>
      </div>
    </>
  )
}
