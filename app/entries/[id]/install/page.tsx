import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { bundleSearch, readBundleQuery } from "@/app/bundle-query"
import { Breadcrumbs, PageHead } from "@/app/components/page-head"
import { catalog } from "@/app/server"
import { ClusterSection } from "./cluster-section"
import { Files } from "./files"
import { Form } from "./form"
import { LiveForm } from "./live-form"
import styles from "./page.module.css"
import { preview } from "./preview"
import { HiddenFields } from "./tune/hidden-fields"
import { TuneSection } from "./tune/tune-section"

export async function generateMetadata({ params }: PageProps<"/entries/[id]/install">): Promise<Metadata> {
  const entry = (await catalog()).byId.get((await params).id)
  if (!entry) return {}
  const description = `Choose a target, fill in the parameters and take the files that run ${entry.title} with its alerts and dashboards.`
  return { title: `Install ${entry.title}`, description, robots: { index: false } }
}

export default async function InstallPage({ params, searchParams }: PageProps<"/entries/[id]/install">) {
  const entry = (await catalog()).byId.get((await params).id)
  if (!entry) notFound()
  const search = toSearch(await searchParams)
  const query = readBundleQuery(entry, search)
  const shown = preview(entry, query)
  return (
    <>
      <Breadcrumbs
        path={[
          { title: "Exporters", href: "/entries" },
          { title: entry.title, href: `/entries/${entry.id}` },
        ]}
      />
      <PageHead title={`Install ${entry.title}`}>
        <p>Everything is in the link of this page, except secrets: those stay where they are, in your cluster.</p>
      </PageHead>
      <div className={styles.columns}>
        <LiveForm action={`/entries/${entry.id}/install`}>
          <HiddenFields pairs={[...bundleSearch(entry, query)].filter(([name]) => name.startsWith("t."))} />
          <Form entry={entry} query={query} faults={shown.faults} />
        </LiveForm>
        <div className={styles.result} data-result="">
          <Files entry={entry} query={query} shown={shown} />
        </div>
      </div>
      <div className={styles.cluster}>
        <TuneSection entry={entry} query={query} shown={shown} />
      </div>
      <div className={styles.cluster}>
        <ClusterSection entry={entry} query={query} shown={shown} />
      </div>
    </>
  )
}

function toSearch(params: Record<string, string | string[] | undefined>): URLSearchParams {
  const pairs = Object.entries(params).flatMap(([key, value]) => [value ?? []].flat().map((item) => [key, item]))
  return new URLSearchParams(pairs)
}
