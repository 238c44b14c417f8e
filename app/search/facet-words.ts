import { softwareName } from "@/app/components/entry-icon"
import { categoryTitle } from "@/app/components/format"
import { targets } from "@/lib/bundle/all"
import type { Entry } from "@/lib/catalog/entry"
import type { Filter } from "@/lib/search/engine"

/** The headings of the facets. */
export const FACET_TITLES: Record<Filter, string> = {
  type: "Type",
  category: "Category",
  severity: "Severity",
  software: "Software",
  proven: "Proof",
  target: "Target",
  registry: "Registry",
  entry: "Exporter",
}

const TYPES: Record<string, string> = {
  entry: "Exporters",
  alert: "Alerts",
  recording: "Recording rules",
  dashboard: "Dashboards",
  panel: "Panels",
  metric: "Metrics",
  runbook: "Runbooks",
}

/** A value of a facet in words. */
export function facetWords(facet: Filter, value: string, entries: ReadonlyMap<string, Entry>): string {
  if (facet === "type") return TYPES[value] ?? value
  if (facet === "entry") return entries.get(value)?.title ?? value
  if (facet === "software") return softwareName(value)
  if (facet === "target") return targets.find(({ id }) => id === value)?.title ?? value
  if (facet === "registry") return value
  return categoryTitle(value)
}
