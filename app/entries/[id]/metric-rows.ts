import { type Entry, newestCaptures } from "@/lib/catalog/entry"
import type { MetricType } from "@/lib/catalog/exposition"
import { parse } from "@/lib/promql/parse"
import { selectors } from "@/lib/promql/selectors"

/** What is known of one metric family of an entry. */
export interface MetricRow {
  name: string
  type: MetricType
  help: string
  /** Label names seen on its series, without the ones that only make a histogram or a summary. */
  labels: string[]
  /** Series in the capture that shows most of them; 0 for a metric that is declared but was never seen. */
  series: number
  /** Names of the alerts and recording rules whose expression names it. */
  usedBy: { title: string; alert: boolean }[]
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

function makeRows(entry: Entry): MetricRow[] {
  const rows = new Map<string, Omit<MetricRow, "usedBy">>()
  for (const { families } of newestCaptures(entry)) {
    for (const { name, type, help, samples } of families) {
      const labels = new Set([
        ...(rows.get(name)?.labels ?? []),
        ...samples.flatMap((sample) => Object.keys(sample.labels)),
      ])
      if (type === "histogram") labels.delete("le")
      if (type === "summary") labels.delete("quantile")
      const series = Math.max(rows.get(name)?.series ?? 0, samples.length)
      rows.set(name, { name, type, help, labels: [...labels].toSorted(), series })
    }
  }
  for (const { name, type, help, labels } of entry.metrics) {
    if (!rows.has(name)) rows.set(name, { name, type, help, labels, series: 0 })
  }
  const rules = ruleNames(entry)
  return [...rows.values()]
    .map((row) => ({ ...row, usedBy: rules.filter(({ names }) => uses(row.name, names)) }))
    .toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name))
}

function rank({ name, usedBy }: MetricRow): number {
  if (usedBy.length > 0) return 0
  return RUNTIME.test(name) ? 2 : 1
}

function ruleNames(entry: Entry): { title: string; alert: boolean; names: Set<string> }[] {
  const words = (expr: string): Set<string> => {
    const parsed = parse(expr)
    return new Set(parsed.ok ? selectors(parsed.expr).flatMap(({ metric }) => metric ?? []) : [])
  }
  return [
    ...entry.alerts.map(({ alert, expr }) => ({ title: alert, alert: true, names: words(expr) })),
    ...entry.recordings.map(({ record, expr }) => ({ title: record, alert: false, names: words(expr) })),
  ]
}

/** A histogram or summary is used through the names of its parts. */
function uses(family: string, names: ReadonlySet<string>): boolean {
  return ["", "_bucket", "_sum", "_count", "_total"].some((suffix) => names.has(`${family}${suffix}`))
}
