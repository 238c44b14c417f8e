import Link from "next/link"
import { count } from "@/app/components/format"
import styles from "./pages.module.css"
import { PAGE_SIZE, type SearchState, searchHref } from "./search-url"

/** Links to pages of results: the neighbours, the first and the last, and a few around this one. */
export function Pages({ state, total }: { state: SearchState; total: number }) {
  const last = Math.ceil(total / PAGE_SIZE)
  if (last <= 1) return null
  const href = (page: number) => searchHref({ ...state, page })
  return (
    <nav className={styles.pages} aria-label="Pages of results">
      {state.page > 1 && (
        <Link href={href(Math.min(state.page - 1, last))} rel="prev" prefetch={false}>
          Previous
        </Link>
      )}
      <ol>
        {numbers(state.page, last).map((page, i) => (
          <li key={page ?? `gap-${i}`}>
            {page === undefined ? (
              <span aria-hidden="true">…</span>
            ) : (
              <Link
                href={href(page)}
                aria-current={page === state.page ? "page" : undefined}
                aria-label={`Page ${page}`}
                prefetch={false}
              >
                {count(page)}
              </Link>
            )}
          </li>
        ))}
      </ol>
      {state.page < last && (
        <Link href={href(state.page + 1)} rel="next" prefetch={false}>
          Next
        </Link>
      )}
    </nav>
  )
}

/** The numbers that are shown, in order; undefined stands for those left out. */
export function numbers(page: number, last: number): (number | undefined)[] {
  const near = [1, page - 1, page, page + 1, last].filter((number) => number >= 1 && number <= last)
  const shown = [...new Set(near)].sort((a, b) => a - b)
  return shown.flatMap((number, i) => {
    const before = shown[i - 1] ?? 0
    if (number - before === 2) return [number - 1, number]
    return number - before > 2 ? [undefined, number] : [number]
  })
}
