import type { z } from "zod"
import type { Entry } from "@/lib/catalog/entry"
import { alertPath, dashboardPath, recordingPath } from "@/lib/catalog/paths"
import type { MetricUse } from "@/lib/checks/metric-uses"
import { stateOf } from "./entry-views"
import { metricLinks } from "./links"
import { type IndexedMetric, metricIndex, usesOfFamily } from "./metric-index"
import type * as schemas from "./schemas/metrics"

const EXAMPLES = 5

/** A metric as lists show it. */
export function metricSummary(entry: Entry, metric: IndexedMetric): z.infer<typeof schemas.MetricSummary> {
  return { ...keys(entry, metric), ...metricLinks(entry.id, metric.name) }
}

/** A metric with what its captures show and what uses it. */
export function metricView(entry: Entry, metric: IndexedMetric): z.infer<typeof schemas.Metric> {
  const declared = entry.metrics.find(({ name }) => name === metric.name)
  return {
    ...keys(entry, metric),
    labelValues: labelValues(entry, metric),
    captures: entry.versions.flatMap((version) =>
      version.captures.flatMap(({ file, families }, i) => {
        const series = families.find(({ name }) => name === metric.name)?.samples.length ?? 0
        return series === 0 ? [] : [{ file, version: version.version, state: stateOf(version, i).name, series }]
      }),
    ),
    ...(declared && metric.series === 0 ? { declared: { source: declared.source, reason: declared.reason } } : {}),
    usedBy: usesOfFamily(metricIndex(entry), metric.name).map((use) => useView(entry, use)),
    ...metricLinks(entry.id, metric.name),
  }
}

function useView(entry: Entry, { user, via }: MetricUse) {
  return {
    kind: user.kind,
    name: user.name,
    ...(user.kind === "panel" ? { dashboard: user.dashboard.id } : {}),
    ...(via === undefined ? {} : { via }),
    url: pathOf(entry, user),
  }
}

function pathOf({ id }: Entry, user: MetricUse["user"]): string {
  if (user.kind === "alert") return alertPath(id, user.name)
  if (user.kind === "recording") return recordingPath(id, user.name)
  return `${dashboardPath(id, user.dashboard.id)}#panel-${user.slug}`
}

function keys(entry: Entry, { name, type, help, labels, series }: IndexedMetric) {
  return { name, entry: entry.id, type, help, labels: [...labels], series }
}

function labelValues(entry: Entry, metric: IndexedMetric): Record<string, { distinct: number; examples: string[] }> {
  const values = new Map(metric.labels.map((label) => [label, new Set<string>()]))
  for (const { families } of entry.versions[0]?.captures ?? [])
    for (const { labels } of families.find(({ name }) => name === metric.name)?.samples ?? [])
      for (const [label, value] of Object.entries(labels)) values.get(label)?.add(value)
  return Object.fromEntries(
    [...values].map(([label, seen]) => [label, { distinct: seen.size, examples: [...seen].slice(0, EXAMPLES) }]),
  )
}
