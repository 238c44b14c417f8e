import { catalog } from "@/app/server"
import { webSite } from "@/lib/share/json-ld"
import { EntryList } from "./components/entry-list"
import { ShareTags } from "./components/share-tags"
import { Categories } from "./home/categories"
import { Hero } from "./home/hero"
import { LatestCaptures } from "./home/latest-captures"
import { Numbers } from "./home/numbers"
import styles from "./page.module.css"

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
      <div className={styles.columns}>
        <section aria-labelledby="exporters">
          <h2 id="exporters" className={styles.heading}>
            Exporters
          </h2>
          <EntryList entries={cards} />
        </section>
        <div className={styles.side}>
          <Categories entries={cards} />
          <LatestCaptures entries={cards} />
        </div>
      </div>
    </>
  )
}
