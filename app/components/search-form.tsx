import Form from "next/form"
import styles from "./search-form.module.css"

interface SearchFormProps {
  label: string
  text?: string
  large?: boolean
  /** Filters that a new text keeps, as name and value. */
  keep?: readonly (readonly [string, string])[]
}

/** The search box: a plain form that any browser can send. */
export function SearchForm({ label, text = "", large = false, keep = [] }: SearchFormProps) {
  return (
    <Form action="/search" className={large ? styles.large : styles.form} role="search" aria-label={label}>
      <svg className={styles.icon} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <path
          d="M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9M10.4 10.4l3.6 3.6"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
        />
      </svg>
      <input
        key={text}
        className={styles.input}
        type="search"
        name="q"
        defaultValue={text}
        aria-label={label}
        placeholder={large ? "replica lag, disk full, redis_memory_used_bytes …" : "Search alerts, metrics, exporters"}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={200}
        data-search-box=""
      />
      {keep.map(([name, value]) => (
        <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
      ))}
      {large ? (
        <button type="submit" className={styles.submit}>
          Search
        </button>
      ) : (
        <button type="button" className={styles.key} data-opens="palette" aria-haspopup="dialog">
          <span className="sr">Open the palette</span>
          <kbd>Ctrl K</kbd>
        </button>
      )}
    </Form>
  )
}
