/** What a document is about; also the facet "type". */
export type DocumentType = "entry" | "alert" | "recording" | "dashboard" | "metric"

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
  /** Severity of an alert; empty for everything else. */
  severity: string
  /** Path on the site. */
  url: string
  /** Names that people type: aliases, tags, software. */
  names: readonly string[]
  /** Names of the metrics involved. */
  metrics: readonly string[]
}

/** The facets that can be chosen, in the order in which they are shown. */
export const FACETS = ["type", "category", "severity", "entry"] as const
export type Facet = (typeof FACETS)[number]

/** What to look for. Facet values of one facet are alternatives; different facets narrow each other. */
export interface SearchQuery {
  text: string
  filters?: Partial<Record<Facet, readonly string[]>>
  /** Default 20. */
  limit?: number
  offset?: number
}

export interface SearchHit extends Omit<SearchDocument, "names" | "metrics"> {
  score: number
}

export interface FacetCount {
  value: string
  count: number
}

export interface SearchAnswer {
  /** All hits, not only those of this page. */
  total: number
  hits: readonly SearchHit[]
  /** For each facet: how many hits each value would give, the other facets as they are chosen. Most frequent first. */
  facets: Readonly<Record<Facet, readonly FacetCount[]>>
}

/** A search engine that has been filled. */
export interface SearchEngine {
  search(query: SearchQuery): Promise<SearchAnswer>
}
