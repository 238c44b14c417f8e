import type { Entry } from "@/lib/catalog/entry"
import { metricPath, recordingPath } from "@/lib/catalog/paths"
import { sampleFamilies } from "@/lib/catalog/sample-families"

/** What a name in an expression of an entry stands for, and its page where it has one. */
export interface MetricLink {
  name: string
  href?: string
  /** "gauge", "recording rule"… */
  kind: string
  help: string
}

/** Finds what a name stands for: a recording rule, a metric of the exporter, or what Prometheus adds itself. */
export function metricLink(entry: Entry, name: string): MetricLink {
  if (entry.recordings.some(({ record }) => record === name))
    return { name, href: recordingPath(entry.id, name), kind: "recording rule", help: "" }
  const family = sampleFamilies(entry).get(name)
  if (family) return { name, href: metricPath(entry.id, family.name), kind: family.type, help: family.help }
  const isOwn = name === "up" || name.startsWith("scrape_") || name.startsWith("ALERTS")
  return { name, kind: isOwn ? "written by Prometheus itself" : "not of this exporter", help: "" }
}
