import type { Capture } from "./capture"
import type { Entry } from "./entry"
import type { DeclaredMetric } from "./entry-file"
import type { MetricFamily, MetricType, Sample } from "./exposition"

/** What one capture shows of a metric family. */
export interface CaptureFacts {
  version: string
  /** The state's name; absent for the normal one. */
  state?: string
  description?: string
  series: number
  /** Of the family's own values; of a histogram or summary the number of observations and their sum are told instead. */
  low: number
  high: number
  observations?: number
  sum?: number
}

/** A label of a metric with the values that were seen on it. */
export interface LabelFacts {
  name: string
  /** In how many of the captured series each value stands, most first. */
  values: readonly { value: string; series: number }[]
}

/** The observations of a histogram between two bounds; `le` is the upper one as exposed. */
export interface Bucket {
  le: string
  count: number
}

/** Everything that the captures of an entry, and its declarations, say of one metric family. */
export interface MetricFacts {
  name: string
  type: MetricType
  help: string
  /** The names by which expressions ask for it: for a histogram `x_bucket`, `x_sum`, `x_count`. */
  sampleNames: readonly string[]
  /** Newest version first, the normal state first; versions and states without it are missing. */
  captures: readonly CaptureFacts[]
  /** Versions that have it, newest first. */
  versions: readonly string[]
  labels: readonly LabelFacts[]
  declared?: DeclaredMetric
  /** Of the capture with the most observations, over all series; empty for what is no histogram. */
  buckets: readonly Bucket[]
}

/** The names of all metric families of an entry, in any version and state or declared; sorted. */
export function metricNames(entry: Entry): readonly string[] {
  const seen = entry.versions.flatMap(({ captures }) => captures.flatMap(({ families }) => families))
  return [...new Set([...seen, ...entry.metrics].map(({ name }) => name))].sort()
}

/** What is known of one metric family of an entry; undefined when it has none of that name. */
export function metricFacts(entry: Entry, name: string): MetricFacts | undefined {
  const found = entry.versions.flatMap(({ version, captures, states }) =>
    captures.flatMap((capture, i) => {
      const family = familyOf(capture, name)
      const state = i === 0 ? undefined : states[i - 1]
      return family ? [{ version, family, state }] : []
    }),
  )
  const declared = entry.metrics.find((metric) => metric.name === name)
  const [newest] = found
  if (!newest && !declared) return undefined
  const families = found.map(({ family }) => family)
  const type = newest?.family.type ?? declared?.type ?? "untyped"
  return {
    name,
    type,
    help: families.find(({ help }) => help !== "")?.help ?? declared?.help ?? "",
    sampleNames: newest
      ? [...new Set(families.flatMap(({ samples }) => samples.map((one) => one.name)))]
      : sampleNames(name, type),
    captures: found.map(({ version, family, state }) => ({
      version,
      ...(state && { state: state.name, description: state.description }),
      ...valuesOf(family),
    })),
    versions: [...new Set(found.map(({ version }) => version))],
    labels: labelsOf(
      found.filter(({ version }) => version === newest?.version).map(({ family }) => family),
      declared?.labels ?? [],
    ),
    ...(declared && { declared }),
    buckets: bucketsOf(families),
  }
}

function familyOf({ families }: Capture, name: string): MetricFamily | undefined {
  return families.find((family) => family.name === name)
}

function sampleNames(name: string, type: MetricType): string[] {
  if (type === "histogram") return [`${name}_bucket`, `${name}_sum`, `${name}_count`]
  return type === "summary" ? [name, `${name}_sum`, `${name}_count`] : [name]
}

function isSpread({ type }: MetricFamily): boolean {
  return type === "histogram" || type === "summary"
}

/** One sample for each set of labels: the buckets, the sum and the count of a histogram are one series here. */
function seriesOf(family: MetricFamily): readonly Sample[] {
  return isSpread(family) ? family.samples.filter(({ name }) => name === `${family.name}_count`) : family.samples
}

function valuesOf(family: MetricFamily): Omit<CaptureFacts, "version"> {
  const { name, samples } = family
  const own = seriesOf(family)
  const values = own.map(({ value }) => value).filter((value) => !Number.isNaN(value))
  const sum = total(samples.filter((one) => one.name === `${name}_sum`))
  return {
    series: own.length,
    low: values.length > 0 ? values.reduce((a, b) => Math.min(a, b)) : Number.NaN,
    high: values.length > 0 ? values.reduce((a, b) => Math.max(a, b)) : Number.NaN,
    ...(isSpread(family) && { observations: total(own), sum }),
  }
}

function total(samples: readonly Sample[]): number {
  return samples.reduce((sum, { value }) => sum + value, 0)
}

function labelsOf(families: readonly MetricFamily[], declared: readonly string[]): LabelFacts[] {
  const names = new Map<string, Map<string, number>>(declared.map((name) => [name, new Map()]))
  for (const family of families) {
    for (const [name, value] of seriesOf(family).flatMap(({ labels }) => Object.entries(labels))) {
      const values = names.get(name) ?? new Map<string, number>()
      names.set(name, values.set(value, (values.get(value) ?? 0) + 1))
    }
  }
  return [...names].map(([name, values]) => ({
    name,
    values: [...values]
      .map(([value, series]) => ({ value, series }))
      .sort((a, b) => b.series - a.series || (a.value < b.value ? -1 : 1)),
  }))
}

/** The buckets are cumulative as they are exposed; here each holds only its own observations. */
function bucketsOf(families: readonly MetricFamily[]): Bucket[] {
  const histograms = families.filter(({ type }) => type === "histogram")
  const best = histograms.toSorted((a, b) => observations(b) - observations(a))[0]
  if (!best) return []
  const counts = new Map<string, number>()
  for (const buckets of bucketSeries(best))
    buckets.forEach(({ le, value }, i) => {
      counts.set(le, (counts.get(le) ?? 0) + value - (buckets[i - 1]?.value ?? 0))
    })
  return [...counts].map(([le, count]) => ({ le, count })).sort((a, b) => bound(a.le) - bound(b.le))
}

/** The buckets of each series, lowest bound first: not every series has to have all bounds. */
function bucketSeries({ name, samples }: MetricFamily): { le: string; value: number }[][] {
  const series = new Map<string, { le: string; value: number }[]>()
  for (const { labels, value } of samples.filter((sample) => sample.name === `${name}_bucket`)) {
    const { le = "", ...own } = labels
    const key = JSON.stringify(Object.entries(own).sort(([a], [b]) => (a < b ? -1 : 1)))
    series.set(key, [...(series.get(key) ?? []), { le, value }])
  }
  return [...series.values()].map((buckets) => buckets.sort((a, b) => bound(a.le) - bound(b.le)))
}

function observations({ name, samples }: MetricFamily): number {
  return total(samples.filter((sample) => sample.name === `${name}_count`))
}

function bound(le: string): number {
  return le === "+Inf" ? Number.POSITIVE_INFINITY : Number(le)
}
