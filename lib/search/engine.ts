/** What a document is about; also the facet "type". */
export const DOCUMENT_TYPES = ["entry", "alert", "recording", "dashboard", "panel", "metric", "runbook"] as const
export type DocumentType = (typeof DOCUMENT_TYPES)[number]

/** One searchable thing of the catalog. */
export interface SearchDocument {
  /** Unique over the whole index, such as "alert/redis-exporter/RedisDown". */
  id: string
  type: DocumentType
  /** Id of the entry that it belongs to. */
  entry: string
  title: string
  summary: string
  category: string
  /** Severity of an alert and of its runbook; empty for everything else. */
  severity: string
  /** Id of what is monitored, such as "postgresql". */
  software: string
  /** Whether all that can be shown of it has been shown; empty where there is nothing to show. */
  proven: "proven" | "unproven" | ""
  /** Ids of the bundle targets whose bundle carries it. */
  targets: readonly string[]
  /** Name of the registry that it comes from; empty where there is but one. */
  registry: string
  /** Path on the site. */
  url: string
  /** Names that people type for the entry: its id and aliases. Of a runbook also that of its alert. */
  names: readonly string[]
  /** What an entry or a dashboard is about. */
  tags: readonly string[]
  /** Names of the metrics involved. */
  metrics: readonly string[]
  /** More that it can be found by: descriptions, the body of a runbook. */
  text: string
}

/** The facets that can be chosen, in the order in which they are shown. */
export const FACETS = ["type", "category", "severity", "software", "proven", "target", "registry"] as const
export type Facet = (typeof FACETS)[number]

/** All that a search can be narrowed by; "entry" is for links, it is not shown as a facet. */
export const FILTERS = [...FACETS, "entry"] as const
export type Filter = (typeof FILTERS)[number]

/** The values of a document under a filter: none, one, or several for "target". */
export function filterValues(document: SearchDocument, filter: Filter): readonly string[] {
  if (filter === "target") return document.targets
  return document[filter] === "" ? [] : [document[filter]]
}

/** What to look for. Values of one filter are alternatives; different filters narrow each other. */
export interface SearchQuery {
  text: string
  filters?: Partial<Record<Filter, readonly string[]>>
  /** Default 20. */
  limit?: number
  offset?: number
}

/** A part of a text that a query matched: first and one past the last, in UTF-16 units. */
export type Range = readonly [start: number, end: number]

/** Where a hit shows what was asked for; in order, without overlaps. */
export interface Highlights {
  title: readonly Range[]
  summary: readonly Range[]
}

export interface SearchHit extends Omit<SearchDocument, "names" | "tags" | "metrics" | "text"> {
  score: number
  highlights: Highlights
}

export interface FacetCount {
  value: string
  count: number
}

export interface SearchAnswer {
  /** All hits, not only those of this page. */
  total: number
  hits: readonly SearchHit[]
  /** For each facet: how many hits each value would give, the other filters as they are chosen. Most frequent first. */
  facets: Readonly<Record<Facet, readonly FacetCount[]>>
  /** Another query that finds something, or much more; only where this one does not. */
  didYouMean?: string
}

/** A search engine that has been filled. */
export interface SearchEngine {
  search(query: SearchQuery): Promise<SearchAnswer>
}
