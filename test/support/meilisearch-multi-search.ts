import {
  distribution,
  filterable,
  type MeiliDocument,
  MeiliFault,
  type MeiliIndex,
  type Ranked,
  searchIndex,
} from "./meilisearch-index"
import { FederatedBody, MultiSearchBody, type SearchBody } from "./meilisearch-schema"

/** The answer to POST /multi-search. */
export function multiSearch(indexOf: (uid: string) => MeiliIndex, body: unknown): object {
  if (typeof body === "object" && body !== null && "federation" in body) return federated(indexOf, body)
  const parsed = MultiSearchBody.safeParse(body)
  if (!parsed.success) throw new MeiliFault(400, "bad_request", parsed.error.message)
  return { results: parsed.data.queries.map((query) => single(indexOf(query.indexUid), query)) }
}

function single(index: MeiliIndex, query: SearchBody): object {
  const ranked = searchIndex(index, query).slice(0, index.settings.pagination.maxTotalHits)
  const documents = ranked.map(({ document }) => document)
  const exhaustive = query.page !== undefined || query.hitsPerPage !== undefined
  const size = exhaustive ? (query.hitsPerPage ?? 20) : query.limit
  const from = exhaustive ? ((query.page ?? 1) - 1) * size : query.offset
  const paging = exhaustive
    ? {
        page: query.page ?? 1,
        hitsPerPage: size,
        totalHits: ranked.length,
        totalPages: Math.ceil(ranked.length / size),
      }
    : { limit: size, offset: from, estimatedTotalHits: ranked.length }
  for (const facet of query.facets ?? [])
    if (!filterable(index).includes(facet))
      throw new MeiliFault(400, "invalid_search_facets", `Attribute \`${facet}\` is not filterable`)
  const facets = query.facets?.map((facet) => [facet, distribution(index, facet, documents)] as const)
  return {
    indexUid: query.indexUid,
    hits: ranked.slice(from, from + size).map((hit) => shown(index, query, hit)),
    query: query.q ?? "",
    processingTimeMs: 0,
    ...paging,
    ...(facets && { facetDistribution: Object.fromEntries(facets), facetStats: {} }),
  }
}

/** All hits of the queries in one list, by score times weight; a document of two queries comes once, at its best place. */
function federated(indexOf: (uid: string) => MeiliIndex, body: object): object {
  const parsed = FederatedBody.safeParse(body)
  if (!parsed.success) throw new MeiliFault(400, "bad_request", parsed.error.message)
  const { federation, queries } = parsed.data
  const merged = queries
    .flatMap((query, queriesPosition) => {
      const index = indexOf(query.indexUid)
      return searchIndex(index, query).map((hit) => ({
        document: hit.document,
        shown: {
          ...shown(index, query, hit),
          _federation: {
            indexUid: query.indexUid,
            queriesPosition,
            weightedRankingScore: hit.score * query.federationOptions.weight,
          },
        },
      }))
    })
    .sort((a, b) => b.shown._federation.weightedRankingScore - a.shown._federation.weightedRankingScore)
  const seen = new Set<MeiliDocument>()
  const hits = merged.filter(({ document }) => !seen.has(document) && seen.add(document)).map(({ shown }) => shown)
  const { limit, offset } = federation
  return {
    hits: hits.slice(offset, offset + limit),
    processingTimeMs: 0,
    limit,
    offset,
    estimatedTotalHits: hits.length,
  }
}

function shown(index: MeiliIndex, query: Pick<SearchBody, "attributesToRetrieve" | "showRankingScore">, hit: Ranked) {
  const displayed = index.settings.displayedAttributes
  const wanted = query.attributesToRetrieve ?? ["*"]
  const isShown = (name: string) => [displayed, wanted].every((list) => list.includes("*") || list.includes(name))
  return {
    ...Object.fromEntries(Object.entries(hit.document).filter(([name]) => isShown(name))),
    ...(query.showRankingScore && { _rankingScore: hit.score }),
  }
}
