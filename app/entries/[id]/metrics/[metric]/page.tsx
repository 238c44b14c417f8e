import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { Breadcrumbs } from "@/app/components/page-head"
import { PartTags } from "@/app/components/part-tags"
import { Section } from "@/app/components/section"
import { UsesList } from "@/app/entries/[id]/uses-list"
import { catalog } from "@/app/server"
import { metricFacts } from "@/lib/catalog/metric-facts"
import { metricPath } from "@/lib/catalog/paths"
import { usesOfAny } from "@/lib/checks/metric-uses"
import { metricArticle } from "@/lib/share/json-ld"
import { Captured } from "./captured"
import { Histogram } from "./histogram"
import { Labels } from "./labels"
import { MetricHead } from "./metric-head"
import { Queries } from "./queries"

type Params = PageProps<"/entries/[id]/metrics/[metric]">["params"]

async function find(params: Params) {
  const { id, metric } = await params
  const entry = (await catalog()).byId.get(id)
  const facts = entry && metricFacts(entry, decodeURIComponent(metric))
  return entry && facts ? { entry, facts } : undefined
}

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  const found = await find(params)
  if (!found) return {}
  const { entry, facts } = found
  return {
    title: `${facts.name}, ${entry.title}`,
    description: `${facts.type} of ${entry.title}. ${facts.help} Labels, recorded values, queries, and who uses it.`,
  }
}

export default async function MetricPage({ params }: { params: Params }) {
  const found = await find(params)
  if (!found) notFound()
  const { entry, facts } = found
  const uses = usesOfAny((await catalog()).uses(), facts.sampleNames)
  return (
    <>
      <PartTags
        entry={entry}
        path={metricPath(entry.id, facts.name)}
        title={`${facts.name}, ${entry.title}`}
        description={facts.help}
        about={(origin) => metricArticle(origin, entry, facts)}
      />
      <Breadcrumbs
        path={[
          { title: "Exporters", href: "/entries" },
          { title: entry.title, href: `/entries/${entry.id}` },
          { title: "Metrics", href: `/entries/${entry.id}#metrics` },
        ]}
      />
      <MetricHead entry={entry} facts={facts}>
        <Queries entry={entry} facts={facts} />
        {facts.labels.length > 0 && <Labels facts={facts} />}
        {facts.buckets.length > 0 && <Histogram facts={facts} />}
        <Captured entry={entry} facts={facts} />
        <Section
          id="uses"
          title="Who uses it"
          lead={uses.length === 0 ? "No rule and no panel of the catalog asks for it." : undefined}
        >
          <UsesList entry={entry} uses={uses} />
        </Section>
      </MetricHead>
    </>
  )
}
