import Link from "next/link"
import styles from "./pages.module.css"
import { PAGE_SIZE, type SearchState, searchHref } from "./search-url"

/** Links to the neighbouring pages of results. */
export function Pages({ state, total }: { state: SearchState; total: number }) {
  const last = Math.ceil(total / PAGE_SIZE)
  if (last <= 1) return null
  return (
    <nav className={styles.pages} aria-label="Pages of results">
      {state.page > 1 && <Link href={searchHref({ ...state, page: state.page - 1 })}>Previous</Link>}
      <span>
        Page {state.page} of {last}
      </span>
      {state.page < last && <Link href={searchHref({ ...state, page: state.page + 1 })}>Next</Link>}
    </nav>
  )
}
