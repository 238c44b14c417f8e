import Link from "next/link"
import styles from "./no-hits.module.css"
import { type SearchState, searchHref } from "./search-url"

/** What there is to do while the search server is down. */
export function Outage({ words, state }: { words: string; state: SearchState }) {
  return (
    <div className={styles.box} role="alert">
      <h2>Searching does not work right now</h2>
      <ul>
        <li>{words}.</li>
        <li>
          <Link href={searchHref(state)} prefetch={false}>
            Try again
          </Link>
        </li>
        <li>
          Or browse <Link href="/entries">all entries</Link>: every page of the catalog works meanwhile.
        </li>
      </ul>
    </div>
  )
}
