import type { Entry } from "@/lib/catalog/entry"
import type { Exposition } from "@/lib/catalog/exposition"
import { durationMs } from "@/lib/promql/duration"
import { entrySubject } from "./entry-subject"
import type { MetricSources } from "./metrics"
import { DISCOVERED_LABELS, TARGET_LABELS } from "./target-labels"

/** One version of an entry that rules from outside are held against. */
export interface AgainstEntry {
  entry: Entry
  /** One of the entry's versions; the newest unless told. */
  version?: string
}

/** What rules from outside of the catalog are held against. */
export interface Against {
  entries: readonly AgainstEntry[]
  /** Expositions from elsewhere, and what to call them. */
  others: readonly { title: string; exposition: Exposition }[]
}

/** What is known of the metrics, and the shortest scrape interval of the entries: long enough for it is long enough for all. */
export function foreignSources({ entries, others }: Against): { sources: MetricSources; scrapeIntervalMs?: number } {
  const versions = entries.map(({ entry, version }) => ({
    entry,
    version: entry.versions.find((candidate) => candidate.version === version) ?? entry.versions[0],
  }))
  const intervals = entries.flatMap(({ entry }) => durationMs(entry.scrape.interval) ?? [])
  return {
    sources: {
      source: [
        ...versions.map(({ entry, version }) => `the captures of ${entry.id} ${version?.version ?? ""}`),
        ...others.map(({ title }) => title),
      ].join(", "),
      captures: [
        ...versions.flatMap(({ version }) => version?.captures ?? []),
        ...others.map(({ exposition }) => exposition),
      ],
      declared: entries.flatMap(({ entry }) => entry.metrics),
      recordings: entries.flatMap(({ entry }) => entrySubject(entry).recordings),
      targetLabels: [...TARGET_LABELS, ...DISCOVERED_LABELS],
    },
    ...(intervals.length > 0 && { scrapeIntervalMs: Math.min(...intervals) }),
  }
}
