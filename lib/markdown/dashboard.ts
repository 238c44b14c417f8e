import { dashboardView } from "@/lib/api/dashboard-views"
import { entryOf, found } from "@/lib/api/hub"
import { API_ROOT } from "@/lib/api/links"
import { dashboardPath } from "@/lib/catalog/paths"
import type { MarkdownHub } from "./hub"
import { code, codeBlock, link, page, plain } from "./text"

/** The page of a dashboard: its panels with their queries. */
export function dashboardMarkdown(hub: MarkdownHub, id: string, name: string): string {
  const entry = entryOf(hub, id)
  const ids = entry.dashboards.map((one) => one.id)
  const dashboard = found(
    entry.dashboards.find((one) => one.id === name),
    "dashboard",
    name,
    ids,
  )
  const view = dashboardView(entry, dashboard)
  const api = hub.links.page(`${API_ROOT}${dashboardPath(id, name)}`).replace(/\.md$/, "")
  return page(
    `# ${plain(view.title)}`,
    `Dashboard of ${link(entry.title, hub.links.entry(id))}. ${plain(view.description)}`,
    `For ${link("Grafana", `${api}/grafana`)}, for ${link("Perses", `${api}/perses`)}.`,
    ...view.rows.flatMap(({ title, panels }) => [
      `## ${plain(title)}`,
      ...panels.flatMap((panel) => [
        `### ${plain(panel.title)}`,
        `${panel.kind} in ${code(panel.unit)}, ${panel.proven ? "proven" : "not proven"}. ${plain(panel.description ?? "")}`.trim(),
        ...panel.queries.map(({ expr }) => codeBlock(expr, "promql")),
      ]),
    ]),
  )
}
