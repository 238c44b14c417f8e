import {
  FACETS,
  type Facet,
  type FacetCount,
  FILTERS,
  type Filter,
  type SearchAnswer,
  type SearchQuery,
} from "./engine"
import { SENTENCES } from "./exact-names"
import { SHOWN_ATTRIBUTES, stems } from "./meilisearch-documents"
import { attributeOf } from "./meilisearch-settings"
import { type Question, question } from "./question"

/** Words that are searched, as stems, and what happens where no document has all of them: nothing, or frequent ones go. */
export interface Wording {
  words: readonly string[]
  matchingStrategy: "all" | "frequency"
}

interface Query {
  indexUid: string
  q: string
  /** All of them hold; of those in an inner list at least one. */
  filter: (string | string[])[]
  matchingStrategy: Wording["matchingStrategy"]
  attributesToRetrieve: string[]
}

/** A name that was typed as it is comes before everything else: more than any factor can give. */
const EXACT = 10

/** The words that a hit must have; none when everything is asked for. */
export function wordingOf(text: string): Wording {
  const words = question(text).asked.flatMap(({ word, required }) => (required ? [stems(word)] : []))
  return { words, matchingStrategy: "all" }
}

/**
 * The hits of one page, as a federated search: several searches of one index without a document in common, with weights.
 * They are the documents of that very name, those of a type that the words ask for, and the rest.
 */
export function hitRequest(indexUid: string, query: SearchQuery, wording: Wording) {
  const { text, filters = {}, limit = 20, offset = 0 } = query
  const chosen = conditions(filters)
  const shared = { ...base(indexUid, wording), attributesToRetrieve: [...SHOWN_ATTRIBUTES] }
  const queries = parts(question(text)).map(({ filter, weight }) => ({
    ...shared,
    filter: [...chosen, ...filter],
    federationOptions: { weight },
  }))
  return { federation: { limit, offset }, queries }
}

interface Part {
  filter: (string | string[])[]
  weight: number
}

function parts({ name, bareName, types }: Question): Part[] {
  const wanted = Object.entries(types)
  const sentences = SENTENCES.filter((type) => types[type] === undefined)
  const exact: Part[] = []
  // Titles of panels and runbooks are sentences, so what has one as its name is among the rest, unless it is wanted.
  if (name !== "")
    exact.push({ filter: [equals("exact", name), ...sentences.map((type) => differs("type", type))], weight: EXACT })
  const others = name === "" ? [] : [[differs("exact", name), ...sentences.map((type) => equals("type", type))]]
  const bare = bareName === "" || bareName === name ? [] : wanted
  if (bare.length > 0)
    exact.push({
      filter: [equals("exact", bareName), bare.map(([type]) => equals("type", type)), ...others],
      weight: EXACT,
    })
  const byType = wanted.map(([type, weight]) => ({
    filter: [equals("type", type), ...others, ...(bare.length > 0 ? [differs("exact", bareName)] : [])],
    weight,
  }))
  const rest = { filter: [...others, ...wanted.map(([type]) => differs("type", type))], weight: 1 }
  return [...exact, ...byType, rest]
}

/**
 * The total and the facets, as a multi-search. Counts of a facet leave its own choice out, so each facet with a choice needs
 * a search of its own. `hitsPerPage` makes the totals exact.
 */
export function countRequest(indexUid: string, query: SearchQuery, wording: Wording) {
  const { filters = {} } = query
  const shared = { ...base(indexUid, wording), attributesToRetrieve: ["id"] }
  const searches = [undefined, ...chosenFacets(filters)].map((except) => ({
    ...shared,
    filter: conditions(filters, except),
    facets: (except === undefined ? freeFacets(filters) : [except]).map(attributeOf),
    page: 1,
    hitsPerPage: 1,
  }))
  return { queries: searches }
}

/** How many documents have each of these words (or, in quotes, phrases), as a multi-search. */
export function wordRequest(indexUid: string, words: readonly string[]) {
  const search = { indexUid, matchingStrategy: "all" as const, attributesToRetrieve: ["id"], page: 1, hitsPerPage: 1 }
  return { queries: words.map((q) => ({ ...search, q })) }
}

/** What Meilisearch counted for one search of a countRequest. */
export interface Counted {
  totalHits: number
  facetDistribution: Readonly<Record<string, Readonly<Record<string, number>>>>
}

/** Total and facets from the answers to a countRequest, in its order. */
export function countsOf({ filters = {} }: SearchQuery, counted: readonly Counted[]): Omit<SearchAnswer, "hits"> {
  const [main, ...others] = counted
  const chosen = chosenFacets(filters)
  const facets = Object.fromEntries(
    FACETS.map((facet) => {
      const from = chosen.includes(facet) ? others[chosen.indexOf(facet)] : main
      return [facet, counts(from?.facetDistribution[attributeOf(facet)] ?? {})]
    }),
  ) as Record<Facet, FacetCount[]>
  return { total: main?.totalHits ?? 0, facets }
}

function counts(distribution: Readonly<Record<string, number>>): FacetCount[] {
  return Object.entries(distribution)
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
}

function base(indexUid: string, { words, matchingStrategy }: Wording) {
  return { indexUid, q: words.join(" "), matchingStrategy }
}

type Filters = NonNullable<SearchQuery["filters"]>

function chosenFacets(filters: Filters): Facet[] {
  return FACETS.filter((facet) => (filters[facet]?.length ?? 0) > 0)
}

function freeFacets(filters: Filters): Facet[] {
  return FACETS.filter((facet) => !chosenFacets(filters).includes(facet))
}

function conditions(filters: Filters, except?: Filter): Query["filter"] {
  return FILTERS.flatMap((filter) => {
    const values = filters[filter] ?? []
    return filter === except || values.length === 0 ? [] : [values.map((value) => equals(attributeOf(filter), value))]
  })
}

function equals(attribute: string, value: string): string {
  return `${attribute} = ${quoted(value)}`
}

function differs(attribute: string, value: string): string {
  return `${attribute} != ${quoted(value)}`
}

/** Values come from addresses of pages: whatever is in them stays inside of the quotes. */
function quoted(value: string): string {
  return `"${value.replace(/["\\]/g, "\\$&")}"`
}
