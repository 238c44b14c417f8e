import { z } from "zod"
import type { Dashboard, Entry } from "@/lib/catalog/entry"
import { grafanaDashboard } from "@/lib/dashboards/grafana"
import { dashboardSummary, dashboardView, persesView } from "../dashboard-views"
import { endpoint } from "../endpoint"
import { type ApiHub, entryOf, found } from "../hub"
import { API_ROOT } from "../links"
import { page, pageQuery } from "../paging"
import * as schemas from "../schemas/dashboards"
import { listOf } from "../schemas/named"
import { partOf, thingsIn } from "../things"

const tag = "Dashboards"
const none = z.object({})
const params = z.object({
  entry: z.string().describe("Id of the entry, such as `redis-exporter`"),
  dashboard: z.string().describe("Id of the dashboard"),
})
const example = { entry: "redis-exporter", dashboard: "overview" }

function find(hub: ApiHub, { entry: id, dashboard: name }: z.infer<typeof params>): [Entry, Dashboard] {
  const entry = entryOf(hub, id)
  const ids = entry.dashboards.map((one) => one.id)
  const wanted = entry.dashboards.find((one) => one.id === name)
  return [entry, found(wanted, "dashboard", name, ids)]
}

export const dashboardEndpoints = [
  endpoint({
    id: "listDashboards",
    path: "/dashboards",
    tag,
    summary: "List the dashboards of the catalog",
    params: none,
    query: z.object({ entry: z.string().optional().describe("Only those of this entry"), ...pageQuery }),
    answer: { type: "application/json", schema: listOf("DashboardList", schemas.DashboardSummary) },
    example: { query: { limit: "2" } },
    read: (hub, _, query) => {
      const wanted = thingsIn(hub, "dashboard", query.entry)
      return page(wanted, query, `${API_ROOT}/dashboards`, (thing) => {
        const { entry, part } = partOf(hub, thing, ({ dashboards }) => dashboards.find(({ id }) => id === thing.name))
        return dashboardSummary(entry, part)
      })
    },
  }),
  endpoint({
    id: "getDashboard",
    path: "/entries/{entry}/dashboards/{dashboard}",
    tag,
    summary: "Get one dashboard in the hub's own model",
    description: "Rows and panels with their queries, thresholds and units, and the evidence of each panel.",
    params,
    query: none,
    answer: { type: "application/json", schema: schemas.Dashboard },
    example: { params: example },
    read: (hub, path) => dashboardView(...find(hub, path)),
  }),
  endpoint({
    id: "getGrafanaDashboard",
    path: "/entries/{entry}/dashboards/{dashboard}/grafana",
    tag,
    summary: "Get one dashboard for Grafana",
    description: "The data source is a variable, and the uid stays the same: it can be provisioned again and again.",
    params,
    query: none,
    answer: { type: "application/json", schema: schemas.GrafanaDashboard },
    example: { params: example },
    read: (hub, path) => grafanaDashboard(...find(hub, path)),
  }),
  endpoint({
    id: "getPersesDashboard",
    path: "/entries/{entry}/dashboards/{dashboard}/perses",
    tag,
    summary: "Get one dashboard for Perses",
    params,
    query: z.object({
      datasource: z
        .string()
        .regex(/^[a-zA-Z0-9_.-]{1,75}$/, "must be the name of a Perses data source")
        .default("prometheus")
        .describe("Name of the data source in your project"),
    }),
    answer: { type: "application/json", schema: schemas.PersesDashboard },
    example: { params: example },
    read: (hub, path, { datasource }) => persesView(...find(hub, path), datasource),
  }),
]
