import type { Entry } from "./entry"
import type { MetricType } from "./exposition"

/** The metric family behind a name that expressions use. */
export interface SampleFamily {
  name: string
  type: MetricType
  help: string
}

const known = new WeakMap<Entry, ReadonlyMap<string, SampleFamily>>()

/** The families of an entry by the names of their samples (`x_bucket` is of `x`), of any version and state, and declared ones. */
export function sampleFamilies(entry: Entry): ReadonlyMap<string, SampleFamily> {
  const before = known.get(entry)
  if (before) return before
  const families = new Map<string, SampleFamily>()
  // Not the family itself: its samples would stay in memory with it.
  for (const { samples } of entry.versions.flatMap(({ captures }) => captures))
    for (const [sample, { family }] of samples)
      if (!families.has(sample)) families.set(sample, { name: family.name, type: family.type, help: family.help })
  for (const metric of entry.metrics) {
    const parts =
      metric.type === "histogram"
        ? ["_bucket", "_sum", "_count"]
        : metric.type === "summary"
          ? ["", "_sum", "_count"]
          : [""]
    for (const part of parts) if (!families.has(metric.name + part)) families.set(metric.name + part, metric)
  }
  known.set(entry, families)
  return families
}
