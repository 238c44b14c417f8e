export type MetricType = "counter" | "gauge" | "histogram" | "summary" | "info" | "untyped"

/** One sample line of an exposition. `name` is the sample's own name, with `_bucket`, `_sum` or `_count` where it has one. */
export interface Sample {
  name: string
  labels: Readonly<Record<string, string>>
  value: number
}

/** One metric family of a capture. */
export interface MetricFamily {
  name: string
  type: MetricType
  help: string
  samples: Sample[]
}

/** What a capture shows of one sample name. */
export interface SampleName {
  family: MetricFamily
  /** Label name → values seen. */
  labels: ReadonlyMap<string, ReadonlySet<string>>
  series: number
}

/** What a scrape shows. */
export interface Exposition {
  families: readonly MetricFamily[]
  /** Every sample name with the label names seen on it and the values seen of each. */
  samples: ReadonlyMap<string, SampleName>
}

const TYPES = new Set<string>(["counter", "gauge", "histogram", "summary", "info", "untyped"])
// Each of these reads its part in one pass: together in one expression they would take time with the square of the spaces.
const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*/
const LABELS = /\s*\{([^"}]*(?:"[^"\\]*(?:\\.[^"\\]*)*"[^"}]*)*)\}/y
const VALUE = /\s+(\S+)(?:\s+-?\d+)?(?:\s+#.*)?$/y
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)\s*=\s*"([^"\\]*(?:\\.[^"\\]*)*)"\s*,?\s*/y

/**
 * Parses a text exposition. Real exporters repeat HELP lines, emit OpenMetrics types and timestamps, so those are
 * accepted; the numbers of lines that are no samples come back in `faults`.
 */
export function parseExposition(text: string): Exposition & { faults: number[] } {
  const faults: number[] = []
  const families = new Map<string, MetricFamily>()
  const family = (name: string): MetricFamily => {
    const known = families.get(name)
    if (known) return known
    const made: MetricFamily = { name, type: "untyped", help: "", samples: [] }
    families.set(name, made)
    return made
  }
  text.split(/\r?\n/).forEach((line, i) => {
    if (line.startsWith("# HELP ")) {
      const [, name = "", help = ""] = /^# HELP (\S+) ?(.*)$/.exec(line) ?? []
      family(name).help ||= help.replace(/\\n/g, "\n").replace(/\\\\/g, "\\")
    } else if (line.startsWith("# TYPE ")) {
      const [, name = "", type = ""] = /^# TYPE (\S+) (\S+)/.exec(line) ?? []
      family(name).type = metricType(type)
    } else if (line !== "" && !line.startsWith("#")) {
      const sample = parseSample(line)
      if (sample) family(familyName(sample.name, (name) => families.get(name)?.type)).samples.push(sample)
      else faults.push(i + 1)
    }
  })
  return { ...exposition([...families.values()]), faults }
}

/** Metric families as an exposition; those without samples are left out. */
export function exposition(families: readonly MetricFamily[]): Exposition {
  const list = families.filter(({ samples }) => samples.length > 0)
  return { families: list, samples: sampleNames(list) }
}

/** A type as an exposition or a server names it; "untyped" for what is no type. */
export function metricType(text: string): MetricType {
  return TYPES.has(text) ? (text as MetricType) : "untyped"
}

/** One sample line; undefined when the line is none. */
export function parseSample(line: string): Sample | undefined {
  const name = NAME.exec(line)?.[0]
  if (name === undefined) return undefined
  LABELS.lastIndex = name.length
  const labelText = LABELS.exec(line)?.[1]
  VALUE.lastIndex = labelText === undefined ? name.length : LABELS.lastIndex
  const value = VALUE.exec(line)?.[1]
  if (value === undefined) return undefined
  const number = parseValue(value)
  const labels = parseLabels(labelText ?? "")
  return number === undefined || labels === undefined ? undefined : { name, labels, value: number }
}

function parseValue(text: string): number | undefined {
  const value = Number(text)
  if (!Number.isNaN(value)) return value
  if (/^[+-]?Inf$/i.test(text)) return text.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  return /^NaN$/i.test(text) ? value : undefined
}

function parseLabels(text: string): Record<string, string> | undefined {
  const labels: Record<string, string> = {}
  LABEL.lastIndex = 0
  const trimmed = text.trim()
  while (LABEL.lastIndex < trimmed.length) {
    const match = LABEL.exec(trimmed)
    if (!match) return undefined
    const [, name = "", raw = ""] = match
    labels[name] = raw.includes("\\") ? raw.replace(/\\(.)/g, (_, c: string) => (c === "n" ? "\n" : c)) : raw
  }
  return labels
}

/** The family that a sample belongs to: its own name, or the one that its suffix hangs on. `typeOf` knows the families so far. */
export function familyName(name: string, typeOf: (family: string) => MetricType | undefined): string {
  if (typeOf(name) !== undefined) return name
  const base = name.replace(/_(bucket|sum|count|total|info|created)$/, "")
  const type = typeOf(base)
  return type !== undefined && type !== "untyped" && type !== "gauge" ? base : name
}

function sampleNames(families: readonly MetricFamily[]): Map<string, SampleName> {
  const names = new Map<string, SampleName & { labels: Map<string, Set<string>> }>()
  for (const family of families) {
    for (const { name, labels } of family.samples) {
      const entry = names.get(name) ?? { family, labels: new Map<string, Set<string>>(), series: 0 }
      entry.series += 1
      for (const [label, value] of Object.entries(labels)) {
        const values = entry.labels.get(label) ?? new Set<string>()
        entry.labels.set(label, values.add(value))
      }
      names.set(name, entry)
    }
  }
  return names
}
