import { z } from "zod"
import { entryOf, found } from "@/lib/api/hub"
import { HubError } from "@/lib/error"
import { entryMarkdown } from "@/lib/markdown/entry"
import { markdownPage } from "@/lib/markdown/route"
import { tool } from "./tool"

const KINDS = { alert: "alerts", recording: "recordings", dashboard: "dashboards", metric: "metrics" } as const
const entry = z.string().min(1).max(100).describe("Id of the entry, such as redis-exporter")
const name = z.string().min(1).max(200).optional()

/** An entry or one of its parts as a page. */
export const show = tool({
  name: "show",
  title: "Show an entry or one of its parts",
  description:
    "Everything about an exporter, or about one alert (rule, proof, runbook), recording rule, dashboard (panels with queries) or metric (labels, captures, uses) of it, as Markdown. Give at most one of alert, recording, dashboard and metric. Without one, the entry's lists of metrics and its README are left out unless `include` names them.",
  input: z.object({
    entry,
    alert: name.describe("Name of an alert"),
    recording: name.describe("Name of a recording rule"),
    dashboard: name.describe("Id of a dashboard"),
    metric: name.describe("Name of a metric family"),
    include: z
      .array(z.enum(["metrics", "readme"]))
      .default([])
      .describe("Long parts of an entry"),
  }),
  async run(hub, { entry: id, include, ...parts }) {
    const [part, ...more] = Object.entries(parts).filter((pair): pair is [keyof typeof KINDS, string] => !!pair[1])
    if (more.length > 0)
      throw new HubError("usage", "Give only one of alert, recording, dashboard and metric", {
        hint: "Call show once for each",
      })
    if (!part) return { text: entryMarkdown(hub, id, new Set(include)) }
    return { text: markdownPage(hub, ["entries", id, KINDS[part[0]], part[1]]) }
  },
})

/** What to do when an alert fires. */
export const runbook = tool({
  name: "runbook",
  title: "Read a runbook",
  description: "What to do when an alert fires: its meaning, impact, diagnosis and mitigation, as Markdown.",
  input: z.object({ entry, alert: z.string().min(1).max(200).describe("Name of the alert") }),
  async run(hub, { entry: id, alert }) {
    const { runbooks } = entryOf(hub, id)
    const { title, body } = found(runbooks.get(alert), "runbook", alert, runbooks.keys())
    return { text: `# ${title}\n\n${body.trim()}` }
  },
})
