import type { Metadata } from "next"
import Link from "next/link"
import { PageHead } from "./components/page-head"
import { SearchForm } from "./components/search-form"

export const metadata: Metadata = { title: "Not found" }

export default function NotFound() {
  return (
    <>
      <PageHead title="There is no such page">
        <p>
          An entry or an alert may have another name now. Search for it, or look through{" "}
          <Link href="/entries">all exporters</Link>.
        </p>
      </PageHead>
      <SearchForm label="Search for what you were looking for" large />
    </>
  )
}
