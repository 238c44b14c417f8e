import type { Metadata } from "next"
import { plural } from "@/app/components/format"
import { PageHead } from "@/app/components/page-head"
import { PagedEntries } from "@/app/components/paged-entries"
import { catalog } from "@/app/server"

export const metadata: Metadata = {
  title: "Exporters",
  description: "Every Prometheus exporter of the catalog, with its alerts, dashboards and newest recorded version.",
}

export default async function EntriesPage({ searchParams }: PageProps<"/entries">) {
  const { cards: entries } = await catalog()
  return (
    <>
      <PageHead title="Exporters">
        <p>
          {plural(entries.length, "exporter")}, each with a recorded scrape that its rules and dashboards are checked
          against.
        </p>
      </PageHead>
      <PagedEntries entries={entries} page={(await searchParams).page} path="/entries" />
    </>
  )
}
