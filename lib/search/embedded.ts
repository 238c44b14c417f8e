import MiniSearch from "minisearch"
import {
  type DocumentType,
  FACETS,
  type Facet,
  FILTERS,
  type Filter,
  filterValues,
  type SearchAnswer,
  type SearchDocument,
  type SearchEngine,
  type SearchHit,
  type SearchQuery,
} from "./engine"
import { highlight } from "./highlight"
import { allowedEdits, queryTokens, synonymsOf, tokenize } from "./text"

/** Boosts by field: a name says more than a description. Source: the measurements in the project's search notes. */
const BOOST = { title: 6, names: 4, tags: 2, metrics: 3, summary: 1, text: 0.5 }
/** People look for software first; its alerts, dashboards and metrics follow. */
const PRIOR: Record<DocumentType, number> = {
  entry: 1.6,
  alert: 1.25,
  dashboard: 1.15,
  runbook: 1,
  recording: 1,
  panel: 0.9,
  metric: 0.9,
}
/** A synonym counts for less than the word itself. */
const SYNONYM_WEIGHT = 0.85

interface Found {
  document: SearchDocument
  score: number
}

/** An engine in this process, filled at once; nothing to start, nothing to configure. */
export function embeddedEngine(documents: readonly SearchDocument[]): SearchEngine {
  const byId = new Map(documents.map((document) => [document.id, document]))
  const index = new MiniSearch<SearchDocument>({
    fields: Object.keys(BOOST),
    extractField: (document, field) => {
      const value = document[field as keyof SearchDocument]
      return typeof value === "string" ? value : value.join(" ")
    },
    tokenize,
    processTerm: (term) => term,
  })
  index.addAll(documents)
  return { search: async (query) => answer(find(index, byId, query.text), query) }
}

function find(index: MiniSearch<SearchDocument>, byId: ReadonlyMap<string, SearchDocument>, text: string): Found[] {
  const tokens = queryTokens(text)
  if (tokens.length === 0) return [...byId.values()].map((document) => ({ document, score: PRIOR[document.type] }))
  const all = scored(index, byId, text, tokens, "AND")
  return all.length > 0 ? all : scored(index, byId, text, tokens, "OR")
}

function scored(
  index: MiniSearch<SearchDocument>,
  byId: ReadonlyMap<string, SearchDocument>,
  text: string,
  tokens: readonly string[],
  combineWith: "AND" | "OR",
): Found[] {
  const last = tokens.at(-1)
  const queries = tokens.map((token) => ({
    combineWith: "OR" as const,
    queries: [
      { queries: [token], prefix: token === last || token.length > 3, fuzzy: allowedEdits(token), boost: BOOST },
      ...synonymsOf(token).map((other) => ({ queries: [other], boostTerm: () => SYNONYM_WEIGHT, boost: BOOST })),
    ],
  }))
  const wanted = squeeze(text)
  return index.search({ combineWith, queries }).flatMap(({ id, score }) => {
    const document = byId.get(String(id))
    if (!document) return []
    // An exact name is what was asked for, whatever else the words would find.
    const exact =
      squeeze(document.title) === wanted ||
      (document.type === "entry" && document.names.some((name) => squeeze(name) === wanted))
    return [{ document, score: score * PRIOR[document.type] + (exact ? 1_000_000 : 0) }]
  })
}

function squeeze(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "")
}

function answer(found: readonly Found[], { text, filters = {}, limit = 20, offset = 0 }: SearchQuery): SearchAnswer {
  const passes = (document: SearchDocument, except?: Filter): boolean =>
    FILTERS.every((filter) => {
      const chosen = filters[filter]
      if (filter === except || chosen === undefined || chosen.length === 0) return true
      return filterValues(document, filter).some((value) => chosen.includes(value))
    })
  const hits = found.filter(({ document }) => passes(document)).sort((a, b) => b.score - a.score || compareIds(a, b))
  const facets = Object.fromEntries(
    FACETS.map((facet) => [
      facet,
      count(
        found.filter(({ document }) => passes(document, facet)),
        facet,
      ),
    ]),
  ) as unknown as SearchAnswer["facets"]
  return { total: hits.length, hits: hits.slice(offset, offset + limit).map((hit) => toHit(hit, text)), facets }
}

function compareIds(a: Found, b: Found): number {
  return a.document.id < b.document.id ? -1 : 1
}

function count(found: readonly Found[], facet: Facet) {
  const counts = new Map<string, number>()
  for (const { document } of found)
    for (const value of filterValues(document, facet)) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
}

function toHit({ document, score }: Found, query: string): SearchHit {
  const { names: _names, tags: _tags, metrics: _metrics, text: _text, ...shown } = document
  const highlights = { title: highlight(shown.title, query), summary: highlight(shown.summary, query) }
  return { ...shown, score: Math.round(score * 1000) / 1000, highlights }
}
