import Link from "next/link"
import { count, plural } from "@/app/components/format"
import type { Entry } from "@/lib/catalog/entry"
import { FACETS, type Facet, type FacetCount, type SearchAnswer } from "@/lib/search/engine"
import { FACET_TITLES, facetWords } from "./facet-words"
import styles from "./facets.module.css"
import { filterPairs, type SearchState, searchHref, toggled } from "./search-url"

interface FacetsProps {
  state: SearchState
  facets: SearchAnswer["facets"]
  entries: ReadonlyMap<string, Entry>
}

/** Values of a facet that are seen at once; the others open. */
const SEEN = 7
/** The kinds of things stand above the results, and those that say "" of everything nowhere. */
const SHOWN = FACETS.filter((facet) => facet !== "type")

/** The ways to narrow a search; each value is a link with the number of hits that it leads to. */
export function Facets({ state, facets, entries }: FacetsProps) {
  const chosen = filterPairs(state).filter(([filter]) => filter !== "type").length
  const lists = SHOWN.map((facet) => ({ facet, values: withChosen(facets[facet], state[facet]) }))
  return (
    <div className={styles.side}>
      {/* On a phone this opens and closes the filters, without a script. */}
      <input type="checkbox" id="filters" className={styles.switch} />
      <label htmlFor="filters" className={styles.label}>
        Filters{chosen > 0 && ` (${chosen})`}
      </label>
      <nav className={styles.facets} aria-label="Filters">
        {lists.map(({ facet, values }) =>
          values.length === 0 ? null : (
            <FacetList key={facet} state={state} facet={facet} values={values} entries={entries} />
          ),
        )}
      </nav>
    </div>
  )
}

interface FacetListProps {
  state: SearchState
  facet: Facet
  values: readonly FacetCount[]
  entries: ReadonlyMap<string, Entry>
}

function FacetList({ state, facet, values, entries }: FacetListProps) {
  // One hidden value is no less to read than the words that would hide it.
  const seen = values.length <= SEEN + 1 ? values.length : SEEN
  const [first, more] = [values.slice(0, seen), values.slice(seen)]
  const list = (items: readonly FacetCount[]) => (
    <ul>
      {items.map((item) => (
        <li key={item.value}>
          <FacetLink state={state} facet={facet} item={item} words={facetWords(facet, item.value, entries)} />
        </li>
      ))}
    </ul>
  )
  return (
    <section aria-labelledby={`facet-${facet}`}>
      <h2 id={`facet-${facet}`} className={styles.title}>
        {FACET_TITLES[facet]}
      </h2>
      {list(first)}
      {more.length > 0 && (
        <details className={styles.more} open={more.some(({ value }) => state[facet].includes(value))}>
          <summary>{plural(more.length, "more", "more")}</summary>
          {list(more)}
        </details>
      )}
    </section>
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
      rel="nofollow"
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
  return [...counts, ...missing.map((value) => ({ value, count: 0 }))].filter(({ value }) => value !== "")
}
