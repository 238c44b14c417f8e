import { randomBytes } from "node:crypto"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { type MeilisearchAddress, meilisearch, meilisearchClient } from "@/lib/adapters/meilisearch"
import { fillMeilisearch } from "@/lib/adapters/meilisearch-fill"
import { HubError } from "@/lib/error"
import {
  FACETS,
  type Facet,
  filterValues,
  type SearchDocument,
  type SearchEngine,
  type SearchQuery,
} from "@/lib/search/engine"
import { searchContract } from "@/test/lib/search/contract"
import { sample } from "@/test/lib/search/sample"
import { corpus } from "@/test/search/corpus"
import { type MeiliServer, startMeilisearch } from "@/test/support/meilisearch-server"

const REAL = process.env.MEILI_URL
const KEY = "a key for tests"

afterAll(() => {
  console.info(
    REAL
      ? `Meilisearch: searching and filling ran against the server at ${REAL}`
      : "Meilisearch: searching and filling ran against our stand-in over HTTP; MEILI_URL names a real server",
  )
})

async function failure(run: Promise<unknown>): Promise<Pick<HubError, "code" | "message" | "hint">> {
  const error = await run.then(
    () => new Error("it did not fail"),
    (error: unknown) => error,
  )
  if (!(error instanceof HubError)) throw error
  return { code: error.code, message: error.message, hint: error.hint }
}

describe("searching an index that was filled with the catalog", () => {
  const index = `exporterhub-test-${randomBytes(6).toString("hex")}`
  let standIn: MeiliServer | undefined
  let address: MeilisearchAddress
  let engine: SearchEngine
  let byId: ReadonlyMap<string, SearchDocument>

  beforeAll(async () => {
    standIn = REAL ? undefined : await startMeilisearch({ key: KEY })
    address = { url: REAL ?? standIn?.url ?? "", key: REAL ? process.env.MEILI_KEY : KEY, index }
    const documents = await corpus()
    byId = new Map(documents.map((document) => [document.id, document]))
    await fillMeilisearch(address, documents)
    engine = meilisearch(address)
  }, 120_000)
  afterAll(async () => {
    if (REAL) await meilisearchClient(address, 5_000).deleteIndex(index).waitTask()
    await standIn?.stop()
  })

  const first = async (text: string) => (await engine.search({ text, limit: 1 })).hits[0]?.id

  /** All hits, page by page. */
  async function everything(query: SearchQuery, size = 2_000): Promise<SearchDocument[]> {
    const ids: string[] = []
    for (let offset = 0; ; offset += size) {
      const { hits, total } = await engine.search({ ...query, limit: size, offset })
      ids.push(...hits.map(({ id }) => id))
      if (offset + size >= total) break
    }
    return ids.map((id) => {
      const document = byId.get(id)
      if (!document) throw new Error(`${id} was never put in`)
      return document
    })
  }

  test.each([
    ["redis", "entry/redis-exporter"],
    ["Redis exporter", "entry/redis-exporter"],
    ["RedisDown", "alert/redis-exporter/RedisDown"],
    ["redis down", "alert/redis-exporter/RedisDown"],
    ["node_memory_MemAvailable_bytes", "metric/node-exporter/node_memory_MemAvailable_bytes"],
    ["instance:redis_memory_used:ratio", "recording/redis-exporter/instance:redis_memory_used:ratio"],
    ["redis dashboard", "dashboard/redis-exporter/overview"],
    ["reddis", "entry/redis-exporter"],
    ["valkey", "entry/redis-exporter"],
  ])("%j finds %s first", async (text, id) => {
    expect(await first(text)).toBe(id)
  })

  test("an empty text finds everything, entries first, and pages reach the end", async () => {
    const all = await everything({ text: "" })
    expect(all.map(({ id }) => id).toSorted()).toEqual([...byId.keys()].toSorted())
    expect(all.slice(0, 5).map(({ type }) => type)).toEqual(["entry", "entry", "entry", "entry", "entry"])
  })

  test("pages follow each other without gaps and repetitions", async () => {
    const query = { text: "redis memory" }
    const whole = (await everything(query)).map(({ id }) => id)
    expect((await everything(query, 7)).map(({ id }) => id)).toEqual(whole)
    expect(new Set(whole).size).toBe(whole.length)
    expect(whole.length).toBeGreaterThan(20)
    expect((await engine.search({ ...query, offset: whole.length + 5 })).hits).toEqual([])
  })

  test.each<SearchQuery>([
    { text: "" },
    { text: "memory" },
    { text: "redis memory" },
    { text: "memory", filters: { type: ["alert", "metric"] } },
    { text: "connections", filters: { type: ["alert"], severity: ["warning", "info"] } },
    { text: "", filters: { category: ["database"], target: ["helm"], software: ["redis"] } },
    { text: "down", filters: { entry: ["node-exporter", "redis-exporter"], proven: ["proven"] } },
  ])("total and facets are those of the hits: %j", async (query) => {
    const answer = await engine.search(query)
    const hits = await everything(query)
    expect(answer.total).toBe(hits.length)
    expect(hits.length).toBeGreaterThan(0)
    for (const facet of FACETS) {
      const { [facet]: _own, ...others } = query.filters ?? {}
      const within = await everything({ ...query, filters: others })
      expect(answer.facets[facet], facet).toEqual(counted(within, facet))
    }
    for (const [filter, values] of Object.entries(query.filters ?? {}))
      expect(hits.every((hit) => filterValues(hit, filter as Facet).some((value) => values.includes(value)))).toBe(true)
  })

  test("a hit has what is shown, and where its texts match", async () => {
    const { hits } = await engine.search({ text: "redis down", limit: 1 })
    const {
      names: _n,
      tags: _t,
      metrics: _m,
      text: _x,
      ...shown
    } = byId.get("alert/redis-exporter/RedisDown") ?? sample("")
    expect(hits[0]).toEqual({
      ...shown,
      score: expect.any(Number),
      highlights: { title: [[0, 9]], summary: expect.any(Array) },
    })
  })

  test.each(["redis xylophone", "xylophone redis", "zzzz redis qqqq"])(
    "the word too many of %j is left out",
    async (text) => {
      const { total } = await engine.search({ text: "redis" })
      expect(await engine.search({ text })).toMatchObject({ total })
    },
  )

  test("words that nothing has all of find what has the rarest of them", async () => {
    const { total, hits } = await engine.search({ text: "valkey wraparound" })
    expect(total).toBeGreaterThan(0)
    expect(hits[0]?.entry).toBe("postgres-exporter")
  })

  test.each([
    ["reddis", "redis"],
    ["node_memory_MemAvialable_bytes", "node_memory_MemAvailable_bytes"],
    ["redis", undefined],
    ["stub_status", undefined], // a name that no hit shows
    ["valkey memmory", "valkey memory"],
  ])("did you mean, for %j: %j", async (text, meant) => {
    expect((await engine.search({ text })).didYouMean?.toLowerCase()).toBe(meant?.toLowerCase())
  })

  test("what is nowhere finds nothing", async () => {
    expect(await engine.search({ text: "xylophone" })).toMatchObject({ total: 0, hits: [] })
    expect(await engine.search({ text: "xylophone zzzz" })).toMatchObject({ total: 0, hits: [] })
  })

  test.each(['x" OR type = "alert', "back\\slash", 'both \\" of them', "type = alert", "é\u0000"])(
    "a filter value is never more than a value: %j",
    async (value) => {
      expect((await engine.search({ text: "redis", filters: { type: [value] } })).total).toBe(0)
    },
  )

  test.each([
    ["quotes and signs", '"redis" -down'],
    ["operators", "redis AND (down)"],
    ["no word at all", "🙂 ... !!"],
    ["10 kB", "redis ".repeat(1_700)],
  ])("a strange text is only words: %s", async (_, text) => {
    expect((await engine.search({ text })).total).toBeGreaterThan(0)
  })

  test("filling again replaces everything", async () => {
    const other = { ...address, index: `${index}-again` }
    await fillMeilisearch(other, [sample("alert/a-exporter/ADown"), sample("alert/a-exporter/AUp")])
    await fillMeilisearch(other, [sample("alert/b-exporter/BDown")])
    expect((await meilisearch(other).search({ text: "" })).hits.map(({ id }) => id)).toEqual(["alert/b-exporter/BDown"])
    await meilisearchClient(other, 5_000).deleteIndex(other.index).waitTask()
  })
})

function counted(hits: readonly SearchDocument[], facet: Facet) {
  const counts = new Map<string, number>()
  for (const hit of hits) for (const value of filterValues(hit, facet)) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
}

describe("the contract of all engines", () => {
  const filled: MeilisearchAddress[] = []
  let standIn: MeiliServer | undefined

  afterAll(async () => {
    if (REAL)
      for (const one of filled)
        await meilisearchClient(one, 5_000)
          .deleteIndex(one.index ?? "")
          .waitTask()
    await standIn?.stop()
  })

  searchContract(async (documents) => {
    standIn ??= REAL ? undefined : await startMeilisearch({ key: KEY })
    const index = `exporterhub-test-${randomBytes(6).toString("hex")}`
    const address = { url: REAL ?? standIn?.url ?? "", key: REAL ? process.env.MEILI_KEY : KEY, index }
    filled.push(address)
    await fillMeilisearch(address, documents)
    return meilisearch(address)
  })
})

describe("filling", () => {
  let server: MeiliServer
  let address: MeilisearchAddress
  const many = Array.from({ length: 2_500 }, (_, i) => sample(`metric/a-exporter/metric_${i}`))
  const fewer = [sample("alert/a-exporter/ADown")]

  beforeEach(async () => {
    server = await startMeilisearch({ key: KEY })
    address = { url: server.url, key: KEY }
  })
  afterEach(() => server.stop())

  test("tells how far it is, and leaves one index", async () => {
    const progress: number[] = []
    await fillMeilisearch(address, many, ({ documents }) => void progress.push(documents))
    expect(progress).toEqual([0, 1_000, 2_000, 2_500])
    expect([...server.indexes.keys()]).toEqual(["exporterhub"])
    expect(server.indexes.get("exporterhub")?.documents.size).toBe(2_500)
  })

  test("has the settings in place before the first document, and documents before they are swapped in", async () => {
    await fillMeilisearch(address, fewer)
    const writes = server.requests.filter((line) => !line.startsWith("GET"))
    expect(writes.map((line) => line.replace(/filling-[0-9a-f]{12}/, "filling"))).toEqual([
      "POST /indexes",
      "PATCH /indexes/exporterhub-filling/settings",
      "POST /indexes/exporterhub-filling/documents",
      "POST /indexes",
      "POST /swap-indexes",
      "DELETE /indexes/exporterhub-filling",
    ])
    expect(server.indexes.get("exporterhub")?.settings).toMatchObject({
      searchableAttributes: ["titleTerms", "nameTerms", "metricTerms", "tagTerms", "summaryTerms", "textTerms"],
      typoTolerance: { minWordSizeForTypos: { oneTypo: 4, twoTypos: 8 } },
      pagination: { maxTotalHits: 1_000_000 },
      synonyms: { postgr: expect.arrayContaining(["pg"]), pg: expect.arrayContaining(["postgr"]) },
    })
  })

  test("searches meanwhile find the old documents", async () => {
    await fillMeilisearch(address, fewer)
    const seen = new Set<number>()
    const engine = meilisearch(address)
    const filling = fillMeilisearch(address, many, async () => void seen.add((await engine.search({ text: "" })).total))
    await filling
    expect((await engine.search({ text: "" })).total).toBe(2_500)
    expect([...seen]).toEqual([1])
  })

  test.each([
    ["indexCreation", "create an index"],
    ["settingsUpdate", "take the settings"],
    ["documentAdditionOrUpdate", "take the documents"],
    ["indexSwap", "swap the indexes"],
  ] as const)("a failed %s keeps what was there, and nothing is left behind", async (type, what) => {
    await fillMeilisearch(address, fewer)
    server.failNext(type, "No space left on device")
    expect(await failure(fillMeilisearch(address, many))).toMatchObject({
      code: "upstream",
      message: `Meilisearch could not ${what}: No space left on device`,
    })
    expect([...server.indexes.keys()]).toEqual(["exporterhub"])
    expect((await meilisearch(address).search({ text: "" })).total).toBe(1)
  })

  test("removes what a run that was killed has left, but not what another run fills", async () => {
    const left = { primaryKey: "key", documents: new Map(), settings: {} as never }
    const indexes = server.indexes as Map<string, unknown>
    indexes.set("exporterhub-filling-old", {
      ...left,
      uid: "exporterhub-filling-old",
      createdAt: "2026-01-01T00:00:00Z",
    })
    indexes.set("exporterhub-filling-new", {
      ...left,
      uid: "exporterhub-filling-new",
      createdAt: new Date().toISOString(),
    })
    indexes.set("other", { ...left, uid: "other", createdAt: "2026-01-01T00:00:00Z" })
    await fillMeilisearch(address, fewer)
    expect([...server.indexes.keys()].toSorted()).toEqual(["exporterhub", "exporterhub-filling-new", "other"])
  })
})

describe("a server that does not do its part", () => {
  let server: MeiliServer
  beforeAll(async () => {
    server = await startMeilisearch({ key: KEY })
  })
  afterAll(() => server.stop())

  const search = (address: MeilisearchAddress) => failure(meilisearch(address).search({ text: "redis" }))

  test("is not there", async () => {
    const gone = await startMeilisearch()
    await gone.stop()
    const address = { url: gone.url }
    const message = `Meilisearch at ${gone.url} does not answer`
    expect(await search(address)).toEqual({ code: "unreachable", message, hint: "Is MEILI_URL right?" })
    expect(await failure(fillMeilisearch(address, []))).toMatchObject({ code: "unreachable", message })
  })

  test("refuses a wrong key, or wants one", async () => {
    expect(await search({ url: server.url, key: "wrong" })).toMatchObject({
      code: "forbidden",
      message: `Meilisearch at ${server.url} refuses the key: The provided API key is invalid.`,
    })
    expect(await search({ url: server.url })).toMatchObject({
      code: "unauthorized",
      message: `Meilisearch at ${server.url} refuses to answer without a key: The Authorization header is missing.`,
    })
  })

  test("has no index yet", async () => {
    expect(await search({ url: server.url, key: KEY })).toEqual({
      code: "upstream",
      message: `Meilisearch at ${server.url} has no index "exporterhub"`,
      hint: "exporterhub index fills it",
    })
  })

  test("has documents of something else in the index", async () => {
    const client = meilisearchClient({ url: server.url, key: KEY }, 5_000)
    await fillMeilisearch({ url: server.url, key: KEY, index: "films" }, [])
    await client
      .index("films")
      .addDocuments([{ key: "1", title: "Alien", url: "javascript:alert(1)" }])
      .waitTask()
    expect(await failure(meilisearch({ url: server.url, key: KEY, index: "films" }).search({ text: "" }))).toEqual({
      code: "upstream",
      message: `The index "films" of Meilisearch at ${server.url} is not filled by this version`,
      hint: "exporterhub index fills it again",
    })
  })

  test.each(["", "127.0.0.1:7700", "ftp://127.0.0.1", "http://"])("an address must be one: %j", (url) => {
    expect(() => meilisearch({ url })).toThrow(`"${url}" is not the address of a Meilisearch server`)
  })
})
