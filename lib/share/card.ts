import { dashboardView } from "@/lib/api/dashboard-views"
import { countsOf } from "@/lib/api/entry-views"
import { type ApiHub, entryOf, found } from "@/lib/api/hub"
import { metricIndex, usesOfFamily } from "@/lib/api/metric-index"
import { proofOf } from "@/lib/api/rule-facts"
import { HubError } from "@/lib/error"
import type { EntryCard } from "@/lib/stats/entry-card"

/** What the picture beside a link to a page says. Texts hold only characters that the site's fonts have. */
export interface Card {
  /** What it is: "Alert". */
  kind: string
  title: string
  summary: string
  /** PromQL, shown as code. */
  code?: string
  severity?: "critical" | "warning" | "info"
  /** Numbers with what they count, at most four. */
  facts: readonly { value: string; name: string }[]
}

type Hub = Pick<ApiHub, "byId" | "cards" | "mutations">

/** The card of a page by the decoded segments of its path; throws HubError("not-found") for pages that have none. */
export function cardOf(hub: Hub, path: readonly string[]): Card {
  const [first, id = "", kind = "", name = ""] = path
  if (path.length === 0) return readable(homeCard(hub))
  if (first === "entries" && path.length === 2) return readable(entryCard(hub, id))
  const make = first === "entries" && path.length === 4 && Object.hasOwn(PARTS, kind) ? PARTS[kind] : undefined
  if (make) return readable(make(hub, id, name))
  throw new HubError("not-found", `There is no picture of /${path.join("/").slice(0, 200)}`)
}

const PARTS: Readonly<Record<string, (hub: Hub, id: string, name: string) => Card>> = {
  alerts: alertCard,
  recordings: recordingCard,
  dashboards: dashboardCard,
  metrics: metricCard,
}

function homeCard(hub: Hub): Card {
  const sum = (of: (card: EntryCard) => number): number => hub.cards.reduce((all, one) => all + of(one), 0)
  return {
    kind: "Prometheus exporters with proven alerts",
    title: "Alerts you can trust before they wake you",
    summary: "Rules and dashboards that are checked against recorded scrapes, ready to install.",
    facts: [
      fact(hub.cards.length, "exporter"),
      fact(
        sum(({ alerts }) => alerts),
        "alert",
      ),
      fact(
        sum(({ dashboards }) => dashboards),
        "dashboard",
      ),
      fact(
        sum(({ metrics }) => metrics),
        "metric",
      ),
    ],
  }
}

function entryCard(hub: Hub, id: string): Card {
  const entry = entryOf(hub, id)
  const counts = countsOf(entry)
  const proven = entry.alerts.filter((alert) => proofOf(hub, entry, alert).proven).length
  return {
    kind: "Exporter",
    title: entry.title,
    summary: entry.summary,
    facts: [
      fact(counts.alerts, "alert"),
      { value: String(proven), name: "proven" },
      fact(counts.dashboards, "dashboard"),
      fact(counts.metrics, "metric"),
    ],
  }
}

function alertCard(hub: Hub, id: string, name: string): Card {
  const entry = entryOf(hub, id)
  const names = entry.alerts.map((one) => one.alert)
  const alert = found(
    entry.alerts.find((one) => one.alert === name),
    "alert",
    name,
    names,
  )
  const { proven, evidence } = proofOf(hub, entry, alert)
  return {
    kind: `${entry.title}: alert`,
    title: name,
    summary: entry.runbooks.get(name)?.title ?? alert.annotations.summary?.replace(/\{\{.*?\}\}/g, "…") ?? "",
    code: alert.expr,
    severity: alert.labels.severity,
    facts: [
      { value: proven ? "Proven" : "Not proven", name: "against a recorded scrape" },
      fact((evidence.tests?.firing ?? 0) + (evidence.tests?.silent ?? 0), "unit test"),
    ],
  }
}

function recordingCard(hub: Hub, id: string, name: string): Card {
  const entry = entryOf(hub, id)
  const names = entry.recordings.map(({ record }) => record)
  const recording = found(
    entry.recordings.find(({ record }) => record === name),
    "recording rule",
    name,
    names,
  )
  const { proven } = proofOf(hub, entry, recording)
  return {
    kind: `${entry.title}: recording rule`,
    title: name,
    summary: "",
    code: recording.expr,
    facts: [{ value: proven ? "Proven" : "Not proven", name: "against a recorded scrape" }],
  }
}

function dashboardCard(hub: Hub, id: string, name: string): Card {
  const entry = entryOf(hub, id)
  const ids = entry.dashboards.map((one) => one.id)
  const dashboard = found(
    entry.dashboards.find((one) => one.id === name),
    "dashboard",
    name,
    ids,
  )
  const panels = dashboardView(entry, dashboard).rows.flatMap((row) => row.panels)
  return {
    kind: `${entry.title}: dashboard`,
    title: dashboard.title,
    summary: dashboard.description,
    facts: [
      fact(panels.length, "panel"),
      { value: String(panels.filter(({ proven }) => proven).length), name: "proven" },
      { value: "2", name: "formats: Grafana, Perses" },
    ],
  }
}

function metricCard(hub: Hub, id: string, name: string): Card {
  const entry = entryOf(hub, id)
  const index = metricIndex(entry)
  const metric = found(index.metrics.get(name), "metric", name, index.metrics.keys())
  const uses = usesOfFamily(index, name)
  return {
    kind: `${entry.title}: ${metric.type}`,
    title: name,
    summary: metric.help,
    facts: [
      fact(metric.labels.length, "label"),
      fact(metric.series, "series", "series"),
      fact(uses.filter(({ user }) => user.kind === "alert").length, "alert"),
      fact(uses.filter(({ user }) => user.kind === "panel").length, "panel"),
    ],
  }
}

function fact(count: number, one: string, many = `${one}s`): { value: string; name: string } {
  return { value: String(count), name: count === 1 ? one : many }
}

const LONGEST = { title: 60, summary: 150, code: 150 }

function readable({ kind, title, summary, code, ...card }: Card): Card {
  return {
    ...card,
    kind: drawn(kind, LONGEST.title),
    title: drawn(title, LONGEST.title),
    summary: drawn(summary, LONGEST.summary),
    ...(code === undefined ? {} : { code: drawn(code, LONGEST.code) }),
  }
}

/**
 * Text of one line that can be drawn. Characters beyond the fonts would be looked for on the network, so they are left out:
 * Latin letters, digits and the usual signs stay.
 */
function drawn(text: string, longest: number): string {
  const known = text.replace(/[^\u0020-\u007e\u00a1-\u017f\u2013\u2014\u2018-\u201d\u2022\u2026]+/g, " ")
  const flat = known.replace(/\s+/g, " ").trim()
  return flat.length > longest ? `${flat.slice(0, longest - 1).trimEnd()}…` : flat
}
