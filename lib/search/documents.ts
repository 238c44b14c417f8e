import type { Alert, Dashboard, Entry } from "@/lib/catalog/entry"
import { metricViews } from "@/lib/catalog/entry-view"
import { panelSlugs } from "@/lib/catalog/panel-slug"
import { alertEvidence, type Evidence, isProven, panelEvidence, recordingEvidence } from "@/lib/checks/evidence"
import type { SearchDocument } from "./engine"
import { softwareOf, targetsOf } from "./entry-facts"
import { plainMarkdown, plainText, section } from "./plain-text"
import { documentUrl } from "./urls"

/** Everything of these entries that can be found. `registryOf`: the registry of an entry, where there are several. */
export function documents(
  entries: readonly Entry[],
  registryOf: (id: string) => string | undefined = () => undefined,
): SearchDocument[] {
  return entries.flatMap((entry) => {
    const shared = { ...base(entry), registry: registryOf(entry.id) ?? "" }
    return [
      entryDocument(entry, shared),
      ...alertDocuments(entry, shared),
      ...recordingDocuments(entry, shared),
      ...entry.dashboards.flatMap((dashboard) => dashboardDocuments(entry, dashboard, shared)),
      ...metricDocuments(entry, shared),
      ...runbookDocuments(entry, shared),
    ]
  })
}

type Base = Omit<SearchDocument, "id" | "type" | "title" | "summary" | "url">

/** What all documents of an entry have in common. */
function base(entry: Entry): Omit<Base, "registry"> {
  return {
    entry: entry.id,
    category: entry.category,
    severity: "",
    software: softwareOf(entry),
    proven: "",
    targets: targetsOf(entry),
    names: [entry.id, ...entry.aliases],
    tags: [],
    metrics: [],
    text: "",
  }
}

function entryDocument(entry: Entry, shared: Base): SearchDocument {
  return {
    ...shared,
    id: `entry/${entry.id}`,
    type: "entry",
    title: entry.title,
    summary: entry.summary,
    proven: entry.alerts.length === 0 ? "" : provenWord(...entry.alerts.map((alert) => alertEvidence(entry, alert))),
    url: documentUrl("entry", entry.id, ""),
    tags: [...entry.tags, entry.category],
    text: plainMarkdown(entry.readme),
  }
}

function alertDocuments(entry: Entry, shared: Base): SearchDocument[] {
  return entry.alerts.map((alert) => ({
    ...shared,
    id: `alert/${entry.id}/${alert.alert}`,
    type: "alert",
    title: alert.alert,
    summary: entry.runbooks.get(alert.alert)?.title ?? plainText(alert.annotations.summary ?? ""),
    severity: alert.labels.severity,
    proven: provenWord(alertEvidence(entry, alert)),
    url: documentUrl("alert", entry.id, alert.alert),
    metrics: metricNames(alert.expr),
    // The page of an alert shows its runbook.
    text: `${annotations(alert)}\n${plainMarkdown(entry.runbooks.get(alert.alert)?.body ?? "")}`,
  }))
}

function recordingDocuments(entry: Entry, shared: Base): SearchDocument[] {
  return entry.recordings.map((recording) => ({
    ...shared,
    id: `recording/${entry.id}/${recording.record}`,
    type: "recording",
    title: recording.record,
    summary: recording.expr.replace(/\s+/g, " ").slice(0, 160),
    proven: provenWord(recordingEvidence(entry, recording)),
    url: documentUrl("recording", entry.id, recording.record),
    metrics: metricNames(recording.expr),
  }))
}

/** A dashboard and each of its panels. */
function dashboardDocuments(entry: Entry, dashboard: Dashboard, shared: Base): SearchDocument[] {
  const evidence = panelEvidence(entry, dashboard).map((panel) => panel.evidence)
  const slugs = panelSlugs(dashboard)
  const panels = dashboard.rows.flatMap((row) => row.panels.map((panel) => ({ panel, row: row.title })))
  const panelDocuments = panels.map(({ panel, row }, i): SearchDocument => {
    const shown = evidence[i]
    return {
      ...shared,
      id: `panel/${entry.id}/${dashboard.id}/${slugs[i]}`,
      type: "panel",
      title: panel.title,
      summary: panel.description ?? `${dashboard.title}: ${row}`,
      proven: shown ? provenWord(shown) : "",
      url: documentUrl("panel", entry.id, `${dashboard.id}/${slugs[i]}`),
      metrics: panel.queries.flatMap(({ expr }) => metricNames(expr)),
      text: [dashboard.title, row, ...panel.queries.map(({ legend }) => plainText(legend))].join("\n"),
    }
  })
  return [
    {
      ...shared,
      id: `dashboard/${entry.id}/${dashboard.id}`,
      type: "dashboard",
      title: dashboard.title,
      summary: dashboard.description,
      proven: provenWord(...evidence),
      url: documentUrl("dashboard", entry.id, dashboard.id),
      tags: dashboard.tags,
      metrics: [...new Set(panelDocuments.flatMap(({ metrics }) => metrics))],
      text: [...dashboard.rows.map(({ title }) => title), ...panels.map(({ panel }) => panel.title)].join("\n"),
    },
    ...panelDocuments,
  ]
}

function metricDocuments(entry: Entry, shared: Base): SearchDocument[] {
  return metricViews(entry).map(({ name, help, type, labels }) => ({
    ...shared,
    id: `metric/${entry.id}/${name}`,
    type: "metric",
    title: name,
    summary: help || type,
    url: documentUrl("metric", entry.id, name),
    metrics: [name],
    text: labels.join(" "),
  }))
}

function runbookDocuments(entry: Entry, shared: Base): SearchDocument[] {
  return entry.alerts.flatMap((alert) => {
    const runbook = entry.runbooks.get(alert.alert)
    if (!runbook) return []
    return {
      ...shared,
      id: `runbook/${entry.id}/${alert.alert}`,
      type: "runbook",
      title: runbook.title,
      summary: plainMarkdown(section(runbook.body, "Meaning")).slice(0, 240),
      severity: alert.labels.severity,
      url: documentUrl("runbook", entry.id, alert.alert),
      names: [alert.alert, ...shared.names],
      metrics: metricNames(alert.expr),
      text: `${annotations(alert)}\n${plainMarkdown(runbook.body)}`,
    }
  })
}

function provenWord(...evidence: readonly Evidence[]): "proven" | "unproven" {
  return evidence.every(isProven) ? "proven" : "unproven"
}

function annotations({ annotations: { summary, description } }: Alert): string {
  return [summary, description].map((text) => plainText(text ?? "")).join("\n")
}

/** Identifiers of an expression that look like metric names; good enough to be found by. */
function metricNames(expr: string): string[] {
  return [...new Set(expr.match(/\b[a-z][a-z0-9]*(?:[_:][a-z0-9]+)+\b/gi) ?? [])]
}
