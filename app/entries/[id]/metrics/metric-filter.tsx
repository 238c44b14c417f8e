"use client"

import { type ReactNode, useId, useRef, useState } from "react"
import styles from "./metric-filter.module.css"

/** Hides the rows of the table inside that do not contain what is typed. Without JavaScript all rows stay. */
export function MetricFilter({ total, children }: { total: number; children: ReactNode }) {
  const table = useRef<HTMLDivElement>(null)
  const [shown, setShown] = useState(total)
  const id = useId()
  function filter(text: string): void {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean)
    let visible = 0
    for (const row of table.current?.querySelectorAll<HTMLTableRowElement>("tbody tr") ?? []) {
      const content = row.textContent.toLowerCase()
      row.hidden = !words.every((word) => content.includes(word))
      if (!row.hidden) visible += 1
    }
    setShown(visible)
  }
  return (
    <>
      <div className={styles.bar} data-screen="">
        <label htmlFor={id} className="sr">
          Filter metrics
        </label>
        <input
          id={id}
          type="search"
          placeholder="Filter by name, help, label or rule"
          autoComplete="off"
          spellCheck={false}
          onInput={(event) => filter(event.currentTarget.value)}
        />
        <output htmlFor={id}>{shown === total ? `${total} metrics` : `${shown} of ${total} metrics`}</output>
      </div>
      <div ref={table}>{children}</div>
    </>
  )
}
