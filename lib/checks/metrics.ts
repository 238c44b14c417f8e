import type { DeclaredMetric } from "@/lib/catalog/entry-file"
import type { Exposition, MetricFamily, SampleName } from "@/lib/catalog/exposition"
import { keptLabels } from "@/lib/promql/labels"
import { selectors } from "@/lib/promql/selectors"
import { possibleLabels } from "./possible-labels"
import type { SubjectRecording } from "./subject"
import { TARGET_LABELS } from "./target-labels"

/** What Prometheus itself writes for every target and alert. Source: Prometheus documentation, "Jobs and instances". */
const SYNTHETIC: Readonly<Record<string, readonly string[]>> = {
  up: [],
  scrape_duration_seconds: [],
  scrape_samples_scraped: [],
  scrape_samples_post_metric_relabeling: [],
  scrape_series_added: [],
  ALERTS: ["alertname", "alertstate", "severity"],
  ALERTS_FOR_STATE: ["alertname", "severity"],
}

/** What a series is: a family's own value, or a part of a histogram ("bucket") or summary ("quantile") or of both. */
export type SampleKind = "counter" | "gauge" | "bucket" | "sum" | "count" | "quantile" | "untyped"

/** A metric that expressions may use. */
export interface KnownMetric {
  /** From a capture, from the entry's declaration, from a recording, or from Prometheus itself. */
  how: "seen" | "declared" | "recorded" | "synthetic"
  /** Label names that are known to stand on it; a recording's are those of its expression, unknown when that is broken. */
  labels: ReadonlySet<string> | undefined
  /** Unknown for recordings. */
  kind?: SampleKind
  help?: string
  /** What each capture that has it shows; empty for metrics that no capture shows. */
  shown: readonly SampleName[]
}

/** Everything that is known of the metrics that expressions may use. */
export interface Metrics {
  /** Where the knowledge comes from, for messages: "the captures of redis-exporter 1.74.0"; empty when there is none. */
  source: string
  /** Whether a metric that is not in `byName` is unknown for good; false when nothing was given to look it up in. */
  complete: boolean
  byName: ReadonlyMap<string, KnownMetric>
  /** The scrapes themselves, for what depends on single series. */
  captures: readonly Exposition[]
}

/** What metrics are known from. */
export interface MetricSources {
  source: string
  captures: readonly Exposition[]
  declared: readonly DeclaredMetric[]
  recordings: readonly SubjectRecording[]
  /** Labels that the scrape puts on every series; job and instance unless told. */
  targetLabels?: readonly string[]
}

/** Collects every metric that expressions may use. */
export function knownMetrics({
  source,
  captures,
  declared,
  recordings,
  targetLabels = TARGET_LABELS,
}: MetricSources): Metrics {
  const byName = new Map<string, KnownMetric>()
  for (const [name, labels] of Object.entries(SYNTHETIC))
    byName.set(name, { how: "synthetic", kind: "gauge", labels: new Set([...targetLabels, ...labels]), shown: [] })
  for (const { name, labels, type, help } of declared)
    for (const [sample, kind] of samplesOf(name, type)) {
      const own = kind === "bucket" ? ["le"] : kind === "quantile" ? ["quantile"] : []
      byName.set(sample, {
        how: "declared",
        kind,
        help,
        labels: new Set([...targetLabels, ...labels, ...own]),
        shown: [],
      })
    }
  for (const capture of captures)
    for (const [name, sample] of capture.samples) {
      // The same metric may carry other labels in another state (a replica, a failing probe): all of them count.
      const before = byName.get(name)
      const seen = before?.how === "seen" ? before : undefined
      byName.set(name, {
        how: "seen",
        kind: kindOf(name, sample.family),
        help: sample.family.help,
        labels: new Set([...(seen?.labels ?? targetLabels), ...sample.labels.keys()]),
        shown: [...(seen?.shown ?? []), sample],
      })
    }
  addRecordings(recordings, byName)
  return { source, complete: captures.length > 0 || declared.length > 0, byName, captures }
}

/** Recordings may use each other in any order of files; each is known once all that it uses is. */
function addRecordings(recordings: readonly SubjectRecording[], known: Map<string, KnownMetric>): void {
  let waiting = recordings
  for (let before = -1; before !== waiting.length; ) {
    before = waiting.length
    waiting = waiting.filter(({ name, labels, expression: { result } }) => {
      if (!result.ok) {
        known.set(name, { how: "recorded", labels: undefined, shown: [] })
        return false
      }
      const used = selectors(result.expr).flatMap(({ metric }) => metric ?? [])
      if (
        used.some(
          (metric) => !known.has(metric) && waiting.some((other) => other.name === metric && other.name !== name),
        )
      )
        return true
      // The labels are those of the metrics it uses; of an unknown one nothing can be said.
      const certain = used.every((metric) => known.get(metric)?.labels !== undefined)
      const kept = possibleLabels(keptLabels(result.expr), known)
      known.set(name, {
        how: "recorded",
        labels: certain ? new Set([...kept, ...Object.keys(labels)]) : undefined,
        shown: [],
      })
      return false
    })
  }
}

function samplesOf(name: string, type: DeclaredMetric["type"]): [string, SampleKind][] {
  const parts: [string, SampleKind][] = [
    [`${name}_sum`, "sum"],
    [`${name}_count`, "count"],
  ]
  if (type === "histogram") return [[`${name}_bucket`, "bucket"], ...parts]
  return type === "summary" ? [[name, "quantile"], ...parts] : [[name, type]]
}

function kindOf(name: string, { name: base, type }: MetricFamily): SampleKind {
  if (type === "histogram" || type === "summary") {
    const suffix = name.slice(base.length)
    if (suffix === "_bucket") return "bucket"
    if (suffix === "_sum") return "sum"
    if (suffix === "_count") return "count"
    return type === "summary" ? "quantile" : "untyped"
  }
  return type === "info" ? "gauge" : type
}
