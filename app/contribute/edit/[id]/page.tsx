import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { Breadcrumbs, PageHead } from "@/app/components/page-head"
import { catalog, proposalRepository } from "@/app/server"
import { studioForms } from "../../studio/forms"
import { NoScript } from "../../studio/no-script"
import { Studio } from "../../studio/studio"

export async function generateMetadata({ params }: PageProps<"/contribute/edit/[id]">): Promise<Metadata> {
  const entry = (await catalog()).byId.get((await params).id)
  return entry ? { title: `Change ${entry.title}` } : {}
}

export default async function EditEntryPage({ params }: PageProps<"/contribute/edit/[id]">) {
  const { byId, source } = await catalog()
  const entry = byId.get((await params).id)
  if (!entry) notFound()
  const paths = await source.list(entry.id)
  const texts = await Promise.all(paths.map((path) => source.read(path)))
  const files = Object.fromEntries(paths.map((path, i) => [path.slice(entry.id.length + 1), texts[i] ?? ""]))
  return (
    <>
      <Breadcrumbs path={[{ title: entry.title, href: `/entries/${entry.id}` }]} />
      <PageHead title={`Change ${entry.title}`}>
        What you write stays in this browser until you take the files along.
      </PageHead>
      <NoScript />
      <Studio start={{ id: entry.id, files }} forms={studioForms()} repository={proposalRepository()} />
    </>
  )
}
