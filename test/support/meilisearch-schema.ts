import { z } from "zod"

/*
 * The bodies that Meilisearch takes, as far as we use them; it refuses fields that it does not know, and so do these.
 * Source: the reference of Meilisearch 1.50 (settings, documents, indexes, swap-indexes, multi-search).
 */

const Attributes = z.array(z.string().min(1))

const RankingRule = z
  .string()
  .regex(/^(words|typo|proximity|attribute|attributeRank|sort|wordPosition|exactness|[\w.]+:(asc|desc))$/)

export const SettingsBody = z
  .strictObject({
    searchableAttributes: Attributes,
    displayedAttributes: Attributes,
    filterableAttributes: z.array(
      z.union([
        z.string(),
        z.strictObject({
          attributePatterns: Attributes,
          features: z.strictObject({
            facetSearch: z.boolean(),
            filter: z.strictObject({ equality: z.boolean(), comparison: z.boolean() }),
          }),
        }),
      ]),
    ),
    sortableAttributes: Attributes,
    rankingRules: z
      .array(RankingRule)
      .refine(
        (rules) => !rules.includes("attribute") || !rules.some((rule) => /^(attributeRank|wordPosition)$/.test(rule)),
      ),
    stopWords: z.array(z.string()),
    nonSeparatorTokens: z.array(z.string().length(1)),
    separatorTokens: z.array(z.string()),
    synonyms: z.record(z.string(), z.array(z.string())),
    typoTolerance: z.strictObject({
      enabled: z.boolean().default(true),
      disableOnNumbers: z.boolean().default(false),
      disableOnAttributes: Attributes.default([]),
      disableOnWords: z.array(z.string()).default([]),
      minWordSizeForTypos: z
        .strictObject({ oneTypo: z.number().int().min(0), twoTypos: z.number().int().max(255) })
        .refine(({ oneTypo, twoTypos }) => oneTypo <= twoTypos)
        .default({ oneTypo: 5, twoTypos: 9 }),
    }),
    faceting: z.strictObject({
      maxValuesPerFacet: z.number().int().positive().default(100),
      sortFacetValuesBy: z.record(z.string(), z.enum(["alpha", "count"])).default({ "*": "alpha" }),
    }),
    pagination: z.strictObject({ maxTotalHits: z.number().int().positive() }),
    proximityPrecision: z.enum(["byWord", "byAttribute"]),
    prefixSearch: z.enum(["indexingTime", "disabled"]),
    facetSearch: z.boolean(),
  })
  .partial()

type Given = z.infer<typeof SettingsBody>
export type MeiliSettings = { [Key in keyof Given]-?: NonNullable<Given[Key]> }

/** What an index has before anyone sets anything. */
export const DEFAULT_SETTINGS: MeiliSettings = {
  searchableAttributes: ["*"],
  displayedAttributes: ["*"],
  filterableAttributes: [],
  sortableAttributes: [],
  rankingRules: ["words", "typo", "proximity", "attributeRank", "sort", "wordPosition", "exactness"],
  stopWords: [],
  nonSeparatorTokens: [],
  separatorTokens: [],
  synonyms: {},
  typoTolerance: {
    enabled: true,
    disableOnNumbers: false,
    disableOnAttributes: [],
    disableOnWords: [],
    minWordSizeForTypos: { oneTypo: 5, twoTypos: 9 },
  },
  faceting: { maxValuesPerFacet: 100, sortFacetValuesBy: { "*": "alpha" } },
  pagination: { maxTotalHits: 1_000 },
  proximityPrecision: "byWord",
  prefixSearch: "indexingTime",
  facetSearch: true,
}

const Uid = z.string().regex(/^[a-zA-Z0-9_-]{1,400}$/)

export const IndexBody = z.strictObject({ uid: Uid, primaryKey: z.string().nullish() })

export const DocumentsBody = z.array(z.record(z.string(), z.unknown())).min(1)

export const SwapBody = z.array(
  z.strictObject({ indexes: z.tuple([Uid, Uid]), rename: z.literal(false).default(false) }),
)

const Filter = z.union([z.string(), z.array(z.union([z.string(), z.array(z.string())]))])
export type MeiliFilter = z.infer<typeof Filter>

const QueryShape = {
  indexUid: Uid,
  q: z.string().nullish(),
  filter: Filter.optional(),
  matchingStrategy: z.enum(["all", "last", "frequency"]).default("last"),
  attributesToRetrieve: z.array(z.string()).optional(),
  showRankingScore: z.boolean().default(false),
}

export const SearchBody = z.strictObject({
  ...QueryShape,
  facets: z.array(z.string()).optional(),
  limit: z.number().int().min(0).default(20),
  offset: z.number().int().min(0).default(0),
  page: z.number().int().min(0).optional(),
  hitsPerPage: z.number().int().min(0).optional(),
})
export type SearchBody = z.infer<typeof SearchBody>

export const MultiSearchBody = z.strictObject({ queries: z.array(SearchBody) })

/** With `federation` the queries have one list of hits together; paging and facets are then not theirs. */
export const FederatedBody = z.strictObject({
  federation: z.strictObject({
    limit: z.number().int().min(0).default(20),
    offset: z.number().int().min(0).default(0),
  }),
  queries: z.array(
    z.strictObject({
      ...QueryShape,
      federationOptions: z.strictObject({ weight: z.number().min(0).default(1) }).default({ weight: 1 }),
    }),
  ),
})
export type FederatedBody = z.infer<typeof FederatedBody>
