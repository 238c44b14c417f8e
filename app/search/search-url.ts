import { z } from "zod"
import { FACETS, type Facet, type SearchQuery } from "@/lib/search/engine"

/** Hits on one page. */
export const PAGE_SIZE = 25

const Params = z.object({
  q: z.string().max(200).catch(""),
  type: z.array(z.string()),
  category: z.array(z.string()),
  severity: z.array(z.string()),
  entry: z.array(z.string()),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
})

/** The state of the search page, as its URL has it. */
export type SearchState = z.infer<typeof Params>

/** Reads the state from query parameters; what makes no sense is as if it were not there. */
export function readSearch(params: URLSearchParams): SearchState {
  return Params.parse({
    q: params.get("q")?.trim() ?? "",
    ...Object.fromEntries(FACETS.map((facet) => [facet, [...new Set(params.getAll(facet).filter(Boolean))]])),
    page: params.get("page") ?? 1,
  })
}

/** What the engine is asked. */
export function toQuery(state: SearchState): SearchQuery {
  const filters = Object.fromEntries(
    FACETS.filter((facet) => state[facet].length > 0).map((facet) => [facet, state[facet]]),
  )
  return { text: state.q, filters, limit: PAGE_SIZE, offset: (state.page - 1) * PAGE_SIZE }
}

/** The link to a state; the first page and empty facets do not show. */
export function searchHref(state: SearchState): `/search?${string}` | "/search" {
  const params = new URLSearchParams()
  if (state.q) params.set("q", state.q)
  for (const [facet, value] of filterPairs(state)) params.append(facet, value)
  if (state.page > 1) params.set("page", String(state.page))
  return params.size === 0 ? "/search" : `/search?${params}`
}

/** The state with one value of a facet chosen, or no longer chosen. */
export function toggled(state: SearchState, facet: Facet, value: string): SearchState {
  const values = state[facet]
  const next = values.includes(value) ? values.filter((other) => other !== value) : [...values, value]
  return { ...state, [facet]: next, page: 1 }
}

/** Everything that is chosen, as facet and value. */
export function filterPairs(state: SearchState): [Facet, string][] {
  return FACETS.flatMap((facet) => state[facet].map((value): [Facet, string] => [facet, value]))
}
