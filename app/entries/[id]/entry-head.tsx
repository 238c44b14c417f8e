import Link from "next/link"
import { EntryIcon } from "@/app/components/entry-icon"
import { day } from "@/app/components/format"
import { ProofSummary } from "@/app/components/proof-summary"
import { type Entry, newestCaptures } from "@/lib/catalog/entry"
import styles from "./entry-head.module.css"

/** Name, facts and proof of an entry, and the way to install it. */
export function EntryHead({ entry }: { entry: Entry }) {
  const [version] = entry.versions
  const captured = newestCaptures(entry)[0]?.provenance.captured
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
              <code>{version?.version}</code>
            </dd>
          </div>
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
          {captured && (
            <div>
              <dt>Recorded</dt>
              <dd>
                <a href="#captures">{day(captured)}</a>
              </dd>
            </div>
          )}
        </dl>
        <ProofSummary entry={entry} />
      </div>
      <Link className={styles.install} href={`/entries/${entry.id}/install`} prefetch={false}>
        Install
      </Link>
    </div>
  )
}
