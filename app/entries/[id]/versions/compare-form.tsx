import styles from "@/app/components/compare-form.module.css"
import type { Entry } from "@/lib/catalog/entry"

interface CompareFormProps {
  entry: Entry
  from?: string
  to?: string
}

/** Chooses two versions to compare: a plain form, whose answer is a page with an address of its own. */
export function CompareForm({
  entry,
  from = entry.versions[1]?.version,
  to = entry.versions[0]?.version,
}: CompareFormProps) {
  if (entry.versions.length < 2) return null
  return (
    <form className={styles.form} action={`/entries/${entry.id}/versions/diff`} method="get">
      <Choice name="from" label="From" entry={entry} chosen={from} />
      <Choice name="to" label="To" entry={entry} chosen={to} />
      <button type="submit">Compare</button>
    </form>
  )
}

interface ChoiceProps {
  name: string
  label: string
  entry: Entry
  chosen: string | undefined
}

function Choice({ name, label, entry, chosen }: ChoiceProps) {
  return (
    <label>
      {label}
      <select name={name} defaultValue={chosen}>
        {entry.versions.map(({ version }) => (
          <option key={version} value={version}>
            {version}
          </option>
        ))}
      </select>
    </label>
  )
}
