import type { Metadata } from "next"
import { EntryList } from "@/app/components/entry-list"
import { plural } from "@/app/components/format"
import { PageHead } from "@/app/components/page-head"
import { catalog } from "@/app/server"

export const metadata: Metadata = { title: "Exporters" }

export default async function EntriesPage() {
  const { cards: entries } = await catalog()
  return (
    <>
      <PageHead title="Exporters">
        <p>
          {plural(entries.length, "exporter")}, each with a recorded scrape that its rules and dashboards are checked
          against.
        </p>
      </PageHead>
      <EntryList entries={entries} />
    </>
  )
}
