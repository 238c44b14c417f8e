import { CopyButton } from "@/app/components/copy-button"
import { PromqlText } from "@/app/components/promql"
import { Section } from "@/app/components/section"
import type { Entry } from "@/lib/catalog/entry"
import type { MetricFacts } from "@/lib/catalog/metric-facts"
import { metricQueries } from "@/lib/catalog/metric-queries"
import { durationMs } from "@/lib/promql/duration"
import styles from "./metric.module.css"

/** The usual range, long enough for four scrapes of most exporters. Milliseconds. */
const USUAL = 300_000

/** How to ask for a metric of its type. */
export function Queries({ entry, facts }: { entry: Entry; facts: MetricFacts }) {
  const { note, queries } = metricQueries(facts, rangeFor(entry))
  return (
    <Section id="queries" title="How to query it" lead={note}>
      <ul className={styles.queries}>
        {queries.map(({ title, expr }) => (
          <li key={expr}>
            <div>
              <h3>{title}</h3>
              <PromqlText>{expr}</PromqlText>
            </div>
            <CopyButton text={expr} what={`the query ${title}`} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** Four scrapes, so that one that is lost leaves a rate. */
function rangeFor({ scrape }: Entry): string {
  const needed = 4 * (durationMs(scrape.interval) ?? 0)
  return `${Math.ceil(Math.max(USUAL, needed) / 60_000)}m`
}
