import { readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { gzipSync } from "node:zlib"
import { describe, expect, test } from "vitest"
import { disk } from "@/lib/adapters/disk"
import { loadEntries } from "@/lib/catalog/load-entry"
import { documents } from "@/lib/search/documents"
import type { SearchDocument } from "@/lib/search/engine"
import { suggester } from "@/lib/search/suggest"
import { suggestIndex } from "@/lib/search/suggest-index"
import { sample } from "./sample"

const loaded = await loadEntries(disk("catalog"), [
  "blackbox-exporter",
  "nginx-exporter",
  "node-exporter",
  "postgres-exporter",
  "redis-exporter",
])
const catalog: readonly SearchDocument[] = documents(loaded.flatMap(({ entry }) => (entry ? [entry] : [])))
const suggest = suggester(suggestIndex(catalog))

describe("suggestions while someone types", () => {
  test.each([
    ["red", "Redis exporter"],
    ["redis", "Redis exporter"],
    ["redsi", "Redis exporter"],
    ["pg", "PostgreSQL exporter"],
    ["valkey", "Redis exporter"],
    ["redisdown", "RedisDown"],
    ["RedisDown", "RedisDown"],
    ["redis dow", "RedisDown"],
    ["PostgresDeadl", "PostgresDeadlocks"],
    ["node_filesystem_av", "node_filesystem_avail_bytes"],
    ["replica lag postgres", "PostgresReplicationLagHigh"],
    ["redis dashboard", "Redis overview"],
    ["zzqqxx", undefined],
    ["", undefined],
  ])("%s", (text, first) => expect(suggest(text)[0]?.title).toBe(first))

  test("what was found links to its page and shows what matched", () => {
    expect(suggest("wal size", 1)).toEqual([
      {
        title: "Size of pg_wal",
        type: "panel",
        entry: "postgres-exporter",
        url: "/entries/postgres-exporter/dashboards/postgres-overview#panel-size-of-pg-wal",
        highlights: [
          [0, 4],
          [11, 14],
        ],
      },
    ])
  })
  test("everything has the address that its document has", () => {
    const urls = new Map(catalog.map(({ title, type, entry, url }) => [`${type} ${entry} ${title}`, url]))
    for (const { title, type, entry, url } of suggest("exporter", 10_000))
      expect(url).toBe(urls.get(`${type} ${entry} ${title}`))
  })
  test("a name as it is comes first", () => {
    const wrong = catalog
      .filter(({ type }) => type !== "panel" && type !== "runbook")
      .filter(({ title }) => suggest(title, 1)[0]?.title !== title)
    expect(wrong.map(({ title }) => title)).toEqual([])
  })
})

describe("the size of what is sent to the browser", () => {
  test("fits for the catalog", () => {
    expect(gzipSync(JSON.stringify(suggestIndex(catalog))).length).toBeLessThan(80_000)
  })
  test("is capped for a large one: metrics that nothing uses go first", () => {
    const alert = sample("alert/x-exporter/XDown", { metrics: ["x_used"] })
    const many = [
      sample("metric/x-exporter/x_unused"),
      sample("metric/x-exporter/x_used"),
      sample("entry/x-exporter/X exporter"),
      alert,
    ]
    const titles = suggestIndex(many, 22).groups.flatMap((group) => group.titles)
    expect(titles).toEqual(["X exporter", "XDown", "x_used"])
  })
})

test("what makes suggestions needs nothing that a browser lacks, and no package", () => {
  const reached = new Set<string>()
  const visit = (file: string): void => {
    if (reached.has(file)) return
    reached.add(file)
    const text = readFileSync(file, "utf8")
    for (const [, names = "", from = ""] of text.matchAll(/^import (type )?[^"']*"([^"]+)"/gm)) {
      if (names !== "") continue
      expect([file, from]).toEqual([file, expect.stringMatching(/^\.\//)])
      visit(`${join(dirname(file), from)}.ts`)
    }
  }
  visit("lib/search/suggest.ts")
  expect(reached.size).toBeGreaterThan(8)
})
