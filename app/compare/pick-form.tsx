import styles from "@/app/components/compare-form.module.css"
import type { Entry } from "@/lib/catalog/entry"

interface PickFormProps {
  entries: readonly Entry[]
  a?: string | undefined
  b?: string | undefined
}

/** Chooses the two entries to compare: a plain form, whose answer is a page with an address of its own. */
export function PickForm({ entries, a, b }: PickFormProps) {
  const sorted = entries.toSorted((one, other) => one.title.localeCompare(other.title))
  const choices: [string, string, string | undefined][] = [
    ["a", "This", a],
    ["b", "With", b],
  ]
  return (
    <form className={styles.form} action="/compare" method="get">
      {choices.map(([name, label, chosen]) => (
        <label key={name}>
          {label}
          <select name={name} defaultValue={chosen ?? ""} required>
            <option value="" disabled>
              Choose an exporter
            </option>
            {sorted.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </label>
      ))}
      <button type="submit">Compare</button>
    </form>
  )
}
