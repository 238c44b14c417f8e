import Link from "next/link"
import { plural } from "@/app/components/format"
import type { Entry } from "@/lib/catalog/entry"
import styles from "./chosen.module.css"
import { FACET_TITLES, facetWords } from "./facet-words"
import { filterPairs, type SearchState, searchHref, toggled, unfiltered } from "./search-url"

interface ChosenProps {
  state: SearchState
  total: number
  didYouMean: string | undefined
  entries: ReadonlyMap<string, Entry>
}

/** How many hits there are, what was perhaps meant, and what narrows them. */
export function Chosen({ state, total, didYouMean, entries }: ChosenProps) {
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
      {didYouMean !== undefined && (
        <p>
          Did you mean{" "}
          <Link className={styles.meant} href={searchHref({ ...state, q: didYouMean, page: 1 })} prefetch={false}>
            {didYouMean}
          </Link>
          ?
        </p>
      )}
      {pairs.map(([filter, value]) => {
        const words = facetWords(filter, value, entries)
        return (
          <Link
            key={`${filter}=${value}`}
            className={styles.chip}
            href={searchHref(toggled(state, filter, value))}
            aria-label={`Remove the filter ${FACET_TITLES[filter]}: ${words}`}
            prefetch={false}
          >
            {words} <span aria-hidden="true">×</span>
          </Link>
        )
      })}
      {pairs.length > 1 && (
        <Link className={styles.clear} href={searchHref(unfiltered(state))} prefetch={false}>
          Clear filters
        </Link>
      )}
    </div>
  )
}
