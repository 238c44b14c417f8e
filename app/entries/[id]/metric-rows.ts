import { metricIndex, usesOfFamily } from "@/lib/api/metric-index"
import type { Entry } from "@/lib/catalog/entry"
import type { MetricType } from "@/lib/catalog/exposition"

/** What is known of one metric family of an entry. */
export interface MetricRow {
  name: string
  type: MetricType
  help: string
  /** Label names seen on its series, without the ones that only make a histogram or a summary. */
  labels: readonly string[]
  /** Series in the capture that shows most of them; 0 for a metric that is declared but was never seen. */
  series: number
  /** Names of the alerts and recording rules whose expression names it. */
  usedBy: { title: string; alert: boolean }[]
  /** How many panels ask for it. */
  panels: number
}

/** What every exporter says about its own process; nobody opens the page of one exporter for these. */
const RUNTIME = /^(go|process|promhttp)_/

const cache = new WeakMap<Entry, MetricRow[]>()

/** The metrics of the newest version of an entry: used ones first, those of the exporter's own process last. */
export function metricRows(entry: Entry): readonly MetricRow[] {
  const rows = cache.get(entry) ?? makeRows(entry)
  cache.set(entry, rows)
  return rows
}

/** Those of them that rules or panels ask for. */
export function usedMetricRows(entry: Entry): readonly MetricRow[] {
  return metricRows(entry).filter(isUsed)
}

function makeRows(entry: Entry): MetricRow[] {
  const index = metricIndex(entry)
  return [...index.metrics.values()]
    .map((metric): MetricRow => {
      const users = usesOfFamily(index, metric.name).flatMap(({ user, via }) => (via === undefined ? [user] : []))
      const usedBy = users.flatMap(({ kind, name }) =>
        kind === "panel" ? [] : [{ title: name, alert: kind === "alert" }],
      )
      return { ...metric, usedBy, panels: users.length - usedBy.length }
    })
    .toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name))
}

function isUsed({ usedBy, panels }: MetricRow): boolean {
  return usedBy.length > 0 || panels > 0
}

function rank(row: MetricRow): number {
  if (isUsed(row)) return 0
  return RUNTIME.test(row.name) ? 2 : 1
}
