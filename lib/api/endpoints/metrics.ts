import { z } from "zod"
import { endpoint } from "../endpoint"
import { entryOf, found } from "../hub"
import { API_ROOT } from "../links"
import { metricIndex } from "../metric-index"
import { metricSummary, metricView } from "../metric-views"
import { page, pageQuery } from "../paging"
import * as schemas from "../schemas/metrics"
import { listOf } from "../schemas/named"
import { partOf, thingsIn, thingsOf } from "../things"

const tag = "Metrics"
const none = z.object({})
const metric = z.string().describe("Name of the metric family, such as `redis_up`")

export const metricEndpoints = [
  endpoint({
    id: "listMetrics",
    path: "/metrics",
    tag,
    summary: "List the metrics of the catalog",
    description: "What the newest version of each entry shows or declares, by entry and name.",
    params: none,
    query: z.object({ entry: z.string().optional().describe("Only those of this entry"), ...pageQuery }),
    answer: { type: "application/json", schema: listOf("MetricList", schemas.MetricSummary) },
    example: { query: { entry: "redis-exporter", limit: "2" } },
    read: (hub, _, query) => {
      const wanted = thingsIn(hub, "metric", query.entry)
      return page(wanted, query, `${API_ROOT}/metrics`, (thing) => {
        const { entry, part } = partOf(hub, thing, (one) => metricIndex(one).metrics.get(thing.name))
        return metricSummary(entry, part)
      })
    },
  }),
  endpoint({
    id: "getCatalogMetric",
    path: "/metrics/{metric}",
    tag,
    summary: "Get a metric wherever the catalog has it",
    description: "Several exporters may show a metric of the same name; each is told with its own labels and uses.",
    params: z.object({ metric }),
    query: none,
    answer: { type: "application/json", schema: schemas.CatalogMetric },
    example: { params: { metric: "process_open_fds" } },
    read: (hub, { metric: name }) => {
      const all = thingsOf(hub, "metric")
      const entries = all
        .filter((thing) => thing.name === name)
        .map((thing) => {
          const { entry, part } = partOf(hub, thing, (one) => metricIndex(one).metrics.get(name))
          return metricView(entry, part)
        })
      const names = new Set(all.map((thing) => thing.name))
      return { name, entries: entries.length > 0 ? entries : found(undefined, "metric", name, names) }
    },
  }),
  endpoint({
    id: "getMetric",
    path: "/entries/{entry}/metrics/{metric}",
    tag,
    summary: "Get one metric of an entry",
    description: "Its labels with example values, the captures that show it, and the rules and panels that use it.",
    params: z.object({ entry: z.string().describe("Id of the entry, such as `redis-exporter`"), metric }),
    query: none,
    answer: { type: "application/json", schema: schemas.Metric },
    example: { params: { entry: "redis-exporter", metric: "redis_up" } },
    read: (hub, params) => {
      const entry = entryOf(hub, params.entry)
      const { metrics } = metricIndex(entry)
      return metricView(entry, found(metrics.get(params.metric), "metric", params.metric, metrics.keys()))
    },
  }),
]
