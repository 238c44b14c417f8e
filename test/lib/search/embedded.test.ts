import { describe, expect, test } from "vitest"
import { embeddedEngine } from "@/lib/search/embedded"
import type { SearchQuery } from "@/lib/search/engine"
import { corpus } from "@/test/search/corpus"
import { judgedQueries } from "@/test/search/queries"
import { searchContract } from "./contract"
import { demoDocuments, sample } from "./sample"

const engine = embeddedEngine([
  sample("entry/redis-exporter/Redis exporter", { names: ["redis-exporter", "redis", "valkey"], category: "cache" }),
  sample("alert/redis-exporter/RedisDown", { severity: "critical", names: ["redis"], category: "cache" }),
  sample("alert/redis-exporter/RedisReplicaLag", { severity: "warning", names: ["redis"], category: "cache" }),
  sample("entry/postgres-exporter/PostgreSQL exporter", { names: ["postgres-exporter", "postgres"] }),
  sample("alert/postgres-exporter/PostgresReplicationLag", { severity: "warning", names: ["postgres"] }),
  sample("alert/node-exporter/NodeFilesystemSpaceLow", {
    severity: "warning",
    category: "operating-system",
    metrics: ["node_filesystem_avail_bytes"],
  }),
  sample("metric/node-exporter/node_filesystem_avail_bytes", {
    category: "operating-system",
    metrics: ["node_filesystem_avail_bytes"],
  }),
  sample("metric/redis-exporter/redis_memory_used_bytes", { category: "cache" }),
])

async function titles(query: SearchQuery): Promise<string[]> {
  return (await engine.search(query)).hits.map(({ title }) => title)
}

describe("the contract of all engines", () => searchContract(async (documents) => embeddedEngine(documents)))

describe("what people type finds what they mean", () => {
  test.each([
    ["redis", "Redis exporter"],
    ["RedisDown", "RedisDown"],
    ["redis down", "RedisDown"],
    ["redisdown", "RedisDown"],
    ["redsi down", "RedisDown"],
    ["postgress", "PostgreSQL exporter"],
    ["pg", "PostgreSQL exporter"],
    ["replica lag postgres", "PostgresReplicationLag"],
    ["disk full", "NodeFilesystemSpaceLow"],
    ["filesystem_avail", "node_filesystem_avail_bytes"],
    ["node_filesystem_avail_bytes", "node_filesystem_avail_bytes"],
    ["redis_memory_used_bytes", "redis_memory_used_bytes"],
    ["redis_mem", "redis_memory_used_bytes"],
    ["valkey", "Redis exporter"],
    ["is my redis down", "RedisDown"],
  ])("%s", async (text, first) => {
    expect((await titles({ text }))[0]).toBe(first)
  })

  test("nonsense finds nothing", async () => {
    expect(await engine.search({ text: "zzqqxx" })).toMatchObject({ total: 0, hits: [] })
  })
  test("no text finds everything, entries first", async () => {
    const { total, hits } = await engine.search({ text: "" })
    expect([total, hits[0]?.type]).toEqual([8, "entry"])
  })
})

describe("facets", () => {
  test("narrow each other, and show the alternatives of their own", async () => {
    const { total, facets } = await engine.search({ text: "", filters: { type: ["alert"], category: ["cache"] } })
    expect(total).toBe(2)
    expect(facets.type).toEqual([
      { value: "alert", count: 2 },
      { value: "entry", count: 1 },
      { value: "metric", count: 1 },
    ])
    expect(facets.category).toEqual([
      { value: "cache", count: 2 },
      { value: "database", count: 1 },
      { value: "operating-system", count: 1 },
    ])
    expect(facets.severity).toEqual([
      { value: "critical", count: 1 },
      { value: "warning", count: 1 },
    ])
  })
  test("values of one facet are alternatives", async () => {
    expect(await titles({ text: "lag", filters: { entry: ["redis-exporter", "postgres-exporter"] } })).toHaveLength(2)
  })
  test("pages are cut from the same order and the total counts all", async () => {
    const all = await titles({ text: "", limit: 8 })
    const page = await engine.search({ text: "", limit: 3, offset: 3 })
    expect([page.hits.map(({ title }) => title), page.total]).toEqual([all.slice(3, 6), 8])
  })
})

test("every part of an entry becomes a document with an address", async () => {
  const made = await demoDocuments()
  const count = (type: string): number => made.filter((one) => one.type === type).length
  const types = ["entry", "alert", "recording", "dashboard", "panel", "metric", "runbook"]
  expect(types.map(count)).toEqual([1, 2, 1, 1, 3, 6, 2])
  expect(new Set(made.map(({ id }) => id)).size).toBe(made.length)
  expect(made.find(({ title }) => title === "DemoDown")?.url).toBe("/entries/demo-exporter/alerts/DemoDown")
})

describe("the real catalog", async () => {
  const all = await corpus()
  const real = embeddedEngine(all)

  test("every name of an entry, alert, metric, recording rule and dashboard finds it first", async () => {
    const wrong: string[] = []
    for (const { type, title, names } of all) {
      if (type === "panel" || type === "runbook") continue
      for (const name of type === "entry" ? [title, ...names] : [title]) {
        const [first] = (await real.search({ text: name, limit: 1 })).hits
        const itself = first?.title === title || (type === "entry" && first?.type === "entry")
        if (!itself) wrong.push(`${name}: ${first?.id}`)
      }
    }
    expect(wrong).toEqual([])
  })

  test("facets and totals agree with each other on every query of the judged ones", async () => {
    for (const { query } of judgedQueries().filter((_, i) => i % 5 === 0)) {
      const { total, facets, hits } = await real.search({ text: query, limit: 10_000 })
      expect(hits.length).toBe(total)
      expect(facets.type.reduce((sum, { count }) => sum + count, 0)).toBe(total)
      for (const { value, count } of facets.software) {
        const narrowed = await real.search({ text: query, filters: { software: [value] }, limit: 0 })
        expect([query, value, narrowed.total]).toEqual([query, value, count])
      }
    }
  })

  test.each([
    ["10 kB of one word", "a".repeat(10_240)],
    ["10 kB of many words", "disk full redis ".repeat(640)],
    ["10 kB of different words", Array.from({ length: 2_000 }, (_, i) => `w${i.toString(36)}x`).join(" ")],
    ["emoji", "🙈🙉🙊".repeat(500)],
    ["right to left", "\u202eشبكة قاعدة بيانات\u202c"],
    ["signs of regular expressions", "(a+)+$ [[[ \\\\ .* {9999}"],
    ["null bytes", "\u0000redis\u0000down\u0000"],
    ["half of a pair", "\ud83d redis"],
    ["prototype", "__proto__ constructor toString"],
    ["one letter", "a"],
  ])("%s takes no longer than a moment", async (_, text) => {
    await real.search({ text: "warm up" })
    const started = process.cpuUsage()
    const { hits } = await real.search({ text })
    const { user } = process.cpuUsage(started)
    expect(hits.length).toBeLessThanOrEqual(20)
    expect(user / 1_000).toBeLessThan(100)
  })
})
