import { type Entry, newestCaptures } from "@/lib/catalog/entry"
import { type KeptLabels, labelSource } from "@/lib/promql/label-sets"
import { keptLabels } from "@/lib/promql/labels"
import { parse } from "@/lib/promql/parse"
import { type Selector, selectors } from "@/lib/promql/selectors"

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

/** Labels that Prometheus puts on every scraped series. */
const TARGET_LABELS = ["job", "instance"]

/** How a metric is known: from a capture, from the entry's declaration, from a recording, or from Prometheus itself. */
export interface KnownMetric {
  how: "seen" | "declared" | "recorded" | "synthetic"
  /** Label names that are known to stand on it; a recording's are those of its expression, unknown when that is broken. */
  labels: ReadonlySet<string> | undefined
}

const cache = new WeakMap<Entry, ReadonlyMap<string, KnownMetric>>()

/** Every metric that rules and panels of an entry may use, by name. */
export function knownMetrics(entry: Entry): ReadonlyMap<string, KnownMetric> {
  const cached = cache.get(entry)
  if (cached) return cached
  const known = new Map<string, KnownMetric>()
  for (const [name, labels] of Object.entries(SYNTHETIC))
    known.set(name, { how: "synthetic", labels: new Set([...TARGET_LABELS, ...labels]) })
  for (const { name, labels, type } of entry.metrics)
    for (const sample of sampleNamesOf(name, type))
      known.set(sample, {
        how: "declared",
        labels: new Set([...TARGET_LABELS, ...labels, ...suffixLabels(sample, type)]),
      })
  for (const capture of newestCaptures(entry))
    for (const [name, { labels }] of capture.samples) {
      // The same metric may carry other labels in another state (a replica, a failing probe): all of them count.
      const before = known.get(name)
      const seen = before?.how === "seen" ? (before.labels ?? []) : TARGET_LABELS
      known.set(name, { how: "seen", labels: new Set([...seen, ...labels.keys()]) })
    }
  addRecordings(entry, known)
  cache.set(entry, known)
  return known
}

/** Recordings may use each other in any order of files; each is known once all that it uses is. */
function addRecordings(entry: Entry, known: Map<string, KnownMetric>): void {
  let waiting = entry.recordings.map((recording) => ({ ...recording, result: parse(recording.expr) }))
  for (let before = -1; before !== waiting.length; ) {
    before = waiting.length
    waiting = waiting.filter(({ record, labels, result }) => {
      if (!result.ok) {
        known.set(record, { how: "recorded", labels: undefined })
        return false
      }
      const used = selectors(result.expr).flatMap(({ metric }) => metric ?? [])
      if (
        used.some(
          (name) => !known.has(name) && waiting.some((other) => other.record === name && other.record !== record),
        )
      )
        return true
      const kept = possibleLabels(keptLabels(result.expr), known)
      known.set(record, { how: "recorded", labels: new Set([...kept, ...Object.keys(labels)]) })
      return false
    })
  }
}

/** The label names that a result can carry, as far as its metrics are known. */
export function possibleLabels(kept: KeptLabels, known: ReadonlyMap<string, KnownMetric>): Set<string> {
  const brought = kept.kind === "only" ? [] : kept.selectors.flatMap((selector) => [...labelsOf(selector, known)])
  return new Set([...brought, ...kept.labels.keys()].filter((label) => carries(kept, label, known)))
}

/** Whether series of a result can carry a label: made by the expression, or there on a metric that brings it. */
function carries(kept: KeptLabels, label: string, known: ReadonlyMap<string, KnownMetric>): boolean {
  const source = labelSource(kept, label)
  return (
    source !== undefined && (source.length === 0 || source.some((selector) => labelsOf(selector, known).has(label)))
  )
}

/** Labels of the metric that a selector names, and those that it matches by itself. */
function labelsOf({ metric, matchers }: Selector, known: ReadonlyMap<string, KnownMetric>): Set<string> {
  const own = metric === undefined ? undefined : known.get(metric)
  return new Set([
    ...(own?.labels ?? TARGET_LABELS),
    ...matchers.filter(() => own === undefined).map(({ label }) => label.name),
  ])
}

function sampleNamesOf(name: string, type: string): string[] {
  if (type === "histogram") return [`${name}_bucket`, `${name}_sum`, `${name}_count`]
  return type === "summary" ? [name, `${name}_sum`, `${name}_count`] : [name]
}

function suffixLabels(sample: string, type: string): string[] {
  if (type === "histogram" && sample.endsWith("_bucket")) return ["le"]
  return type === "summary" && !/_(sum|count)$/.test(sample) ? ["quantile"] : []
}
