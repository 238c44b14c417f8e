import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { plural } from "@/app/components/format"
import { Breadcrumbs, PageHead } from "@/app/components/page-head"
import { catalog } from "@/app/server"
import { metricRows } from "../metric-rows"
import { MetricTable } from "../metric-table"
import { MetricFilter } from "./metric-filter"

type Params = PageProps<"/entries/[id]/metrics">["params"]

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  const entry = (await catalog()).byId.get((await params).id)
  if (!entry) return {}
  return {
    title: `Metrics of ${entry.title}`,
    description: `Every metric that ${entry.title} ${entry.versions[0]?.version ?? ""} exposes, with type, labels and users.`,
  }
}

/** Every metric of an entry: those that rules or panels ask for first, those of the exporter's own process last. */
export default async function MetricsPage({ params }: { params: Params }) {
  const entry = (await catalog()).byId.get((await params).id)
  if (!entry) notFound()
  const rows = metricRows(entry)
  return (
    <>
      <Breadcrumbs
        path={[
          { title: "Exporters", href: "/entries" },
          { title: entry.title, href: `/entries/${entry.id}` },
        ]}
      />
      <PageHead title={`Metrics of ${entry.title}`}>
        <p>
          {plural(rows.length, "metric")} of version {entry.versions[0]?.version}, as recorded. Those that rules and
          panels ask for come first.
        </p>
      </PageHead>
      <section id="metrics" aria-label="Metrics">
        <MetricFilter total={rows.length}>
          <MetricTable entry={entry} rows={rows} />
        </MetricFilter>
      </section>
    </>
  )
}
