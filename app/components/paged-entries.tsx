import type { EntryCard } from "@/lib/stats/entry-card"
import { EntryList } from "./entry-list"
import { Pages } from "./pages"

/** Entries on one page of a list. */
const PAGE_SIZE = 50

interface PagedEntriesProps {
  entries: readonly EntryCard[]
  /** The parameter `page` of the address; what makes no sense is the first page. */
  page: string | string[] | undefined
  path: string
}

/** One page of a list of entries, with links to the others. */
export function PagedEntries({ entries, page, path }: PagedEntriesProps) {
  const last = Math.max(1, Math.ceil(entries.length / PAGE_SIZE))
  const asked = typeof page === "string" && /^[1-9]\d{0,5}$/.test(page) ? Number(page) : 1
  const current = Math.min(asked, last)
  return (
    <>
      <EntryList entries={entries.slice((current - 1) * PAGE_SIZE, current * PAGE_SIZE)} />
      <Pages
        page={current}
        last={last}
        href={(number) => (number === 1 ? path : `${path}?page=${number}`)}
        label="Pages of exporters"
      />
    </>
  )
}
