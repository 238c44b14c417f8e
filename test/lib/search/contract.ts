import { beforeAll, describe, expect, test } from "vitest"
import { FACETS, FILTERS, type SearchDocument, type SearchEngine, type SearchQuery } from "@/lib/search/engine"
import { chanceDocuments, expected, random, UNLIKE } from "./oracle"
import { sample } from "./sample"

/** Documents as a catalog has them, few enough to know what must be found. */
const KNOWN: readonly SearchDocument[] = [
  sample("entry/redis-exporter/Redis exporter", {
    id: "entry/redis-exporter",
    names: ["redis-exporter", "redis", "valkey"],
    tags: ["cache"],
    category: "cache",
    software: "redis",
    summary: "Memory, clients and replication of one Redis server.",
  }),
  sample("alert/redis-exporter/RedisDown", {
    names: ["redis-exporter", "redis", "valkey"],
    severity: "critical",
    category: "cache",
    software: "redis",
    summary: "The Redis server does not answer",
  }),
  sample("alert/redis-exporter/RedisReplicationLagging", {
    names: ["redis-exporter", "redis", "valkey"],
    severity: "warning",
    category: "cache",
    software: "redis",
    summary: "A replica acknowledges late",
  }),
  sample("entry/postgres-exporter/PostgreSQL exporter", {
    id: "entry/postgres-exporter",
    names: ["postgres-exporter", "postgres", "postgresql", "pg"],
    software: "postgresql",
    summary: "Connections, locks and replication of one PostgreSQL server.",
  }),
  sample("alert/postgres-exporter/PostgresReplicationLagHigh", {
    names: ["postgres-exporter", "postgres", "postgresql", "pg"],
    severity: "warning",
    software: "postgresql",
    summary: "A standby replays WAL late",
  }),
  sample("alert/node-exporter/NodeFilesystemSpaceLow", {
    names: ["node-exporter", "node", "linux"],
    severity: "warning",
    category: "operating-system",
    software: "linux",
    summary: "A file system has little space left",
    metrics: ["node_filesystem_avail_bytes"],
  }),
  sample("metric/node-exporter/node_filesystem_avail_bytes", {
    names: ["node-exporter", "node", "linux"],
    category: "operating-system",
    software: "linux",
    summary: "Filesystem space available to non-root users in bytes.",
    metrics: ["node_filesystem_avail_bytes"],
  }),
  sample("panel/postgres-exporter/Size of pg_wal", {
    names: ["postgres-exporter", "postgres", "postgresql", "pg"],
    software: "postgresql",
    metrics: ["pg_wal_size_bytes"],
  }),
]

/** What someone types, and what must be among the first five. */
const QUERIES: readonly (readonly [text: string, id: string])[] = [
  ["redis", "entry/redis-exporter"],
  ["RedisDown", "alert/redis-exporter/RedisDown"],
  ["redis down", "alert/redis-exporter/RedisDown"],
  ["redsi", "entry/redis-exporter"],
  ["pg", "entry/postgres-exporter"],
  ["postgress", "entry/postgres-exporter"],
  ["valkey", "entry/redis-exporter"],
  ["filesystem_avail", "metric/node-exporter/node_filesystem_avail_bytes"],
  ["node_filesystem_avail_bytes", "metric/node-exporter/node_filesystem_avail_bytes"],
  ["redis lag", "alert/redis-exporter/RedisReplicationLagging"],
  ["disk space", "alert/node-exporter/NodeFilesystemSpaceLow"],
  ["wal size", "panel/postgres-exporter/Size of pg_wal"],
]

const SHOWN = [
  "id",
  "type",
  "entry",
  "title",
  "summary",
  "category",
  "severity",
  "software",
  "proven",
  "registry",
  "targets",
  "url",
  "score",
  "highlights",
].sort()

/**
 * What every engine promises: the same shape, filters, totals, counts and results; of the order only that what is meant is
 * among the first five. `fill` makes an engine that has these documents and no others.
 */
export function searchContract(fill: (documents: readonly SearchDocument[]) => Promise<SearchEngine>): void {
  describe("known documents", () => {
    let engine: SearchEngine
    beforeAll(async () => {
      engine = await fill(KNOWN)
    })

    test.each(QUERIES)("%s finds %s", async (text, id) => {
      const { hits } = await engine.search({ text, limit: 5 })
      expect(hits.map((hit) => hit.id)).toContain(id)
    })
    test("a hit shows its document, without what is only searched, and the answer has all facets", async () => {
      const { hits, facets, total } = await engine.search({ text: "RedisDown", limit: 1 })
      expect(Object.keys(hits[0] ?? {}).sort()).toEqual(SHOWN)
      expect(hits[0]).toMatchObject({
        id: "alert/redis-exporter/RedisDown",
        type: "alert",
        entry: "redis-exporter",
        title: "RedisDown",
        severity: "critical",
        url: "/alert/redis-exporter/RedisDown",
        highlights: { title: [[0, 9]] },
      })
      expect(total).toBeGreaterThan(0)
      expect(Object.keys(facets)).toEqual([...FACETS])
    })
    test("a word with a typo is corrected", async () => {
      expect(await engine.search({ text: "postgress" })).toMatchObject({ didYouMean: "postgres" })
      expect(await engine.search({ text: "postgres" })).not.toHaveProperty("didYouMean")
    })
    test("what is nowhere is not found", async () => {
      expect(await engine.search({ text: "zzqqxx" })).toMatchObject({ total: 0, hits: [] })
    })
    test.each([["\u0000"], ["🙈"], ["((((.*"], ["\u202eabc"], ["a".repeat(10_000)], ["' OR 1=1 --"], ["*"]])(
      "%j is only text",
      async (text) => {
        const { hits, total } = await engine.search({ text: text.slice(0, 12), limit: 3 })
        expect(hits.length).toBe(Math.min(total, 3))
      },
    )
  })

  describe("documents made by chance, against the plainest search", () => {
    const next = random(20_261_124)
    const documents = chanceDocuments(150, next)
    const queries = Array.from({ length: 40 }, () => chanceQuery(documents, next))
    let engine: SearchEngine
    beforeAll(async () => {
      engine = await fill(documents)
    })

    test.each(queries.map((query) => [JSON.stringify(query), query] as const))("%s", async (_, query) => {
      const answer = await engine.search({ ...query, limit: 200 })
      const { ids, total, facets } = expected(documents, query)
      expect({ total: answer.total, ids: answer.hits.map(({ id }) => id).sort() }).toEqual({ total, ids })
      expect(answer.facets).toEqual(facets)
    })
    test("pages are cut from one order, to the very end", async () => {
      const all = (await engine.search({ text: UNLIKE[0], limit: 200 })).hits.map(({ id }) => id)
      expect(all.length).toBeGreaterThan(20)
      const pages: string[] = []
      for (let offset = 0; offset < all.length; offset += 7)
        pages.push(...(await engine.search({ text: UNLIKE[0], limit: 7, offset })).hits.map(({ id }) => id))
      expect(pages).toEqual(all)
      expect(await engine.search({ text: UNLIKE[0], offset: 1_000_000 })).toMatchObject({ total: all.length, hits: [] })
    })
  })
}

/** One or two words, or none, and some filters, of which some leave nothing. */
function chanceQuery(documents: readonly SearchDocument[], next: () => number): SearchQuery {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T
  const text = next() < 0.2 ? "" : next() < 0.6 ? pick(UNLIKE) : pick(documents).title
  const filters: Record<string, string[]> = {}
  for (const filter of FILTERS) {
    if (next() < 0.7) continue
    const { targets, ...one } = pick(documents)
    const values = filter === "target" ? targets.slice(0, 1) : [one[filter]].filter((value) => value !== "")
    filters[filter] = next() < 0.2 ? [...values, "nothing-has-this"] : values
  }
  return { text: [...new Set(text.split(" "))].slice(0, 2).join(" "), filters }
}
