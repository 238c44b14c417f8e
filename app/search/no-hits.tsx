import Link from "next/link"
import type { Entry } from "@/lib/catalog/entry"
import styles from "./no-hits.module.css"
import { filterPairs, type SearchState, searchHref, unfiltered } from "./search-url"

/** What to do when nothing was found. */
export function NoHits({ state, entries }: { state: SearchState; entries: readonly Entry[] }) {
  const filtered = filterPairs(state).length > 0
  return (
    <div className={styles.box}>
      <h2>Nothing found</h2>
      <ul>
        {filtered && (
          <li>
            <Link href={searchHref(unfiltered(state))}>Search without filters</Link>
          </li>
        )}
        <li>Try one word: the name of the software, of a metric, or what is wrong with it.</li>
        <li>
          Or look at{" "}
          {entries.slice(0, 5).map(({ id, title }, i) => (
            <span key={id}>
              {i > 0 && ", "}
              <Link href={`/entries/${id}`}>{title}</Link>
            </span>
          ))}
          .
        </li>
      </ul>
    </div>
  )
}
