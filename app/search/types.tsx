import Link from "next/link"
import { count } from "@/app/components/format"
import { DOCUMENT_TYPES, type SearchAnswer } from "@/lib/search/engine"
import { facetWords } from "./facet-words"
import { type SearchState, searchHref } from "./search-url"
import styles from "./types.module.css"

/** The kinds of things that were found, as a row: all of them, or one. */
export function Types({ state, facets }: { state: SearchState; facets: SearchAnswer["facets"] }) {
  const counts = new Map(facets.type.map(({ value, count }) => [value, count]))
  const all = facets.type.reduce((sum, { count }) => sum + count, 0)
  const shown = DOCUMENT_TYPES.filter((type) => counts.has(type) || state.type.includes(type))
  return (
    <nav className={styles.types} aria-label="Kinds of results">
      <TypeLink state={{ ...state, type: [], page: 1 }} isChosen={state.type.length === 0} size={all} words="All" />
      {shown.map((type) => (
        <TypeLink
          key={type}
          state={{ ...state, type: [type], page: 1 }}
          isChosen={state.type.includes(type)}
          size={counts.get(type) ?? 0}
          words={facetWords("type", type, new Map())}
        />
      ))}
    </nav>
  )
}

interface TypeLinkProps {
  state: SearchState
  isChosen: boolean
  size: number
  words: string
}

function TypeLink({ state, isChosen, size, words }: TypeLinkProps) {
  return (
    <Link
      className={styles.type}
      href={searchHref(state)}
      aria-current={isChosen ? "true" : undefined}
      prefetch={false}
      scroll={false}
    >
      {words} <span>{count(size)}</span>
    </Link>
  )
}
