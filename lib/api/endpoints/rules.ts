import { z } from "zod"
import { RuleSeverity } from "@/lib/catalog/rule-file"
import { endpoint } from "../endpoint"
import { entryOf, found } from "../hub"
import { API_ROOT } from "../links"
import { page, pageQuery } from "../paging"
import { alertSummary, alertView, recordingSummary, recordingView } from "../rule-views"
import { listOf } from "../schemas/named"
import { Alert, AlertSummary, Recording, RecordingSummary } from "../schemas/rules"
import { partOf, thingsIn } from "../things"

const none = z.object({})
const entry = z.string().describe("Id of the entry, such as `redis-exporter`")
const entryFilter = z.string().optional().describe("Only those of this entry")

export const ruleEndpoints = [
  endpoint({
    id: "listAlerts",
    path: "/alerts",
    tag: "Rules",
    summary: "List the alerting rules of the catalog",
    description: "By entry, then in the order of their rule files.",
    params: none,
    query: z.object({
      entry: entryFilter,
      severity: RuleSeverity.optional().describe("Only those of this severity"),
      ...pageQuery,
    }),
    answer: { type: "application/json", schema: listOf("AlertList", AlertSummary) },
    example: { query: { severity: "critical", limit: "2" } },
    read: (hub, _, query) => {
      const { severity } = query
      const wanted = thingsIn(hub, "alert", query.entry).filter((thing) => !severity || thing.severity === severity)
      return page(wanted, query, `${API_ROOT}/alerts`, (thing) => {
        const { entry: one, part } = partOf(hub, thing, ({ alerts }) =>
          alerts.find(({ alert }) => alert === thing.name),
        )
        return alertSummary(hub, one, part)
      })
    },
  }),
  endpoint({
    id: "getAlert",
    path: "/entries/{entry}/alerts/{alert}",
    tag: "Rules",
    summary: "Get one alerting rule",
    description: "With its labels and annotations as Prometheus reads them, its expression in words, and its evidence.",
    params: z.object({ entry, alert: z.string().describe("Name of the alert") }),
    query: none,
    answer: { type: "application/json", schema: Alert },
    example: { params: { entry: "redis-exporter", alert: "RedisDown" } },
    read: (hub, params) => {
      const one = entryOf(hub, params.entry)
      const names = one.alerts.map(({ alert }) => alert)
      const wanted = one.alerts.find(({ alert }) => alert === params.alert)
      return alertView(hub, one, found(wanted, "alert", params.alert, names))
    },
  }),
  endpoint({
    id: "getRunbook",
    path: "/entries/{entry}/runbooks/{alert}",
    tag: "Rules",
    summary: "Get the runbook of an alert",
    description: "What it means, its impact, how to diagnose it and what to do.",
    params: z.object({ entry, alert: z.string().describe("Name of the alert") }),
    query: none,
    answer: { type: "text/markdown", description: "Markdown that starts with the title" },
    example: { params: { entry: "redis-exporter", alert: "RedisDown" } },
    read: (hub, params) => {
      const { runbooks } = entryOf(hub, params.entry)
      const { title, body } = found(runbooks.get(params.alert), "runbook", params.alert, runbooks.keys())
      return `# ${title}\n\n${body.trim()}\n`
    },
  }),
  endpoint({
    id: "listRecordings",
    path: "/recordings",
    tag: "Rules",
    summary: "List the recording rules of the catalog",
    params: none,
    query: z.object({ entry: entryFilter, ...pageQuery }),
    answer: { type: "application/json", schema: listOf("RecordingList", RecordingSummary) },
    example: { query: { entry: "node-exporter", limit: "2" } },
    read: (hub, _, query) => {
      const wanted = thingsIn(hub, "recording", query.entry)
      return page(wanted, query, `${API_ROOT}/recordings`, (thing) => {
        const { entry: one, part } = partOf(hub, thing, ({ recordings }) =>
          recordings.find(({ record }) => record === thing.name),
        )
        return recordingSummary(hub, one, part)
      })
    },
  }),
  endpoint({
    id: "getRecording",
    path: "/entries/{entry}/recordings/{record}",
    tag: "Rules",
    summary: "Get one recording rule",
    params: z.object({ entry, record: z.string().describe("Name of what it records") }),
    query: none,
    answer: { type: "application/json", schema: Recording },
    example: { params: { entry: "redis-exporter", record: "instance:redis_commands:rate5m" } },
    read: (hub, params) => {
      const one = entryOf(hub, params.entry)
      const names = one.recordings.map(({ record }) => record)
      const wanted = one.recordings.find(({ record }) => record === params.record)
      return recordingView(hub, one, found(wanted, "recording rule", params.record, names))
    },
  }),
]
