import { entryView } from "@/lib/api/entry-views"
import { entryOf } from "@/lib/api/hub"
import { metricIndex } from "@/lib/api/metric-index"
import type { MarkdownHub } from "./hub"
import { code, codeBlock, demoted, link, list, page, plain, table } from "./text"

/** The parts of an entry's page that are long. */
export type LongPart = "metrics" | "readme"

const ALL: ReadonlySet<LongPart> = new Set(["metrics", "readme"])

/** The page of an entry: what it is, its rules, dashboards and versions, and the long parts that are asked for. */
export function entryMarkdown(hub: MarkdownHub, id: string, parts = ALL): string {
  const { links } = hub
  const entry = entryOf(hub, id)
  const view = entryView(hub, entry)
  const metrics = [...metricIndex(entry).metrics.values()]
  return page(
    `# ${plain(view.title)}`,
    `> ${plain(view.summary)}`,
    list([
      `Category: ${link(view.category, links.category(view.category))}`,
      `Newest version: ${plain(view.version)}`,
      `Licence: ${plain(view.license)}`,
      `Source: ${view.source.replace(/[\s<>]/g, encodeURIComponent)}`,
      `Scrape: job ${code(view.scrape.job)}, port ${view.scrape.port}, path ${code(view.scrape.path)}`,
    ]),
    "## Install",
    codeBlock(`npx exporterhub install ${id} --namespace monitoring`, "sh"),
    `Parameters: ${view.parameters.map(({ name, type, required }) => `${code(name)} (${type}${required ? ", required" : ""})`).join(", ") || "none"}`,
    view.alerts.length > 0 ? "## Alerts" : "",
    list(
      view.alerts.map(({ alert, severity, proven, summary }) => {
        const words = `${severity}, ${proven ? "proven" : "not proven"}: ${plain(summary)}`
        return `${link(alert, links.alert(id, alert))} (${words})`
      }),
    ),
    view.recordings.length > 0 ? "## Recording rules" : "",
    list(view.recordings.map(({ record }) => link(record, links.recording(id, record)))),
    view.dashboards.length > 0 ? "## Dashboards" : "",
    list(view.dashboards.map((one) => `${link(one.title, links.dashboard(id, one.id))}: ${plain(one.description)}`)),
    "## Versions",
    table(
      ["Version", "State", "Watching", "Recorded", "Series"],
      view.versions.flatMap(({ version, captures }) =>
        captures.map(({ state, target, captured, series }) =>
          [version, state, target, captured, String(series)].map((cell) => plain(cell)),
        ),
      ),
    ),
    `## Metrics (${metrics.length})`,
    parts.has("metrics")
      ? list(metrics.map(({ name, type, help }) => `${link(name, links.metric(id, name))} (${type}): ${plain(help)}`))
      : "",
    parts.has("readme") ? "## README" : "",
    parts.has("readme") ? demoted(view.readme.replace(/^# .*\n/, "").trim()) : "",
  )
}
