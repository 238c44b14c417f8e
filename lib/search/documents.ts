import type { Entry } from "@/lib/catalog/entry"
import { metricViews } from "@/lib/catalog/entry-view"
import type { SearchDocument } from "./engine"

/** Everything of these entries that can be found. */
export function documents(entries: readonly Entry[]): SearchDocument[] {
  return entries.flatMap((entry) => [
    entryDocument(entry),
    ...alertDocuments(entry),
    ...recordingDocuments(entry),
    ...dashboardDocuments(entry),
    ...metricDocuments(entry),
  ])
}

type Base = Pick<SearchDocument, "entry" | "category" | "severity" | "names">

function base(entry: Entry): Base {
  return { entry: entry.id, category: entry.category, severity: "", names: [entry.id, ...entry.aliases] }
}

function entryDocument(entry: Entry): SearchDocument {
  return {
    ...base(entry),
    id: `entry/${entry.id}`,
    type: "entry",
    title: entry.title,
    summary: entry.summary,
    url: `/entries/${entry.id}`,
    names: [entry.id, ...entry.aliases, ...entry.tags, entry.category],
    metrics: [],
  }
}

function alertDocuments(entry: Entry): SearchDocument[] {
  return entry.alerts.map(({ alert, annotations, labels, expr }) => ({
    ...base(entry),
    id: `alert/${entry.id}/${alert}`,
    type: "alert",
    title: alert,
    summary: plainText(entry.runbooks.get(alert)?.title ?? annotations.summary ?? ""),
    severity: labels.severity,
    url: `/entries/${entry.id}/alerts/${alert}`,
    metrics: names(expr),
  }))
}

function recordingDocuments(entry: Entry): SearchDocument[] {
  return entry.recordings.map(({ record, expr }) => ({
    ...base(entry),
    id: `recording/${entry.id}/${record}`,
    type: "recording",
    title: record,
    summary: expr.replace(/\s+/g, " ").slice(0, 160),
    url: `/entries/${entry.id}#recordings`,
    metrics: names(expr),
  }))
}

function dashboardDocuments(entry: Entry): SearchDocument[] {
  return entry.dashboards.map(({ id, title, description, rows }) => ({
    ...base(entry),
    id: `dashboard/${entry.id}/${id}`,
    type: "dashboard",
    title,
    summary: description,
    url: `/entries/${entry.id}#dashboards`,
    names: [entry.id, ...entry.aliases, ...rows.flatMap(({ panels }) => panels.map((panel) => panel.title))],
    metrics: rows.flatMap(({ panels }) => panels.flatMap(({ queries }) => queries.flatMap(({ expr }) => names(expr)))),
  }))
}

function metricDocuments(entry: Entry): SearchDocument[] {
  return metricViews(entry).map(({ name, help, type }) => ({
    ...base(entry),
    id: `metric/${entry.id}/${name}`,
    type: "metric",
    title: name,
    summary: help || type,
    url: `/entries/${entry.id}#metric-${name}`,
    metrics: [name],
  }))
}

/** Identifiers of an expression that look like metric names; good enough to be found by. */
function names(expr: string): string[] {
  return [...new Set(expr.match(/\b[a-z][a-z0-9]*(?:[_:][a-z0-9]+)+\b/gi) ?? [])]
}

/** An annotation without its template actions. */
function plainText(annotation: string): string {
  return annotation.replace(/\{\{.*?\}\}/g, "…")
}
