import { familyName, type MetricType, metricType, parseSample } from "@/lib/catalog/exposition"

/** A family of which only a part was kept. Series: all buckets or quantiles of one label set count as one. */
export interface Trimmed {
  family: string
  kept: number
  series: number
  /** Labels of which every value is still there. */
  complete: readonly string[]
}

/** One series of a family: its lines, and the labels that tell it from the others. */
interface Series {
  lines: number[]
  labels: Readonly<Record<string, string>>
}

/**
 * The exposition with at most `limit` series of each family: first those that show a value of a label that no other shows,
 * then some from all over the family. Of a histogram or summary all of a series is kept, or nothing.
 */
export function trim(text: string, limit: number): { text: string; trimmed: readonly Trimmed[] } {
  const lines = text.split("\n")
  const drop = new Set<number>()
  const trimmed: Trimmed[] = []
  for (const [family, series] of families(lines)) {
    if (series.length <= limit) continue
    const kept = sampleOf(series, limit)
    for (const one of series) if (!kept.has(one)) for (const line of one.lines) drop.add(line)
    trimmed.push({ family, kept: kept.size, series: series.length, complete: completeLabels(series, kept) })
  }
  return { text: lines.filter((_, i) => !drop.has(i)).join("\n"), trimmed }
}

/** What was trimmed, for the head of the capture. */
export function trimmedNote({ family, kept, series, complete }: Trimmed): string {
  const values = complete.length === 0 ? "" : `, every value of ${complete.join(", ")} among them`
  return `${family}: ${kept} of ${series} series are kept${values}`
}

function families(lines: readonly string[]): ReadonlyMap<string, readonly Series[]> {
  const types = new Map<string, MetricType>()
  const found = new Map<string, Map<string, Series>>()
  lines.forEach((line, i) => {
    const [, typed = "", type = ""] = /^# TYPE (\S+) (\S+)/.exec(line) ?? []
    if (typed !== "") types.set(typed, metricType(type))
    const sample = line === "" || line.startsWith("#") ? undefined : parseSample(line)
    if (!sample) return
    const name = familyName(sample.name, (family) => types.get(family))
    const { le, quantile, ...labels } = sample.labels
    const isSplit = types.get(name) === "histogram" || types.get(name) === "summary"
    const own = isSplit ? labels : sample.labels
    const key = JSON.stringify(Object.entries(own).sort(([a], [b]) => (a < b ? -1 : 1)))
    const family = found.get(name) ?? new Map<string, Series>()
    const series = family.get(key) ?? { lines: [], labels: own }
    series.lines.push(i)
    found.set(name, family.set(key, series))
  })
  return new Map([...found].map(([name, series]) => [name, [...series.values()]]))
}

function sampleOf(series: readonly Series[], limit: number): ReadonlySet<Series> {
  const kept = new Set<Series>()
  const seen = new Set<string>()
  // A label with more values than fit, such as a table's name, cannot be shown in full; others must not lose to it.
  const small = smallLabels(series, limit / 2)
  for (const one of series) {
    const fresh = Object.entries(one.labels).filter(
      ([label, value]) => small.has(label) && !seen.has(`${label} ${value}`),
    )
    if (fresh.length === 0 || kept.size >= limit) continue
    kept.add(one)
    for (const [label, value] of Object.entries(one.labels)) seen.add(`${label} ${value}`)
  }
  const rest = series.filter((one) => !kept.has(one))
  const room = limit - kept.size
  for (let i = 0; i < room; i++) {
    const one = rest[Math.floor((i * rest.length) / room)]
    if (one) kept.add(one)
  }
  return kept
}

function smallLabels(series: readonly Series[], most: number): ReadonlySet<string> {
  return new Set([...valuesOf(series)].filter(([, values]) => values.size <= most).map(([label]) => label))
}

function completeLabels(series: readonly Series[], kept: ReadonlySet<Series>): readonly string[] {
  const after = valuesOf([...kept])
  return [...valuesOf(series)]
    .filter(([label, values]) => after.get(label)?.size === values.size)
    .map(([label]) => label)
    .sort()
}

function valuesOf(series: readonly Series[]): ReadonlyMap<string, ReadonlySet<string>> {
  const values = new Map<string, Set<string>>()
  for (const { labels } of series)
    for (const [label, value] of Object.entries(labels)) values.set(label, (values.get(label) ?? new Set()).add(value))
  return values
}
