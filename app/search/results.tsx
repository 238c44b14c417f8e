import Link from "next/link"
import { Check } from "@/app/components/check-mark"
import { EntryIcon } from "@/app/components/entry-icon"
import { Severity } from "@/app/components/severity"
import type { Entry } from "@/lib/catalog/entry"
import { RuleSeverity } from "@/lib/catalog/rule-file"
import type { DocumentType, SearchHit } from "@/lib/search/engine"
import { Marked } from "./marked"
import styles from "./results.module.css"
import { type Run, runs } from "./runs"

interface ResultsProps {
  hits: readonly SearchHit[]
  entries: ReadonlyMap<string, Entry>
}

const KINDS: Record<DocumentType, string> = {
  entry: "Exporter",
  alert: "Alert",
  recording: "Recording rule",
  dashboard: "Dashboard",
  panel: "Panel",
  metric: "Metric",
  runbook: "Runbook",
}

/** What was found, best first; hits of one entry that follow each other stand together. */
export function Results({ hits, entries }: ResultsProps) {
  return (
    <ol className={styles.list}>
      {runs(hits).map((run) => (
        <li key={run.hits[0]?.id} className={styles.run}>
          <RunView run={run} entry={entries.get(run.entry)} />
        </li>
      ))}
    </ol>
  )
}

function RunView({ run: { hits, entry: id }, entry }: { run: Run; entry: Entry | undefined }) {
  const [first] = hits
  const isEntry = first?.type === "entry"
  return (
    <>
      <EntryIcon slug={entry?.icon} />
      <div className={styles.group}>
        {/* A run that begins with the entry itself has said it. */}
        {!isEntry && (
          <p className={styles.entry}>
            <Link href={`/entries/${id}`} prefetch={false}>
              {entry?.title ?? id}
            </Link>
          </p>
        )}
        {hits.length === 1 && first ? (
          <Hit hit={first} />
        ) : (
          <ol className={styles.hits}>
            {hits.map((hit) => (
              <li key={hit.id}>
                <Hit hit={hit} />
              </li>
            ))}
          </ol>
        )}
      </div>
    </>
  )
}

function Hit({ hit }: { hit: SearchHit }) {
  const severity = RuleSeverity.safeParse(hit.severity).data
  const isName = hit.type === "metric" || hit.type === "recording"
  return (
    <article className={styles.hit} data-type={hit.type}>
      <p className={styles.head}>
        <Link className={isName ? styles.name : styles.title} href={hit.url as never} prefetch={false} data-result="">
          <Marked text={hit.title} ranges={hit.highlights.title} />
        </Link>
        {severity && hit.type === "alert" && <Severity level={severity} />}
        <span className={styles.kind}>{KINDS[hit.type]}</span>
        {hit.proven === "proven" && hit.type !== "panel" && (
          <span className={styles.proven}>
            <Check /> proven
          </span>
        )}
      </p>
      {hit.summary && (
        <p className={isName && hit.type === "recording" ? styles.code : styles.summary}>
          <Marked text={hit.summary} ranges={hit.highlights.summary} />
        </p>
      )}
    </article>
  )
}
