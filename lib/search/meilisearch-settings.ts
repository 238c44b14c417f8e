import { FILTERS, type Filter } from "./engine"
import { SHOWN_ATTRIBUTES, stems, TERM_ATTRIBUTES } from "./meilisearch-documents"
import { SYNONYMS_BY_STEM } from "./synonyms"

/** The attribute that has the values of a filter. */
export function attributeOf(filter: Filter): string {
  return filter === "target" ? "targets" : filter
}

/** Beyond these there are no more counts, and no more pages. Far above any catalog, and cheap: an upper bound only. */
const MOST_VALUES = 10_000
const MOST_HITS = 1_000_000

/**
 * The settings of our index, for Meilisearch 1.36 and later. Rules in the order of its reference, with one change: which
 * attribute has the words comes before how near they are to each other, since titles of alerts and metrics are names.
 */
export function meilisearchSettings() {
  return {
    searchableAttributes: [...TERM_ATTRIBUTES],
    displayedAttributes: [...SHOWN_ATTRIBUTES],
    filterableAttributes: [
      {
        attributePatterns: FILTERS.map(attributeOf),
        features: { facetSearch: true, filter: { equality: true, comparison: false } },
      },
      { attributePatterns: ["exact"], features: { facetSearch: false, filter: { equality: true, comparison: false } } },
    ],
    rankingRules: [
      "words",
      "typo",
      "attributeRank",
      "proximity",
      "wordPosition",
      "exactness",
      "prior:desc",
      "place:asc",
    ],
    typoTolerance: { enabled: true, disableOnNumbers: true, minWordSizeForTypos: { oneTypo: 4, twoTypos: 8 } },
    synonyms: synonyms(),
    faceting: { maxValuesPerFacet: MOST_VALUES, sortFacetValuesBy: { "*": "count" as const } },
    pagination: { maxTotalHits: MOST_HITS },
  }
}

/** By the stems that documents and queries are made of; Meilisearch reads a synonym one way, so both are written. */
function synonyms(): Record<string, string[]> {
  return Object.fromEntries(
    [...SYNONYMS_BY_STEM].map(([word, others]) => [
      word,
      [...new Set(others.map(stems))].filter((other) => other !== word),
    ]),
  )
}
