import type { z } from "zod"
import type { Dashboard, Entry } from "@/lib/catalog/entry"
import { panelSlugs } from "@/lib/catalog/panel-slug"
import { isProven, panelEvidence } from "@/lib/checks/evidence"
import { persesDashboard } from "@/lib/dashboards/perses"
import { dashboardLinks } from "./links"
import { plainEvidence } from "./rule-views"
import type * as schemas from "./schemas/dashboards"

/** A dashboard as lists show it. */
export function dashboardSummary(entry: Entry, dashboard: Dashboard): z.infer<typeof schemas.DashboardSummary> {
  return {
    ...keys(entry, dashboard),
    panels: dashboard.rows.reduce((sum, { panels }) => sum + panels.length, 0),
    ...dashboardLinks(entry.id, dashboard.id),
  }
}

/** A dashboard with its panels and their evidence. */
export function dashboardView(entry: Entry, dashboard: Dashboard): z.infer<typeof schemas.Dashboard> {
  const slugs = panelSlugs(dashboard)
  const evidence = panelEvidence(entry, dashboard)
  let number = 0
  const rows = dashboard.rows.map(({ title, panels }) => ({
    title,
    panels: panels.map((panel) => {
      const own = evidence[number]?.evidence
      const slug = slugs[number] ?? ""
      number += 1
      if (!own) throw new Error(`no evidence for panel ${slug} of ${dashboard.file}`)
      return { slug, ...panel, proven: isProven(own), evidence: plainEvidence(own) }
    }),
  }))
  const { file, range, refresh, variables } = dashboard
  return { ...keys(entry, dashboard), file, range, refresh, variables, rows, ...dashboardLinks(entry.id, dashboard.id) }
}

function keys(entry: Entry, { id, title, description, tags }: Dashboard) {
  return { id, entry: entry.id, title, description, tags }
}

/** A dashboard as `percli apply` takes it: in the project `default`, on a data source that is named. */
export function persesView(entry: Entry, dashboard: Dashboard, datasource: string) {
  const metadata = { name: `${entry.id}-${dashboard.id}`, project: "default" }
  return { kind: "Dashboard" as const, metadata, spec: persesDashboard(dashboard, datasource) }
}
