import { z } from "zod"
import { FILTERS, type Filter, type SearchQuery } from "@/lib/search/engine"

/** Hits on one page. */
export const PAGE_SIZE = 25

const Params = z.object({
  q: z.string().max(200).catch(""),
  type: z.array(z.string()),
  category: z.array(z.string()),
  severity: z.array(z.string()),
  software: z.array(z.string()),
  proven: z.array(z.string()),
  target: z.array(z.string()),
  registry: z.array(z.string()),
  entry: z.array(z.string()),
  page: z.coerce.number().int().min(1).catch(1),
})

/** The state of the search page, as its URL has it. */
export type SearchState = z.infer<typeof Params>

/** Reads the state from query parameters; what makes no sense is as if it were not there. */
export function readSearch(params: URLSearchParams): SearchState {
  return Params.parse({
    q: params.get("q")?.trim() ?? "",
    ...Object.fromEntries(FILTERS.map((filter) => [filter, [...new Set(params.getAll(filter).filter(Boolean))]])),
    page: params.get("page") ?? 1,
  })
}

/** What the engine is asked. */
export function toQuery(state: SearchState): SearchQuery {
  const filters = Object.fromEntries(
    FILTERS.filter((filter) => state[filter].length > 0).map((filter) => [filter, state[filter]]),
  )
  return { text: state.q, filters, limit: PAGE_SIZE, offset: (state.page - 1) * PAGE_SIZE }
}

/** The link to a state; the first page and empty filters do not show. */
export function searchHref(state: SearchState): `/search?${string}` | "/search" {
  const params = new URLSearchParams()
  if (state.q) params.set("q", state.q)
  for (const [filter, value] of filterPairs(state)) params.append(filter, value)
  if (state.page > 1) params.set("page", String(state.page))
  return params.size === 0 ? "/search" : `/search?${params}`
}

/** The state with one value of a filter chosen, or no longer chosen. */
export function toggled(state: SearchState, filter: Filter, value: string): SearchState {
  const values = state[filter]
  const next = values.includes(value) ? values.filter((other) => other !== value) : [...values, value]
  return { ...state, [filter]: next, page: 1 }
}

/** Everything that is chosen, as filter and value. */
export function filterPairs(state: SearchState): [Filter, string][] {
  return FILTERS.flatMap((filter) => state[filter].map((value): [Filter, string] => [filter, value]))
}

/** The same text, with nothing chosen. */
export function unfiltered(state: SearchState): SearchState {
  return readSearch(new URLSearchParams({ q: state.q }))
}
