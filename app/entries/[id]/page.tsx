import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { categoryTitle } from "@/app/components/format"
import { Breadcrumbs } from "@/app/components/page-head"
import { catalog } from "@/app/server"
import { AboutSection } from "./about-section"
import { AlertsSection } from "./alerts-section"
import { ChangelogSection } from "./changelog-section"
import { DashboardsSection } from "./dashboards-section"
import { EntryHead } from "./entry-head"
import { MetricsSection } from "./metrics-section"
import { Overview } from "./overview"
import styles from "./page.module.css"
import { ReadmeSection } from "./readme-section"
import { RecordingsSection } from "./recordings-section"
import { SectionNav } from "./section-nav"
import { ShareSection } from "./share-section"
import { VersionsSection } from "./versions-section"

export async function generateMetadata({ params }: PageProps<"/entries/[id]">): Promise<Metadata> {
  const entry = (await catalog()).byId.get((await params).id)
  return entry ? { title: `${entry.title}: alerts, dashboards and metrics`, description: entry.summary } : {}
}

export default async function EntryPage({ params }: PageProps<"/entries/[id]">) {
  const entry = (await catalog()).byId.get((await params).id)
  if (!entry) notFound()
  return (
    <>
      <Breadcrumbs
        path={[
          { title: "Exporters", href: "/entries" },
          { title: categoryTitle(entry.category), href: `/categories/${entry.category}` },
        ]}
      />
      <EntryHead entry={entry} />
      <SectionNav entry={entry} />
      <div className={styles.sections}>
        <Overview entry={entry} />
        <AlertsSection entry={entry} />
        <RecordingsSection entry={entry} />
        <DashboardsSection entry={entry} />
        <MetricsSection entry={entry} />
        <VersionsSection entry={entry} />
        <ChangelogSection entry={entry} />
        <ReadmeSection entry={entry} />
        <AboutSection entry={entry} />
        <ShareSection entry={entry} />
      </div>
    </>
  )
}
