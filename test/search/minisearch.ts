import MiniSearch, { type SearchOptions } from "minisearch"
import type { SearchDocument } from "@/lib/search/engine"
import type { Contender } from "./contender"

/** MiniSearch as it comes: its own words, no boosts, every word optional, neither prefixes nor typos. */
export function miniSearchDefaults(documents: readonly SearchDocument[]): Contender {
  return miniSearch("MiniSearch, defaults", documents, {})
}

/** MiniSearch with the two options that its documentation shows first. */
export function miniSearchFuzzy(documents: readonly SearchDocument[]): Contender {
  return miniSearch("MiniSearch, prefix and fuzzy 0.2", documents, { prefix: true, fuzzy: 0.2 })
}

function miniSearch(name: string, documents: readonly SearchDocument[], options: SearchOptions): Contender {
  const index = new MiniSearch<SearchDocument>({
    fields: ["title", "summary", "names", "tags", "metrics", "text"],
    extractField: (document, field) => {
      const value = document[field as keyof SearchDocument]
      return typeof value === "string" ? value : value.join(" ")
    },
    searchOptions: options,
  })
  index.addAll(documents)
  return {
    name,
    search: async (text) =>
      index
        .search(text)
        .slice(0, 10)
        .map(({ id }) => String(id)),
  }
}
