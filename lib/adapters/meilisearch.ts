import {
  type FederatedMultiSearchParams,
  Meilisearch,
  MeilisearchApiError,
  MeilisearchRequestError,
  MeilisearchRequestTimeOutError,
  MeilisearchTaskTimeOutError,
  type MultiSearchParams,
} from "meilisearch"
import { z } from "zod"
import { HubError } from "@/lib/error"
import {
  DOCUMENT_TYPES,
  type SearchAnswer,
  type SearchEngine,
  type SearchHit,
  type SearchQuery,
} from "@/lib/search/engine"
import { highlight } from "@/lib/search/highlight"
import { correctionOf } from "@/lib/search/meilisearch-did-you-mean"
import {
  countRequest,
  countsOf,
  hitRequest,
  type Wording,
  wordingOf,
  wordRequest,
} from "@/lib/search/meilisearch-query"

/** Where a Meilisearch is, and which index of it is ours. */
export interface MeilisearchAddress {
  url: string
  /** For searching it needs the action `search` only. */
  key?: string | undefined
  /** Default "exporterhub". */
  index?: string | undefined
}

export const DEFAULT_INDEX = "exporterhub"

/** A search that takes longer than this is given up. Milliseconds. */
const TIMEOUT_MS = 5_000

/** Hits are drawn on pages, so what another program may have put into the index is refused. What is empty is not stored. */
const Hit = z.object({
  id: z.string(),
  type: z.enum(DOCUMENT_TYPES),
  entry: z.string(),
  title: z.string().default(""),
  summary: z.string().default(""),
  category: z.string().default(""),
  severity: z.string().default(""),
  software: z.string().default(""),
  registry: z.string().default(""),
  proven: z.enum(["proven", "unproven", ""]).default(""),
  targets: z.array(z.string()),
  url: z.string().regex(/^\/(?!\/)/),
  _federation: z.object({ weightedRankingScore: z.number() }),
})
const Hits = z.object({ hits: z.array(Hit) })
const Counts = z.object({
  results: z.array(
    z.object({
      totalHits: z.number(),
      // Missing where no facets were asked for.
      facetDistribution: z.record(z.string(), z.record(z.string(), z.number())).default({}),
    }),
  ),
})

/** The index of a Meilisearch server as our search engine; `exporterhub index` fills it. */
export function meilisearch(address: MeilisearchAddress): SearchEngine {
  const client = meilisearchClient(address, TIMEOUT_MS)
  const index = address.index ?? DEFAULT_INDEX
  const post = async <T>(schema: z.ZodType<T>, body: MultiSearchParams | FederatedMultiSearchParams): Promise<T> => {
    const answer = await translated(address, () => client.multiSearch(body))
    const read = schema.safeParse(answer)
    if (!read.success) throw foreign(index, address)
    return read.data
  }
  const ask = async (query: SearchQuery, wording: Wording) => {
    const [{ hits }, { results }] = await Promise.all([
      post(Hits, hitRequest(index, query, wording)),
      post(Counts, countRequest(index, query, wording)),
    ])
    return { hits: hits.map((hit) => shown(hit, query.text)), ...countsOf(query, results) }
  }
  /**
   * Where nothing has all words, whatever the filters are: those that are nowhere go first, then the frequent ones, until
   * something is left. Undefined where something has all words, or none has any.
   */
  const loosened = async ({ words }: Wording): Promise<Wording | undefined> => {
    if (words.length < 2) return undefined
    const { results } = await post(Counts, wordRequest(index, [words.join(" "), ...words]))
    const [all, ...each] = results.map(({ totalHits }) => totalHits)
    const known = words.filter((_, i) => (each[i] ?? 0) > 0)
    return all === 0 && known.length > 0 ? { words: known, matchingStrategy: "frequency" } : undefined
  }
  const withLooserWords = async (query: SearchQuery): Promise<SearchAnswer> => {
    const wording = wordingOf(query.text)
    const answer = await ask(query, wording)
    const looser = answer.total > 0 ? undefined : await loosened(wording)
    return looser === undefined ? answer : ask(query, looser)
  }
  /** A phrase has no typos, so a word that is found as one is none. */
  const didYouMean = async (text: string, hits: readonly SearchHit[]): Promise<string | undefined> => {
    const correction = correctionOf(text, hits)
    if (correction === undefined || correction.instead.length === 0) return undefined
    const phrases = correction.instead.map((word) => `"${word}"`)
    const { results } = await post(Counts, wordRequest(index, phrases))
    return results.some(({ totalHits }) => totalHits > 0) ? undefined : correction.meant
  }
  return {
    async search(query) {
      const answer = await withLooserWords(query)
      const meant = await didYouMean(query.text, answer.hits)
      return meant === undefined ? answer : { ...answer, didYouMean: meant }
    },
  }
}

/** A client for a server. A bad address throws HubError("usage"). */
export function meilisearchClient({ url, key }: MeilisearchAddress, timeout: number): Meilisearch {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new HubError("usage", `"${url}" is not the address of a Meilisearch server`, {
      hint: "MEILI_URL is such as http://127.0.0.1:7700",
    })
  return new Meilisearch({ host: url, ...(key && { apiKey: key }), timeout })
}

/** Runs calls to a server; what goes wrong becomes a HubError that says what to do. */
export async function translated<T>(address: MeilisearchAddress, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    throw error instanceof HubError ? error : hubError(address, error)
  }
}

function hubError({ url, key, index = DEFAULT_INDEX }: MeilisearchAddress, cause: unknown): HubError {
  const server = `Meilisearch at ${withoutPassword(url)}`
  if (cause instanceof MeilisearchTaskTimeOutError)
    return new HubError("timeout", `${server} is still busy with a task after ${cause.cause.timeout / 1_000} s`, {
      cause,
    })
  if (cause instanceof MeilisearchRequestError) {
    const late = cause.cause instanceof MeilisearchRequestTimeOutError
    const words = late ? "took too long to answer" : "does not answer"
    return new HubError(late ? "timeout" : "unreachable", `${server} ${words}`, { cause, hint: "Is MEILI_URL right?" })
  }
  if (!(cause instanceof MeilisearchApiError))
    return new HubError("upstream", `${server} gave an answer that is none of Meilisearch`, { cause })
  if (cause.response.status === 401 || cause.response.status === 403)
    return new HubError(
      key ? "forbidden" : "unauthorized",
      `${server} refuses ${key ? "the key" : "to answer without a key"}: ${cause.message}`,
      { cause, hint: "MEILI_KEY is the key; searching needs the action search, filling the index needs more" },
    )
  if (cause.cause?.code === "index_not_found")
    return new HubError("upstream", `${server} has no index "${index}"`, { cause, hint: "exporterhub index fills it" })
  return new HubError("upstream", `${server} refused a request: ${cause.message}`, { cause })
}

function foreign(index: string, { url }: MeilisearchAddress): HubError {
  return new HubError(
    "upstream",
    `The index "${index}" of Meilisearch at ${withoutPassword(url)} is not filled by this version`,
    {
      hint: "exporterhub index fills it again",
    },
  )
}

function withoutPassword(url: string): string {
  const { origin, pathname } = new URL(url)
  return `${origin}${pathname === "/" ? "" : pathname}`
}

function shown({ _federation, ...document }: z.infer<typeof Hit>, text: string): SearchHit {
  return {
    ...document,
    score: Math.round(_federation.weightedRankingScore * 1_000) / 1_000,
    highlights: { title: highlight(document.title, text), summary: highlight(document.summary, text) },
  }
}
