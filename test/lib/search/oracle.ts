import {
  DOCUMENT_TYPES,
  FACETS,
  type FacetCount,
  FILTERS,
  filterValues,
  type SearchDocument,
  type SearchQuery,
} from "@/lib/search/engine"
import { words } from "@/lib/search/words"
import { sample } from "./sample"

/** Numbers from 0 up to 1, the same ones for the same seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Words that no typo, no form and no beginning turns into one another, and that mean nothing else. */
export const UNLIKE = ["quagga", "xenolith", "bivouac", "jonquil", "flummery", "oxbow", "zephyr", "gadroon"] as const

const CATEGORIES = ["database", "network", "messaging"]
const SEVERITIES = ["critical", "warning", "info"]
const TARGETS = ["operator", "helm", "mimir", "gmp"]

/** Documents made by chance, with titles of one to three of the words above. */
export function chanceDocuments(count: number, next: () => number): SearchDocument[] {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T
  return Array.from({ length: count }, (_, i) => {
    const type = pick(DOCUMENT_TYPES)
    const entry = `thing${Math.floor(next() * 5)}-exporter`
    const title = Array.from({ length: 1 + Math.floor(next() * 3) }, () => pick(UNLIKE)).join(" ")
    return sample(`${type}/${entry}/${i}`, {
      title,
      category: pick(CATEGORIES),
      severity: type === "alert" || type === "runbook" ? pick(SEVERITIES) : "",
      software: next() < 0.1 ? "" : entry.replace("-exporter", ""),
      proven: pick(["proven", "unproven", ""] as const),
      targets: TARGETS.filter(() => next() < 0.6),
      summary: pick(UNLIKE),
    })
  })
}

/** What an engine must answer to a query of words that are UNLIKE, by the plainest means. */
export function expected(documents: readonly SearchDocument[], { text, filters = {} }: SearchQuery) {
  const asked = words(text).map(({ word }) => word)
  const found = documents.filter(({ title, summary }) => {
    const has = new Set(words(`${title} ${summary}`).map(({ word }) => word))
    return asked.every((word) => has.has(word))
  })
  const passes = (document: SearchDocument, but?: string): boolean =>
    FILTERS.filter((filter) => filter !== but && (filters[filter]?.length ?? 0) > 0).every((filter) =>
      filterValues(document, filter).some((value) => filters[filter]?.includes(value)),
    )
  const facets = Object.fromEntries(
    FACETS.map((facet) => {
      const values = found.filter((document) => passes(document, facet)).flatMap((one) => filterValues(one, facet))
      const counts = [...new Set(values)].map((value): FacetCount => {
        return { value, count: values.filter((other) => other === value).length }
      })
      return [facet, counts.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))]
    }),
  )
  const ids = found.filter((document) => passes(document)).map(({ id }) => id)
  return { ids: ids.sort(), total: ids.length, facets }
}
