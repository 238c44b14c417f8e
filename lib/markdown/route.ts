import { HubError } from "@/lib/error"
import { catalogMarkdown, categoryMarkdown, checkMarkdown, checksMarkdown } from "./catalog"
import { dashboardMarkdown } from "./dashboard"
import { entryMarkdown } from "./entry"
import type { MarkdownHub } from "./hub"
import { metricMarkdown } from "./metric"
import { alertMarkdown, recordingMarkdown } from "./rules"

const PARTS: Readonly<Record<string, (hub: MarkdownHub, entry: string, name: string) => string>> = {
  alerts: alertMarkdown,
  recordings: recordingMarkdown,
  dashboards: dashboardMarkdown,
  metrics: metricMarkdown,
}

/**
 * The page at a path as Markdown: `path` are its decoded segments without the ending, "index" is the home page. Throws
 * HubError("not-found").
 */
export function markdownPage(hub: MarkdownHub, path: readonly string[]): string {
  const [first = "", second = "", third = "", fourth = ""] = path
  if (path.length === 1 && (first === "index" || first === "entries")) return catalogMarkdown(hub)
  if (path.length === 2 && first === "categories") return categoryMarkdown(hub, second)
  if (path.length === 2 && first === "entries") return entryMarkdown(hub, second)
  if (path.length === 2 && first === "docs" && second === "checks") return checksMarkdown(hub)
  if (path.length === 3 && first === "docs" && second === "checks") return checkMarkdown(third)
  const part = Object.hasOwn(PARTS, third) ? PARTS[third] : undefined
  if (path.length === 4 && first === "entries" && part) return part(hub, second, fourth)
  throw new HubError("not-found", `There is no page as Markdown at /${path.join("/").slice(0, 200)}`, {
    hint: "/llms.txt lists where to begin",
  })
}
