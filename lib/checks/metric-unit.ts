import type { KnownMetric } from "./metrics"
import { ownSamples } from "./own-samples"

/** What a value measures: "share" is one part of another, "instant" a Unix time, "number" what is counted. */
export type Dimension = "time" | "instant" | "data" | "share" | "temperature" | "number"

/** The unit of a value: `scale` in seconds, bytes or parts of one; a percentage is a share with the scale 0.01. */
export interface Unit {
  dimension: Dimension
  scale: number
  /** So much in each second; of seconds that is a share. */
  perSecond?: true
  /** A share that may well be above one: a quotient of two counts, a sum of shares. */
  open?: true
  /** Only a name says that it is a share, and exporters give ratios of 0 to 100 and percentages of 0 to 1. */
  assumed?: true
}

const SUFFIXES: readonly [RegExp, Unit][] = [
  [/_timestamp_seconds$|_(start|boot)_time_seconds$/, { dimension: "instant", scale: 1 }],
  [/_timestamp_(milliseconds|millis|ms)$/, { dimension: "instant", scale: 1e-3 }],
  [/_seconds$/, { dimension: "time", scale: 1 }],
  [/_(milliseconds|millis|msec|ms)$/, { dimension: "time", scale: 1e-3 }],
  [/_(microseconds|micros|usec|us)$/, { dimension: "time", scale: 1e-6 }],
  [/_(nanoseconds|nanos|nsec|ns)$/, { dimension: "time", scale: 1e-9 }],
  [/_minutes$/, { dimension: "time", scale: 60 }],
  [/_hours$/, { dimension: "time", scale: 3600 }],
  [/_days$/, { dimension: "time", scale: 86_400 }],
  [/_bytes$/, { dimension: "data", scale: 1 }],
  [/_(kilobytes|kbytes|kib)$/, { dimension: "data", scale: 1024 }],
  [/_(megabytes|mbytes|mib)$/, { dimension: "data", scale: 1024 ** 2 }],
  [/_(gigabytes|gbytes|gib)$/, { dimension: "data", scale: 1024 ** 3 }],
  [/_bits$/, { dimension: "data", scale: 1 / 8 }],
  [/_(percent|percentage)$/, { dimension: "share", scale: 0.01 }],
  [/_ratio$/, { dimension: "share", scale: 1 }],
  [/_celsius$/, { dimension: "temperature", scale: 1 }],
]
/** Names in seconds that may be instants or durations: `_expiry_time_seconds`, `_last_success_seconds`, `_age_seconds` of transactions. */
const EITHER = /(expir|not_after|not_before|_time_|mtime|created|last_|latest_|next_|since|handshake|epoch|_age_|date)/
/** Ratios that are no shares of a whole. */
const UNBOUNDED = /(fragment|compress|amplif|dedup|overcommit|speed|burn|mem_not|growth|cost|scale|target)/

/** The unit that a metric's name says it has, as far as its help and its recorded values do not say otherwise. */
export function metricUnit(name: string, metric: KnownMetric | undefined): Unit | undefined {
  if (name.includes(":") || metric?.how === "recorded") return undefined
  const isCount = metric ? ["count", "bucket"].includes(metric.kind ?? "") : /_(count|bucket)$/.test(name)
  if (isCount) return { dimension: "number", scale: 1 }
  const isTotal = name.endsWith("_total") || metric?.kind === "counter"
  const base = name.replace(/_(total|sum)$/, "")
  const unit = SUFFIXES.find(([suffix]) => suffix.test(base))?.[1]
  if (!unit) return isCounted(name, metric) ? { dimension: "number", scale: 1 } : undefined
  if (unit.dimension === "time" && !isTotal && EITHER.test(name)) return undefined
  if (contradicts(unit, name, metric)) return undefined
  if (unit.dimension !== "share") return unit
  const assumed = !valuesOf(name, metric).some((value) => (unit.scale === 1 ? value > 0 && value < 1 : value > 1))
  return { ...unit, ...(UNBOUNDED.test(name) && { open: true as const }), ...(assumed && { assumed }) }
}

/** Whether a counter counts things, and does not add up durations or sizes under a name without unit. */
function isCounted(name: string, metric: KnownMetric | undefined): boolean {
  return (
    metric?.kind === "counter" && name.endsWith("_total") && !/(latency|time|duration|size|_us_|_ms_|cpu)/.test(name)
  )
}

function valuesOf(name: string, metric: KnownMetric | undefined): number[] {
  return (metric?.shown ?? []).flatMap(({ family }) => ownSamples(family, name).map(({ value }) => value))
}

/** The unit of the observations of a histogram, by the name of its buckets or of the native histogram itself. */
export function observationUnit(name: string): Unit | undefined {
  return metricUnit(name.replace(/_bucket$/, ""), undefined)
}

/** Exporters do call milliseconds seconds, ages timestamps and shares percent; their help and the values in the captures tell. */
function contradicts({ dimension, scale }: Unit, name: string, metric: KnownMetric | undefined): boolean {
  const help = metric?.help ?? ""
  if (dimension === "time") return scale === 1 && /\b(milli|micro|nano)seconds?\b|\bms\b/i.test(help)
  const values = valuesOf(name, metric)
  if (dimension === "instant")
    return /\b(age|ago|duration)\b/i.test(help) || values.some((value) => value > 0 && value * scale < 1e8)
  if (dimension !== "share") return false
  return scale === 1 ? values.some((value) => value > 1.5) : /\b0(\.0)?\s*(-|to|and)\s*1(\.0)?\b/.test(help)
}
