import { categoryTitle } from "@/app/components/format"
import type { Entry } from "@/lib/catalog/entry"
import type { Facet } from "@/lib/search/engine"

/** The headings of the facets. */
export const FACET_TITLES: Record<Facet, string> = {
  type: "Type",
  category: "Category",
  severity: "Severity",
  entry: "Exporter",
}

const TYPES: Record<string, string> = {
  entry: "Exporters",
  alert: "Alerts",
  recording: "Recording rules",
  dashboard: "Dashboards",
  metric: "Metrics",
}

/** A value of a facet in words. */
export function facetWords(facet: Facet, value: string, entries: ReadonlyMap<string, Entry>): string {
  if (facet === "type") return TYPES[value] ?? value
  if (facet === "entry") return entries.get(value)?.title ?? value
  return categoryTitle(value)
}
