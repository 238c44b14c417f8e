import { entryOf, found } from "@/lib/api/hub"
import { metricIndex } from "@/lib/api/metric-index"
import { metricView } from "@/lib/api/metric-views"
import type { MarkdownHub } from "./hub"
import { code, link, list, page, plain, table } from "./text"

/** The page of a metric: its labels, the captures that show it, and what uses it. */
export function metricMarkdown(hub: MarkdownHub, id: string, name: string): string {
  const entry = entryOf(hub, id)
  const { metrics } = metricIndex(entry)
  const view = metricView(entry, found(metrics.get(name), "metric", name, metrics.keys()))
  const { alerts, recordings, panels } = view.usedBy
  const labels = Object.entries(view.labelValues)
  const uses = [
    ...alerts.map((alert) => `alert ${link(alert, hub.links.alert(id, alert))}`),
    ...recordings.map((record) => `recording rule ${link(record, hub.links.recording(id, record))}`),
    ...panels.map(({ dashboard, title }) => `panel ${link(title, hub.links.dashboard(id, dashboard))}`),
  ]
  return page(
    `# ${plain(name)}`,
    `${view.type} of ${link(entry.title, hub.links.entry(id))}. ${plain(view.help)}`,
    labels.length > 0 ? "## Labels" : "",
    labels.length > 0
      ? table(
          ["Label", "Values seen", "Examples"],
          labels.map(([label, { distinct, examples }]) => [
            code(label),
            String(distinct),
            examples.map((value) => plain(value)).join(", "),
          ]),
        )
      : "",
    view.captures.length > 0 ? "## Captures" : "",
    list(
      view.captures.map(({ version, state, series }) => `version ${plain(version)}, ${plain(state)}: ${series} series`),
    ),
    view.declared
      ? `No capture shows it: ${plain(view.declared.reason)} Source: ${link("source", view.declared.source)}`
      : "",
    uses.length > 0 ? "## Used by" : "",
    list(uses),
  )
}
