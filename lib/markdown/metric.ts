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
  const labels = Object.entries(view.labelValues)
  const uses = view.usedBy.map(({ kind, name: user, dashboard = "", via }) => {
    const url = {
      alert: hub.links.alert(id, user),
      recording: hub.links.recording(id, user),
      panel: hub.links.dashboard(id, dashboard),
    }[kind]
    return `${kind} ${link(user, url)}${via === undefined ? "" : ` by way of ${code(via)}`}`
  })
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
