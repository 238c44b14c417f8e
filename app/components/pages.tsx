import Link from "next/link"
import { count } from "./format"
import styles from "./pages.module.css"

interface PagesProps {
  /** From 1; one beyond the last leads back. */
  page: number
  last: number
  href: (page: number) => string
  label: string
}

/** Links to the pages of a long list: the neighbours, the first and the last, and a few around this one. */
export function Pages({ page: current, last, href, label }: PagesProps) {
  if (last <= 1) return null
  const to = (page: number) => href(page) as never
  return (
    <nav className={styles.pages} aria-label={label}>
      {current > 1 && (
        <Link href={to(Math.min(current - 1, last))} rel="prev" prefetch={false}>
          Previous
        </Link>
      )}
      <ol>
        {pageNumbers(current, last).map((page, i) => (
          <li key={page ?? `gap-${i}`}>
            {page === undefined ? (
              <span aria-hidden="true">…</span>
            ) : (
              <Link
                href={to(page)}
                aria-current={page === current ? "page" : undefined}
                aria-label={`Page ${page}`}
                prefetch={false}
              >
                {count(page)}
              </Link>
            )}
          </li>
        ))}
      </ol>
      {current < last && (
        <Link href={to(current + 1)} rel="next" prefetch={false}>
          Next
        </Link>
      )}
    </nav>
  )
}

/** The numbers that are shown, in order; undefined stands for those left out. */
export function pageNumbers(page: number, last: number): (number | undefined)[] {
  const near = [1, page - 1, page, page + 1, last].filter((number) => number >= 1 && number <= last)
  const shown = [...new Set(near)].sort((a, b) => a - b)
  return shown.flatMap((number, i) => {
    const before = shown[i - 1] ?? 0
    if (number - before === 2) return [number - 1, number]
    return number - before > 2 ? [undefined, number] : [number]
  })
}
