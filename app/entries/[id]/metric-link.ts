import type { Entry } from "@/lib/catalog/entry"
import { sampleFamilies } from "@/lib/catalog/sample-families"

/** What a name in an expression of an entry stands for, and its page where it has one. */
export interface MetricLink {
  name: string
  href?: string
  /** "gauge", "recording rule"… */
  kind: string
  help: string
}

/** The page of a metric family of an entry. */
export function metricHref(entry: Pick<Entry, "id">, family: string): string {
  return `/entries/${entry.id}/metrics/${encodeURIComponent(family)}`
}

/** The page of a recording rule of an entry. */
export function recordingHref(entry: Pick<Entry, "id">, record: string): string {
  return `/entries/${entry.id}/recordings/${encodeURIComponent(record)}`
}

/** Finds what a name stands for: a recording rule, a metric of the exporter, or what Prometheus adds itself. */
export function metricLink(entry: Entry, name: string): MetricLink {
  if (entry.recordings.some(({ record }) => record === name))
    return { name, href: recordingHref(entry, name), kind: "recording rule", help: "" }
  const family = sampleFamilies(entry).get(name)
  if (family) return { name, href: metricHref(entry, family.name), kind: family.type, help: family.help }
  const isOwn = name === "up" || name.startsWith("scrape_") || name.startsWith("ALERTS")
  return { name, kind: isOwn ? "written by Prometheus itself" : "not of this exporter", help: "" }
}
