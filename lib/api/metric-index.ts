import type { Entry } from "@/lib/catalog/entry"
import { newestCaptures } from "@/lib/catalog/entry"
import type { MetricFamily, MetricType } from "@/lib/catalog/exposition"
import { panelSlugs } from "@/lib/catalog/panel-slug"
import { expressionFacts } from "./rule-facts"

/** What uses a metric: names of rules, and panels with where they are. */
export interface MetricUses {
  alerts: string[]
  recordings: string[]
  panels: { dashboard: string; slug: string; title: string }[]
}

/** A metric family of an entry. */
export interface IndexedMetric {
  name: string
  type: MetricType
  help: string
  labels: readonly string[]
  /** Series in the capture of the newest version that shows most of them. */
  series: number
}

interface Index {
  metrics: ReadonlyMap<string, IndexedMetric>
  uses: ReadonlyMap<string, MetricUses>
}

const indexes = new WeakMap<Entry, Index>()

/** The metric families that the newest version shows or declares, by name in alphabetical order, and what uses each. */
export function metricIndex(entry: Entry): Index {
  const known = indexes.get(entry)
  if (known) return known
  const index = { metrics: metricsOf(entry), uses: usesOf(entry) }
  indexes.set(entry, index)
  return index
}

/** What uses a family, also through the names of a histogram's or summary's parts. */
export function usesOfFamily({ uses }: Index, family: string): MetricUses {
  const found = ["", "_bucket", "_sum", "_count", "_total"].flatMap((suffix) => uses.get(`${family}${suffix}`) ?? [])
  return {
    alerts: [...new Set(found.flatMap(({ alerts }) => alerts))],
    recordings: [...new Set(found.flatMap(({ recordings }) => recordings))],
    panels: [
      ...new Map(
        found.flatMap(({ panels }) => panels).map((panel) => [`${panel.dashboard}#${panel.slug}`, panel]),
      ).values(),
    ],
  }
}

function metricsOf(entry: Entry): Map<string, IndexedMetric> {
  const metrics = new Map<string, IndexedMetric>()
  for (const family of newestCaptures(entry).flatMap(({ families }) => families)) {
    const before = metrics.get(family.name)
    metrics.set(family.name, {
      name: family.name,
      type: family.type,
      help: family.help,
      labels: [...new Set([...(before?.labels ?? []), ...labelsOf(family)])].sort(),
      series: Math.max(before?.series ?? 0, family.samples.length),
    })
  }
  for (const { name, type, help, labels } of entry.metrics)
    if (!metrics.has(name)) metrics.set(name, { name, type, help, labels, series: 0 })
  return new Map([...metrics].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Labels of a family without those that only make a histogram or a summary. */
function labelsOf({ type, samples }: MetricFamily): string[] {
  const made = type === "histogram" ? "le" : type === "summary" ? "quantile" : undefined
  return samples.flatMap(({ labels }) => Object.keys(labels)).filter((label) => label !== made)
}

function usesOf(entry: Entry): Map<string, MetricUses> {
  const uses = new Map<string, MetricUses>()
  const of = (expr: string): MetricUses[] =>
    expressionFacts(expr).metrics.map((name) => {
      const use = uses.get(name) ?? { alerts: [], recordings: [], panels: [] }
      uses.set(name, use)
      return use
    })
  for (const { alert, expr } of entry.alerts) for (const use of of(expr)) use.alerts.push(alert)
  for (const { record, expr } of entry.recordings) for (const use of of(expr)) use.recordings.push(record)
  for (const dashboard of entry.dashboards) {
    const slugs = panelSlugs(dashboard)
    dashboard.rows
      .flatMap(({ panels }) => panels)
      .forEach(({ title, queries }, i) => {
        const panel = { dashboard: dashboard.id, slug: slugs[i] ?? "", title }
        for (const { expr } of queries) for (const use of of(expr)) use.panels.push(panel)
      })
  }
  return uses
}
