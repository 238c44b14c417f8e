import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { PickForm } from "@/app/compare/pick-form"
import { Breadcrumbs, PageHead } from "@/app/components/page-head"
import { Sections } from "@/app/components/section"
import { catalog } from "@/app/server"
import { compareEntries } from "@/lib/catalog/compare-entries"
import { softwareOf } from "@/lib/search/entry-facts"
import { AlertTopics } from "./alert-topics"
import { EntryFacts } from "./entry-facts"
import { MetricsSideBySide } from "./metrics-side-by-side"

async function find(params: PageProps<"/compare/[a]/[b]">["params"]) {
  const [{ byId, entries }, ids] = [await catalog(), await params]
  const [a, b] = [byId.get(ids.a), byId.get(ids.b)]
  return a && b && a !== b ? { a, b, entries } : undefined
}

export async function generateMetadata({ params }: PageProps<"/compare/[a]/[b]">): Promise<Metadata> {
  const found = await find(params)
  if (!found) return {}
  const title = `${found.a.title} and ${found.b.title} compared`
  return { title, description: `${title}: versions, rights, alerts by what they watch, metrics, and what is proven` }
}

export default async function ComparisonPage({ params }: PageProps<"/compare/[a]/[b]">) {
  const found = await find(params)
  if (!found) notFound()
  const { a, b, entries } = found
  const comparison = compareEntries(a, b)
  const software = softwareOf(a)
  return (
    <>
      <Breadcrumbs
        path={[
          { title: "Exporters", href: "/entries" },
          { title: "Compare", href: "/compare" },
        ]}
      />
      <PageHead title={`${a.title} and ${b.title}`}>
        <p>
          {software === softwareOf(b)
            ? `Both monitor ${software}.`
            : `They monitor different software: ${software} and ${softwareOf(b)}.`}
        </p>
      </PageHead>
      <PickForm entries={entries} a={a.id} b={b.id} />
      <Sections>
        <EntryFacts a={a} b={b} />
        <AlertTopics a={a} b={b} topics={comparison.topics} />
        <MetricsSideBySide a={a} b={b} comparison={comparison} />
      </Sections>
    </>
  )
}
