import { fileURLToPath } from "node:url"
import { beforeAll, describe, expect, test } from "vitest"
import { disk } from "@/lib/adapters/disk"
import { alertTopic } from "@/lib/catalog/alert-topic"
import { compareEntries } from "@/lib/catalog/compare-entries"
import type { Entry } from "@/lib/catalog/entry"
import { loadEntry } from "@/lib/catalog/load-entry"
import { captured } from "@/test/support/captured"
import { demoEntry } from "@/test/support/demo"

let demo: Entry
beforeAll(async () => {
  demo = await demoEntry()
})

const showing = (id: string, text: string): Entry => ({ ...demo, id, versions: [captured("1.0.0", { normal: text })] })

test.each([
  ["RedisDown", "availability"],
  ["NginxNotAnswering", "availability"],
  ["PostgresReplicationSlotLost", "replication and clusters"],
  ["BlackboxCertificateExpired", "certificates"],
  ["NodeCPUStealHigh", "CPU and load"],
  ["NodeOOMKill", "memory"],
  ["NodeRAIDDiskFailed", "disks and files"],
  ["NodeFilesystemInodesLow", "disks and files"],
  ["PostgresConnectionsNearLimit", "connections"],
  ["PostgresAutovacuumOff", "upkeep"],
  ["RedisCommandErrorsHigh", "errors"],
  ["Whatever", "other"],
  ["", "other"],
  ["constructor", "other"],
])("%s is about %s", (alert, topic) => expect(alertTopic(alert)).toBe(topic))

test("metrics by name, with other types and labels where both have one; their own process aside", () => {
  const a = showing("a", '# TYPE m gauge\nm{x="1",y="1"} 1\nonly_a 1\ngo_info 1\nprocess_start_time_seconds 1\n')
  const b = showing("b", '# TYPE m counter\nm{x="1",z="1"} 1\nonly_b 1\ngo_info 1\n')
  expect(compareEntries(a, b)).toMatchObject({
    metrics: {
      common: [{ name: "m", types: { a: "gauge", b: "counter" }, labels: { a: ["y"], b: ["z"] } }],
      onlyA: ["only_a"],
      onlyB: ["only_b"],
    },
    ownProcess: { a: 2, b: 1 },
  })
})

test("every alert stands in one row", () => {
  const { topics } = compareEntries(demo, { ...demo, alerts: [] })
  expect(topics.flatMap(({ a }) => a).length).toBe(demo.alerts.length)
  expect(topics.flatMap(({ b }) => b)).toEqual([])
})

describe("real entries", () => {
  test("redis and postgres have no metric in common, but alerts on the same topics", async () => {
    const catalog = disk(fileURLToPath(new URL("../../../catalog", import.meta.url)))
    const [a, b] = await Promise.all(["redis-exporter", "postgres-exporter"].map((id) => loadEntry(catalog, id)))
    if (!a?.entry || !b?.entry) throw new Error("an entry is missing")
    const { metrics, topics } = compareEntries(a.entry, b.entry)
    expect(metrics.common).toEqual([])
    expect(metrics.onlyA).toContain("redis_up")
    expect(metrics.onlyB).toContain("pg_up")
    const row = topics.find(({ topic }) => topic === "availability")
    expect(row?.a.map(({ alert }) => alert)).toContain("RedisDown")
    expect(row?.b.map(({ alert }) => alert)).toContain("PostgresDown")
  })
})
