import { bounded } from "@/lib/bounded"
import { type Entry, newestCaptures } from "@/lib/catalog/entry"
import type { MetricFamily, MetricType } from "@/lib/catalog/exposition"
import { entryUses, joinedUses, type MetricUse, type MetricUses, usesOfAny } from "@/lib/checks/metric-uses"

/** A metric family of an entry. */
export interface IndexedMetric {
  name: string
  type: MetricType
  help: string
  labels: readonly string[]
  /** Series in the capture of the newest version that shows most of them; 0 for a metric that is declared only. */
  series: number
}

interface Index {
  metrics: ReadonlyMap<string, IndexedMetric>
  uses: MetricUses
}

/** Of so many entries the index is kept: those of a whole catalog would fill the memory. */
const MOST_ENTRIES = 50
const indexes = bounded<Entry, Index>(MOST_ENTRIES)

/** The metric families that the newest version shows or declares, by name in alphabetical order, and what uses each. */
export function metricIndex(entry: Entry): Index {
  const index = indexes.get(entry) ?? { metrics: metricsOf(entry), uses: joinedUses([entryUses(entry)]) }
  indexes.set(entry, index, 1)
  return index
}

/** What in the entry uses a family, also through the names of a histogram's or summary's parts, and through recordings. */
export function usesOfFamily({ uses }: Index, family: string): readonly MetricUse[] {
  return usesOfAny(
    uses,
    ["", "_bucket", "_sum", "_count", "_total"].map((suffix) => `${family}${suffix}`),
  )
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
