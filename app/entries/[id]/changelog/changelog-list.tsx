import { day, plural } from "@/app/components/format"
import { PromqlText } from "@/app/components/promql"
import type { ChangelogItem } from "@/lib/catalog/changelog"
import type { FieldChange, PartChange } from "@/lib/catalog/rule-changes"
import { changeWords, namedChanges, partWord } from "./change-words"
import styles from "./changelog.module.css"

interface ChangelogListProps {
  /** Id of the entry, on whose page each commit can be linked to. */
  entry: string
  items: readonly ChangelogItem[]
  detailed: boolean
}

/** Commits with what they did to the entry; each opens to the fields that are not what they were. */
export function ChangelogList({ entry, items, detailed }: ChangelogListProps) {
  return (
    <ol className={styles.list}>
      {items.map((item) => (
        <li key={item.hash} id={detailed ? `commit-${item.hash.slice(0, 12)}` : undefined}>
          <p className={styles.meta}>
            <time dateTime={item.date}>{day(item.date)}</time>
            <bdi>{item.author}</bdi>
            <a href={`/entries/${entry}/changelog#commit-${item.hash.slice(0, 12)}`}>
              <code>{item.hash.slice(0, 7)}</code>
            </a>
          </p>
          <div>
            <p className={styles.subject}>
              <bdi>{item.subject}</bdi>
            </p>
            <p className={styles.words}>{summary(item)}</p>
            {detailed && !item.created && item.changes && <Details changes={namedChanges(item.changes)} />}
          </div>
        </li>
      ))}
    </ol>
  )
}

function summary({ changes, boundary, created }: ChangelogItem): string {
  if (boundary) return "The history in this copy ends here; what this commit changed is not known."
  if (!changes) return "A file of this time cannot be read today, so what changed is not listed."
  const words = changeWords(changes).join(", ")
  if (created) return `The entry is new: ${words}`
  return words || "Nothing that is shown on the site"
}

function Details({ changes }: { changes: readonly PartChange[] }) {
  if (changes.length === 0) return null
  return (
    <details className={styles.details}>
      <summary>{plural(changes.length, "change")} in detail</summary>
      <ul>
        {changes.map((change) => (
          <li key={`${change.part} ${change.name} ${change.change}`}>
            <p>
              {partWord(change.part)} <b>{change.name}</b> {change.was ? `(was ${change.was}) ` : ""}
              {change.change}
            </p>
            {(change.fields ?? []).map((field) => (
              <Field key={field.field} change={field} />
            ))}
          </li>
        ))}
      </ul>
    </details>
  )
}

function Field({ change: { field, from, to } }: { change: FieldChange }) {
  return (
    <dl className={styles.field}>
      <dt>{field}</dt>
      {from === undefined && to === undefined ? <dd>has another text</dd> : null}
      {from === undefined ? null : (
        <dd>
          <del>
            <span className="sr">before: </span>
            {field === "expr" ? <PromqlText>{from}</PromqlText> : from}
          </del>
        </dd>
      )}
      {to === undefined ? null : (
        <dd>
          <ins>
            <span className="sr">now: </span>
            {field === "expr" ? <PromqlText>{to}</PromqlText> : to}
          </ins>
        </dd>
      )}
    </dl>
  )
}
