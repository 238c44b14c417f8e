import Link from "next/link"
import { EntryIcon } from "@/app/components/entry-icon"
import { Severity } from "@/app/components/severity"
import type { Entry } from "@/lib/catalog/entry"
import { RuleSeverity } from "@/lib/catalog/rule-file"
import type { SearchHit } from "@/lib/search/engine"
import { Highlight } from "./highlight"
import styles from "./results.module.css"

interface ResultsProps {
  hits: readonly SearchHit[]
  entries: ReadonlyMap<string, Entry>
  text: string
}

/** What was found, best first. */
export function Results({ hits, entries, text }: ResultsProps) {
  return (
    <ol className={styles.list}>
      {hits.map((hit) => (
        <Hit key={hit.id} hit={hit} entry={entries.get(hit.entry)} text={text} />
      ))}
    </ol>
  )
}

function Hit({ hit, entry, text }: { hit: SearchHit; entry: Entry | undefined; text: string }) {
  const severity = RuleSeverity.safeParse(hit.severity).data
  const coded = hit.type === "metric" || hit.type === "recording"
  return (
    <li className={styles.hit}>
      <EntryIcon slug={entry?.icon} />
      <div className={styles.words}>
        <p className={styles.head}>
          <Link className={coded ? styles.code : styles.title} href={hit.url as never} prefetch={false}>
            <Highlight text={hit.title} words={text} />
          </Link>
          {severity && <Severity level={severity} />}
        </p>
        <p className={styles.summary}>
          <Highlight text={hit.summary} words={text} />
        </p>
      </div>
      <p className={styles.meta}>
        {hit.type === "entry" ? "exporter" : hit.type}
        {hit.type !== "entry" && <span>{entry?.title ?? hit.entry}</span>}
      </p>
    </li>
  )
}
