import type { Problem } from "@/lib/problem"

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

/** Who recorded a capture, of what, and when; from the `# CAPTURE key: value` comments at its head. */
export interface Provenance {
  exporter: string
  exporterVersion: string
  /** The monitored software and its version. */
  target: string
  /** ISO 8601, UTC. */
  captured: string
  url: string
  /** All other header lines, such as packages and the note about cut series. */
  notes: Readonly<Record<string, string>>
}

/** A recorded scrape: what a real exporter really said. */
export interface Capture {
  file: string
  provenance: Provenance
  families: readonly MetricFamily[]
  /** Every sample name with the label names seen on it and the values seen of each. */
  samples: ReadonlyMap<string, SampleName>
}

/** What a capture shows of one sample name. */
export interface SampleName {
  family: MetricFamily
  /** Label name → values seen. */
  labels: ReadonlyMap<string, ReadonlySet<string>>
  series: number
}

const TYPES = new Set<string>(["counter", "gauge", "histogram", "summary", "info", "untyped"])
const REQUIRED = ["exporter", "exporter-version", "target", "captured", "url"] as const
const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)\s*(?:\{((?:[^"}]|"(?:[^"\\]|\\.)*")*)\})?\s+(\S+)(?:\s+-?\d+)?(?:\s+#.*)?$/
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)\s*=\s*"((?:[^"\\]|\\.)*)"\s*,?\s*/y

/**
 * Parses a text exposition with its provenance header. Real exporters repeat HELP lines, emit OpenMetrics types and
 * timestamps, so those are accepted; a line that is no sample, and a missing header, are problems.
 */
export function parseCapture(file: string, text: string): { capture?: Capture; problems: Problem[] } {
  const problems: Problem[] = []
  const header: Record<string, string> = {}
  const families = new Map<string, MetricFamily>()
  const family = (name: string): MetricFamily => {
    const known = families.get(name)
    if (known) return known
    const made: MetricFamily = { name, type: "untyped", help: "", samples: [] }
    families.set(name, made)
    return made
  }
  text.split("\n").forEach((line, i) => {
    if (line.startsWith("# CAPTURE ")) {
      const colon = line.indexOf(": ")
      if (colon > 0) header[line.slice(10, colon)] = line.slice(colon + 2).trim()
    } else if (line.startsWith("# HELP ")) {
      const [, name = "", help = ""] = /^# HELP (\S+) ?(.*)$/.exec(line) ?? []
      family(name).help ||= help.replace(/\\n/g, "\n").replace(/\\\\/g, "\\")
    } else if (line.startsWith("# TYPE ")) {
      const [, name = "", type = ""] = /^# TYPE (\S+) (\S+)/.exec(line) ?? []
      family(name).type = TYPES.has(type) ? (type as MetricType) : "untyped"
    } else if (line !== "" && !line.startsWith("#")) {
      const sample = parseSample(line)
      if (sample) familyOf(sample.name, families, family).samples.push(sample)
      else problems.push(captureProblem(file, i + 1, "This is not a sample line of the Prometheus text format"))
    }
  })
  for (const key of REQUIRED) {
    if (!header[key]) problems.push(captureProblem(file, 1, `The header lacks "# CAPTURE ${key}: …"`))
  }
  if (families.size === 0) problems.push(captureProblem(file, 1, "The capture has no metrics"))
  if (problems.length > 0) return { problems }
  const {
    exporter = "",
    "exporter-version": exporterVersion = "",
    target = "",
    captured = "",
    url = "",
    ...notes
  } = header
  const list = [...families.values()].filter(({ samples }) => samples.length > 0)
  const provenance = { exporter, exporterVersion, target, captured, url, notes }
  return { capture: { file, provenance, families: list, samples: sampleNames(list) }, problems: [] }
}

function captureProblem(file: string, line: number, message: string): Problem {
  return { check: "capture", severity: "error", file, line, column: 1, message }
}

function parseSample(line: string): Sample | undefined {
  const [, name, labelText, value] = SAMPLE.exec(line) ?? []
  if (name === undefined || value === undefined) return undefined
  const number = parseValue(value)
  const labels = parseLabels(labelText ?? "")
  return number === undefined || labels === undefined ? undefined : { name, labels, value: number }
}

function parseValue(text: string): number | undefined {
  if (/^[+-]?Inf$/i.test(text)) return text.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  if (/^NaN$/i.test(text)) return Number.NaN
  const value = Number(text)
  return Number.isNaN(value) ? undefined : value
}

function parseLabels(text: string): Record<string, string> | undefined {
  const labels: Record<string, string> = {}
  LABEL.lastIndex = 0
  const trimmed = text.trim()
  while (LABEL.lastIndex < trimmed.length) {
    const match = LABEL.exec(trimmed)
    if (!match) return undefined
    const [, name = "", raw = ""] = match
    labels[name] = raw.replace(/\\(.)/g, (_, c: string) => (c === "n" ? "\n" : c))
  }
  return labels
}

/** The family that a sample belongs to: its own name, or the one that its suffix hangs on. */
function familyOf(
  name: string,
  families: ReadonlyMap<string, MetricFamily>,
  family: (name: string) => MetricFamily,
): MetricFamily {
  if (families.has(name)) return family(name)
  const base = name.replace(/_(bucket|sum|count|total|info|created)$/, "")
  const parent = families.get(base)
  if (parent && parent.type !== "untyped" && parent.type !== "gauge") return parent
  return family(name)
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
