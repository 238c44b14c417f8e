import Link from "next/link"
import { plural } from "@/app/components/format"
import type { Entry } from "@/lib/catalog/entry"
import styles from "./chosen.module.css"
import { facetWords } from "./facet-words"
import { filterPairs, type SearchState, searchHref, toggled, unfiltered } from "./search-url"

interface ChosenProps {
  state: SearchState
  total: number
  entries: ReadonlyMap<string, Entry>
}

/** How many hits there are, and what narrows them. */
export function Chosen({ state, total, entries }: ChosenProps) {
  const pairs = filterPairs(state)
  return (
    <div className={styles.bar}>
      <p role="status">
        {plural(total, "result")}
        {state.q && (
          <>
            {" for "}
            <strong>{state.q}</strong>
          </>
        )}
      </p>
      {pairs.map(([facet, value]) => {
        const words = facetWords(facet, value, entries)
        return (
          <Link
            key={`${facet}=${value}`}
            className={styles.chip}
            href={searchHref(toggled(state, facet, value))}
            aria-label={`Remove the filter ${words}`}
            prefetch={false}
          >
            {words} <span aria-hidden="true">×</span>
          </Link>
        )
      })}
      {pairs.length > 1 && (
        <Link className={styles.clear} href={searchHref(unfiltered(state))}>
          Clear filters
        </Link>
      )}
    </div>
  )
}
