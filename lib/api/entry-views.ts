import type { z } from "zod"
import type { Capture } from "@/lib/catalog/capture"
import type { CapturedVersion, Entry } from "@/lib/catalog/entry"
import { verifiedAt } from "@/lib/catalog/freshness"
import { testCounts } from "@/lib/checks/test-counts"
import type { EntryCard } from "@/lib/stats/entry-card"
import { dashboardSummary } from "./dashboard-views"
import type { ApiHub } from "./hub"
import { API_ROOT, captureApi, entryLinks } from "./links"
import { metricIndex } from "./metric-index"
import { alertSummary, recordingSummary } from "./rule-views"
import type * as schemas from "./schemas/entries"

/** An entry as lists show it; `card` has what would have to be counted. */
export function entrySummary(entry: Entry, card: EntryCard): z.infer<typeof schemas.EntrySummary> {
  const { alerts, proven, dashboards, metrics, runbooks, firing, silent } = card
  const counts = { alerts, proven, dashboards, metrics, runbooks, tests: firing + silent }
  return { ...keys(entry), verified: card.captured || null, counts, ...entryLinks(entry.id) }
}

/** An entry with everything that belongs to it. */
export function entryView(hub: Pick<ApiHub, "mutations" | "origins">, entry: Entry): z.infer<typeof schemas.Entry> {
  const origin = hub.origins.get(entry.id)
  const { aliases, icon, maintainers, links, scrape, probe, parameters, deploy, readme } = entry
  return {
    ...keys(entry),
    verified: verifiedAt(entry) ?? null,
    counts: countsOf(entry),
    registry: origin?.registry ?? "",
    shadows: [...(origin?.shadows ?? [])],
    aliases,
    ...(icon === undefined ? {} : { icon }),
    maintainers,
    links,
    scrape,
    ...(probe === undefined ? {} : { probe }),
    parameters,
    deploy,
    readme,
    versions: entry.versions.map((version) => versionView(entry, version)),
    alerts: entry.alerts.map((alert) => alertSummary(hub, entry, alert)),
    recordings: entry.recordings.map((recording) => recordingSummary(hub, entry, recording)),
    dashboards: entry.dashboards.map((dashboard) => dashboardSummary(entry, dashboard)),
    metrics: `${API_ROOT}/metrics?entry=${encodeURIComponent(entry.id)}`,
    ...entryLinks(entry.id),
  }
}

/** A version with its captures. */
export function versionView(entry: Entry, version: CapturedVersion): z.infer<typeof schemas.Version> {
  const { version: number, image, captures } = version
  return {
    version: number,
    ...(image === undefined ? {} : { image }),
    captures: captures.map((capture, i) => captureView(entry, version, capture, i)),
  }
}

/** Name of a capture's file without folder and ending. */
export function captureId({ file }: Pick<Capture, "file">): string {
  return file.replace(/^.*\/|\.prom$/g, "")
}

/** What was recorded in a version's capture of this number: the normal state comes first. */
export function stateOf({ states }: CapturedVersion, number: number): { name: string; description?: string } {
  const state = number === 0 ? undefined : states[number - 1]
  return state ? { name: state.name, description: state.description } : { name: "normal" }
}

function captureView(
  entry: Entry,
  version: CapturedVersion,
  { file, provenance, families }: Capture,
  number: number,
): z.infer<typeof schemas.Capture> {
  const { name: state, description } = stateOf(version, number)
  const { exporter, exporterVersion, target, captured, url, notes } = provenance
  const id = captureId({ file })
  return {
    id,
    state,
    ...(description === undefined ? {} : { description }),
    file,
    exporter,
    exporterVersion,
    target,
    captured,
    url,
    notes,
    families: families.length,
    series: families.reduce((sum, { samples }) => sum + samples.length, 0),
    text: captureApi(entry.id, id),
  }
}

/** How much an entry has of each kind. */
export function countsOf(entry: Entry): z.infer<typeof schemas.Counts> {
  const { alerts, recordings, dashboards, runbooks, versions } = entry
  const tests = [...testCounts(entry).values()]
  return {
    alerts: alerts.length,
    recordings: recordings.length,
    dashboards: dashboards.length,
    panels: dashboards.flatMap(({ rows }) => rows).reduce((sum, { panels }) => sum + panels.length, 0),
    metrics: [...metricIndex(entry).metrics.values()].filter(({ series }) => series > 0).length,
    runbooks: runbooks.size,
    tests: tests.reduce((sum, { firing, silent }) => sum + firing + silent, 0),
    captures: versions.reduce((sum, { captures }) => sum + captures.length, 0),
  }
}

function keys(entry: Entry) {
  const { id, kind, title, summary, category, tags, license, source, versions } = entry
  const version = versions[0]?.version ?? ""
  return { id, kind, title, summary, category, tags, version, license, source }
}
