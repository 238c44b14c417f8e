import Link from "next/link"
import { plural } from "@/app/components/format"
import type { EntryCard } from "@/lib/stats/entry-card"
import styles from "./no-hits.module.css"
import { type SearchState, searchHref, unfiltered } from "./search-url"

interface NoHitsProps {
  state: SearchState
  /** Hits of the same words without any filter; undefined where nothing was chosen. */
  without: number | undefined
  entries: readonly EntryCard[]
}

/** What to do when nothing was found. */
export function NoHits({ state, without, entries }: NoHitsProps) {
  return (
    <div className={styles.box}>
      <h2>Nothing found</h2>
      <ul>
        {without ? (
          <li>
            <Link href={searchHref(unfiltered(state))} prefetch={false}>
              Search without filters
            </Link>
            , which finds {plural(without, "result")}.
          </li>
        ) : (
          <li>Try one word: the name of the software, of a metric, or what is wrong with it.</li>
        )}
        <li>
          Or look at{" "}
          {entries.slice(0, 5).map(({ id, title }, i) => (
            <span key={id}>
              {i > 0 && ", "}
              <Link href={`/entries/${id}`} prefetch={false}>
                {title}
              </Link>
            </span>
          ))}
          .
        </li>
        <li>
          Is your exporter missing? <Link href="/contribute">Add it</Link>, it takes minutes.
        </li>
      </ul>
    </div>
  )
}
