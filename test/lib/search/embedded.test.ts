import { describe, expect, test } from "vitest"
import { embeddedEngine } from "@/lib/search/embedded"
import type { SearchQuery } from "@/lib/search/engine"
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
