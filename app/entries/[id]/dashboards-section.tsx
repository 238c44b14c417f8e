import Link from "next/link"
import { plural } from "@/app/components/format"
import { Section } from "@/app/components/section"
import type { Dashboard, Entry } from "@/lib/catalog/entry"
import { dashboardPath } from "@/lib/catalog/paths"
import { isProven, panelEvidence } from "@/lib/checks/evidence"
import { DashboardLayout } from "./dashboard-layout"
import styles from "./dashboards-section.module.css"

/** Dashboards with their rows as they are laid out; queries and downloads are on their own pages. */
export function DashboardsSection({ entry }: { entry: Entry }) {
  if (entry.dashboards.length === 0) return null
  return (
    <Section
      id="dashboards"
      title={plural(entry.dashboards.length, "dashboard")}
      lead="Laid out as in Grafana. A panel leads to its queries."
    >
      {entry.dashboards.map((dashboard) => (
        <DashboardView key={dashboard.id} entry={entry} dashboard={dashboard} />
      ))}
    </Section>
  )
}

function DashboardView({ entry, dashboard }: { entry: Entry; dashboard: Dashboard }) {
  const page = dashboardPath(entry.id, dashboard.id)
  return (
    <article id={`dashboard-${dashboard.id}`} className={styles.dashboard}>
      <h3>
        <Link href={page as never} prefetch={false}>
          {dashboard.title}
        </Link>
      </h3>
      <p className={styles.lead}>
        {dashboard.description} {provenWords(entry, dashboard)}
      </p>
      <DashboardLayout dashboard={dashboard} page={page} heading="h4" />
    </article>
  )
}

/** How many of the panels ask only for what is known from the exporter. */
export function provenWords(entry: Entry, dashboard: Dashboard): string {
  const evidence = panelEvidence(entry, dashboard)
  const proven = evidence.filter((panel) => isProven(panel.evidence)).length
  const panels = plural(evidence.length, "panel")
  if (proven === evidence.length) return `${panels}; every metric and label in them is known from the exporter.`
  return `${proven} of ${panels} ask only for metrics and labels that are known from the exporter.`
}
