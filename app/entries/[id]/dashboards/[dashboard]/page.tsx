import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { Breadcrumbs } from "@/app/components/page-head"
import { PartTags } from "@/app/components/part-tags"
import { Section, Sections } from "@/app/components/section"
import { DashboardLayout } from "@/app/entries/[id]/dashboard-layout"
import { provenWords } from "@/app/entries/[id]/dashboards-section"
import { catalog } from "@/app/server"
import { dashboardPath } from "@/lib/catalog/paths"
import { dashboardArticle } from "@/lib/share/json-ld"
import styles from "./dashboard.module.css"
import { Downloads } from "./downloads"
import { Panels } from "./panels"
import { Variables } from "./variables"

type Params = PageProps<"/entries/[id]/dashboards/[dashboard]">["params"]

async function find(params: Params) {
  const { id, dashboard: name } = await params
  const entry = (await catalog()).byId.get(id)
  const dashboard = entry?.dashboards.find((candidate) => candidate.id === name)
  return entry && dashboard ? { entry, dashboard } : undefined
}

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  const found = await find(params)
  if (!found) return {}
  const { entry, dashboard } = found
  return { title: `${dashboard.title}, dashboard of ${entry.title}`, description: dashboard.description }
}

export default async function DashboardPage({ params }: { params: Params }) {
  const found = await find(params)
  if (!found) notFound()
  const { entry, dashboard } = found
  return (
    <>
      <PartTags
        entry={entry}
        path={dashboardPath(entry.id, dashboard.id)}
        title={`${dashboard.title}, dashboard of ${entry.title}`}
        description={dashboard.description}
        about={(origin) => dashboardArticle(origin, entry, dashboard)}
      />
      <Breadcrumbs
        path={[
          { title: "Exporters", href: "/entries" },
          { title: entry.title, href: `/entries/${entry.id}` },
          { title: "Dashboards", href: `/entries/${entry.id}#dashboards` },
        ]}
      />
      <div className={styles.head}>
        <h1>{dashboard.title}</h1>
        <p className={styles.description}>{dashboard.description}</p>
        <p className={styles.facts}>
          {provenWords(entry, dashboard)} Opens with the last {dashboard.range}, refreshed every {dashboard.refresh}.
        </p>
      </div>
      <Sections>
        <Downloads entry={entry} dashboard={dashboard} />
        <Section id="layout" title="Layout" lead="As in Grafana's 24 columns. A panel leads to what is behind it.">
          <DashboardLayout dashboard={dashboard} page="" heading="h3" />
        </Section>
        {dashboard.variables.length > 0 && <Variables entry={entry} dashboard={dashboard} />}
        <Panels entry={entry} dashboard={dashboard} />
      </Sections>
    </>
  )
}
