import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { categoryTitle, plural } from "@/app/components/format"
import { Breadcrumbs, PageHead } from "@/app/components/page-head"
import { PagedEntries } from "@/app/components/paged-entries"
import { ShareTags } from "@/app/components/share-tags"
import { catalog } from "@/app/server"
import { categoryPath } from "@/lib/catalog/paths"

export async function generateMetadata({ params }: PageProps<"/categories/[category]">): Promise<Metadata> {
  const { category } = await params
  const title = `${categoryTitle(category)} exporters`
  const names = (await catalog()).cards.filter((entry) => entry.category === category).map((entry) => entry.title)
  return { title, description: `${title} with proven alerts and dashboards: ${names.join(", ")}.`.slice(0, 300) }
}

export default async function CategoryPage({ params, searchParams }: PageProps<"/categories/[category]">) {
  const { category } = await params
  const entries = (await catalog()).cards.filter((entry) => entry.category === category)
  if (entries.length === 0) notFound()
  return (
    <>
      <ShareTags
        path={categoryPath(category)}
        title={`${categoryTitle(category)} exporters`}
        description={entries.map(({ title }) => title).join(", ")}
        crumbs={[{ title: "Exporters", path: "/entries" }]}
        markdown={`${categoryPath(category)}.md`}
      />
      <Breadcrumbs path={[{ title: "Exporters", href: "/entries" }]} />
      <PageHead title={categoryTitle(category)}>
        <p>{plural(entries.length, "exporter")}</p>
      </PageHead>
      <PagedEntries entries={entries} page={(await searchParams).page} path={categoryPath(category)} />
    </>
  )
}
