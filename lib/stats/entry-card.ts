import type { Entry } from "@/lib/catalog/entry"
import { type EntryStats, entryStats } from "./entry-stats"

/** What lists show of an entry: enough for a row, and for the sums over the whole catalog. */
export interface EntryCard {
  id: string
  title: string
  summary: string
  category: string
  icon: string | undefined
  /** The newest version. */
  version: string
  /** When the newest version was last recorded, in ISO 8601; "" when it never was. */
  captured: string
  alerts: number
  /** Alerts for which everything that can be shown is shown. */
  proven: number
  dashboards: number
  runbooks: number
  /** Metrics of the newest version, over all its states. */
  metrics: number
  /** Moments of unit tests at which an alert must fire, and at which it must be silent. */
  firing: number
  silent: number
  /** Its numbers, without what mutation testing has shown. */
  stats: EntryStats
  /** How many versions there are. */
  versions: number
  /** When each capture of all versions was recorded, in ISO 8601. */
  recorded: readonly string[]
}

/** The card of an entry. */
export function entryCard(entry: Entry): EntryCard {
  const { id, title, summary, category, icon, versions } = entry
  const stats = entryStats(entry)
  const { alerts, dashboards, runbooks, tests } = stats
  const [newest] = versions
  const captures = newest?.captures ?? []
  return {
    ...{ id, title, summary, category, icon, dashboards, runbooks },
    version: newest?.version ?? "",
    captured: latest(captures.map(({ provenance }) => provenance.captured)),
    alerts: alerts.all,
    proven: alerts.some,
    metrics: new Set(captures.flatMap(({ families }) => families.map(({ name }) => name))).size,
    firing: tests.firing,
    silent: tests.silent,
    stats,
    versions: versions.length,
    recorded: versions.flatMap((version) => version.captures.map(({ provenance }) => provenance.captured)),
  }
}

function latest(times: readonly string[]): string {
  return times.toSorted((a, b) => Date.parse(b) - Date.parse(a))[0] ?? ""
}
