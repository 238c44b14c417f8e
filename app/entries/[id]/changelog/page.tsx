import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { plural } from "@/app/components/format"
import { Breadcrumbs, PageHead } from "@/app/components/page-head"
import { catalog } from "@/app/server"
import { ChangelogList } from "./changelog-list"
import { readChangelog } from "./read-changelog"

export async function generateMetadata({ params }: PageProps<"/entries/[id]/changelog">): Promise<Metadata> {
  const entry = (await catalog()).byId.get((await params).id)
  return entry
    ? {
        title: `Changelog of ${entry.title}`,
        description: `Every change to the rules and dashboards of ${entry.title}`,
      }
    : {}
}

export default async function ChangelogPage({ params }: PageProps<"/entries/[id]/changelog">) {
  const entry = (await catalog()).byId.get((await params).id)
  if (!entry) notFound()
  const log = await readChangelog(entry.id)
  return (
    <>
      <Breadcrumbs
        path={[
          { title: "Exporters", href: "/entries" },
          { title: entry.title, href: `/entries/${entry.id}` },
        ]}
      />
      <PageHead title={`Changelog of ${entry.title}`}>
        <p>Read from Git: what each commit did to alerts, recording rules, dashboards, versions and parameters.</p>
      </PageHead>
      {"missing" in log ? (
        <p>There is no changelog here. {log.missing}</p>
      ) : (
        <>
          <ChangelogList entry={entry.id} items={log.items} detailed />
          {log.items.length === 0 && <p>Nothing of this entry has been committed yet.</p>}
          {log.older > 0 && <p>{plural(log.older, "older commit")} are in Git.</p>}
        </>
      )}
    </>
  )
}
