import Link from "next/link"
import { count } from "@/app/components/format"
import type { Entry } from "@/lib/catalog/entry"
import { FACETS, type Facet, type FacetCount, type SearchAnswer } from "@/lib/search/engine"
import { FACET_TITLES, facetWords } from "./facet-words"
import styles from "./facets.module.css"
import { type SearchState, searchHref, toggled } from "./search-url"

interface FacetsProps {
  state: SearchState
  facets: SearchAnswer["facets"]
  entries: ReadonlyMap<string, Entry>
}

/** The ways to narrow a search; each value is a link with the number of hits that it leads to. */
export function Facets({ state, facets, entries }: FacetsProps) {
  return (
    <nav className={styles.facets} aria-label="Filters">
      {FACETS.map((facet) => {
        const values = withChosen(facets[facet], state[facet]).filter(({ value }) => value !== "")
        if (values.length === 0) return null
        return (
          <details key={facet} className={styles.facet} open>
            <summary>{FACET_TITLES[facet]}</summary>
            <ul>
              {values.map((item) => (
                <li key={item.value}>
                  <FacetLink state={state} facet={facet} item={item} words={facetWords(facet, item.value, entries)} />
                </li>
              ))}
            </ul>
          </details>
        )
      })}
    </nav>
  )
}

interface FacetLinkProps {
  state: SearchState
  facet: Facet
  item: FacetCount
  words: string
}

function FacetLink({ state, facet, item, words }: FacetLinkProps) {
  const chosen = state[facet].includes(item.value)
  return (
    <Link
      className={styles.value}
      href={searchHref(toggled(state, facet, item.value))}
      aria-current={chosen ? "true" : undefined}
      prefetch={false}
      scroll={false}
    >
      <span className={styles.box} aria-hidden="true" />
      <span className={styles.words}>{words}</span>
      <span className={styles.count}>{count(item.count)}</span>
    </Link>
  )
}

/** A chosen value stays in the list, also where nothing matches it any more: it must be possible to let it go. */
function withChosen(counts: readonly FacetCount[], chosen: readonly string[]): FacetCount[] {
  const missing = chosen.filter((value) => !counts.some((item) => item.value === value))
  return [...counts, ...missing.map((value) => ({ value, count: 0 }))]
}
