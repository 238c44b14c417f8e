import Link from "next/link"
import { plural } from "@/app/components/format"
import { Severity } from "@/app/components/severity"
import { RuleSeverity } from "@/lib/catalog/rule-file"
import { HubError } from "@/lib/error"
import type { SearchEngine, SearchHit } from "@/lib/search/engine"
import styles from "./symptoms.module.css"

/** What people come with, and how it is searched. */
const SYMPTOMS = [
  { title: "The disk fills up", text: "disk full" },
  { title: "Memory runs out", text: "out of memory" },
  { title: "The replica falls behind", text: "replication lag" },
  { title: "A certificate expires", text: "certificate expires" },
  { title: "No more connections", text: "too many connections" },
  { title: "It does not answer", text: "endpoint down" },
]

interface Answered {
  title: string
  text: string
  total: number
  best: SearchHit
}

/** From what hurts to the alert that tells of it: asked of the catalog at this moment; what finds nothing is not shown. */
export async function Symptoms({ engine }: { engine: () => Promise<SearchEngine> }) {
  const rows = await answered(engine)
  if (rows.length === 0) return null
  return (
    <section className={styles.section} aria-labelledby="symptoms">
      <h2 id="symptoms">What hurts?</h2>
      <ul className={styles.grid}>
        {rows.map(({ title, text, total, best }) => {
          const severity = RuleSeverity.safeParse(best.severity).data
          return (
            <li key={text} className={styles.symptom}>
              <Link className={styles.title} href={`/search?q=${encodeURIComponent(text)}&type=alert`}>
                {title}
              </Link>
              <p className={styles.best}>
                <Link className={styles.alert} href={best.url as never}>
                  {best.title}
                </Link>
                {severity && <Severity level={severity} />}
              </p>
              <p className={styles.summary}>{best.summary}</p>
              <p className={styles.more}>{plural(total, "alert")} found</p>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

async function answered(engine: () => Promise<SearchEngine>): Promise<Answered[]> {
  try {
    const found = await engine()
    const rows = await Promise.all(
      SYMPTOMS.map(async ({ title, text }) => {
        const { total, hits } = await found.search({ text, filters: { type: ["alert"] }, limit: 1 })
        return hits[0] ? [{ title, text, total, best: hits[0] }] : []
      }),
    )
    return rows.flat()
  } catch (error) {
    // The front page stands without its search server; the search page tells of it.
    if (error instanceof HubError) return []
    throw error
  }
}
