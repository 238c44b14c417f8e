import { type Entry, newestCaptures } from "./entry"

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
  dashboards: number
  runbooks: number
  /** Metric families that the captures of the newest version show, each once. */
  metrics: number
  /** Moments of unit tests at which an alert of the entry must fire, and at which it must be silent. */
  firing: number
  silent: number
}

/** The card of an entry. */
export function entryCard(entry: Entry): EntryCard {
  const { id, title, summary, category, icon, versions, alerts, dashboards, runbooks, tests } = entry
  const captures = newestCaptures(entry)
  const names = new Set(alerts.map(({ alert }) => alert))
  const moments = tests
    .flatMap((file) => file.tests.flatMap((test) => test.alert_rule_test))
    .filter(({ alertname }) => names.has(alertname))
  const firing = moments.filter(({ exp_alerts }) => exp_alerts.length > 0).length
  return {
    ...{ id, title, summary, category, icon },
    version: versions[0]?.version ?? "",
    captured: captures.reduce((last, { provenance }) => (provenance.captured > last ? provenance.captured : last), ""),
    alerts: alerts.length,
    dashboards: dashboards.length,
    runbooks: runbooks.size,
    metrics: new Set(captures.flatMap(({ families }) => families.map(({ name }) => name))).size,
    firing,
    silent: moments.length - firing,
  }
}
