import { beforeAll, describe, expect, test } from "vitest"
import type { Entry } from "@/lib/catalog/entry"
import { catalogStats } from "@/lib/stats/catalog-stats"
import { entryCard } from "@/lib/stats/entry-card"
import { entryStats } from "@/lib/stats/entry-stats"
import { captured } from "@/test/support/captured"
import { demoEntry } from "@/test/support/demo"

const NOW = Date.parse("2026-06-01T00:00:00Z")
let demo: Entry
beforeAll(async () => {
  demo = await demoEntry()
})

/** An entry with one version that was recorded at these times, the newest state first. */
function recorded(id: string, ...times: string[]): Entry {
  const version = captured("1.0.0", {
    normal: "a 1\n",
    ...Object.fromEntries(times.slice(1).map((_, i) => [`s${i}`, "a 1\n"])),
  })
  const captures = version.captures.map((capture, i) => ({
    ...capture,
    provenance: { ...capture.provenance, captured: times[i] ?? "" },
  }))
  return { ...demo, id, versions: [{ ...version, captures }] }
}

describe("one entry", () => {
  test("counts are those of its files", () => {
    const stats = entryStats(demo)
    expect(stats.alerts.all).toBe(demo.alerts.length)
    expect(stats.severities.critical + stats.severities.warning + stats.severities.info).toBe(demo.alerts.length)
    expect(stats.recordings.all).toBe(demo.recordings.length)
    expect(stats.panels.all).toBe(demo.dashboards.flatMap(({ rows }) => rows.flatMap(({ panels }) => panels)).length)
    const cases = demo.tests.flatMap(({ tests }) => tests.flatMap(({ alert_rule_test }) => alert_rule_test))
    expect(stats.tests.firing).toBe(cases.filter(({ exp_alerts }) => exp_alerts.length > 0).length)
    expect(stats.tests.silent).toBe(cases.filter(({ exp_alerts }) => exp_alerts.length === 0).length)
    expect(stats.mutants).toBeUndefined()
  })
  test("an alert without a test, or with an unknown metric, is not counted as proven", () => {
    const before = entryStats(demo).alerts
    expect(before.some).toBe(before.all)
    expect(entryStats({ ...demo, tests: [] })).toMatchObject({
      alerts: { some: 0, all: before.all },
      proofs: { firing: { some: 0 }, silent: { some: 0 }, metrics: { some: before.all } },
    })
    const [first, ...rest] = demo.alerts
    if (!first) throw new Error("the demo has no alert")
    const wrong = { ...demo, alerts: [{ ...first, expr: "demo_nothing_like_it > 1" }, ...rest] }
    expect(entryStats(wrong).proofs.metrics).toEqual({ some: before.all - 1, all: before.all })
    expect(entryStats(wrong).alerts.some).toBe(before.all - 1)
  })
  test("of an expression that does not parse nothing is shown", () => {
    const [first, ...rest] = demo.alerts
    if (!first) throw new Error("the demo has no alert")
    const broken = entryStats({ ...demo, alerts: [{ ...first, expr: "sum(((" }, ...rest] })
    const all = demo.alerts.length
    expect(broken.proofs.metrics).toEqual({ some: all - 1, all })
    expect(broken.proofs.labels).toEqual({ some: all - 1, all })
    expect(broken.alerts.some).toBe(all - 1)
  })
  test("mutants are those of alerts and recording rules together", () => {
    const [alert] = demo.alerts
    const tool = "promtool 1"
    const mutations = new Map([[`alert:${alert?.alert}`, { tool, mutants: 10, killed: 9, survivors: [] }]])
    expect(entryStats(demo, mutations).mutants).toEqual({ some: 9, all: 10 })
  })
})

test("the catalog is the sum of its entries", () => {
  const one = entryStats(demo)
  const both = catalogStats([demo, { ...demo, id: "b", category: "web" as const }].map(entryCard), new Map(), NOW)
  expect(both).toMatchObject({
    entries: 2,
    alerts: { some: 2 * one.alerts.some, all: 2 * one.alerts.all },
    metrics: 2 * one.metrics,
    series: 2 * one.series,
    mutants: undefined,
  })
  expect(both.categories.map(({ entries }) => entries)).toEqual([1, 1])
})

test("captures are counted by age, and what has no date counts as old", () => {
  const entry = recorded(
    "a",
    "2026-06-01T00:00:00Z",
    "2026-05-25T00:00:00Z",
    "2026-05-24T23:59:59Z",
    "2025-01-01T00:00:00Z",
    "no date",
  )
  expect(catalogStats([entryCard(entry)], new Map(), NOW).ages.map(({ count }) => count)).toEqual([2, 1, 0, 0, 2])
})

test("entries are listed by their latest recording, latest first", () => {
  const entries = [
    recorded("old", "2026-01-01T00:00:00Z"),
    recorded("new", "2026-01-02T00:00:00Z", "2026-05-01T00:00:00Z"),
    recorded("offset", "2026-05-01T01:00:00+02:00"),
  ]
  expect(catalogStats(entries.map(entryCard), new Map(), NOW).verified.map(({ id }) => id)).toEqual([
    "new",
    "offset",
    "old",
  ])
})

test("an empty catalog has zeros and no holes", () => {
  expect(catalogStats([], new Map(), NOW)).toMatchObject({
    entries: 0,
    alerts: { some: 0, all: 0 },
    categories: [],
    verified: [],
  })
})

test("mutants are of the entries that were tried, which is said", () => {
  const mutations = new Map([
    ["a", new Map([[`alert:${demo.alerts[0]?.alert}`, { tool: "t", mutants: 4, killed: 3, survivors: [] }]])],
  ])
  expect(
    catalogStats(
      [
        { ...demo, id: "a" },
        { ...demo, id: "b" },
      ].map(entryCard),
      mutations,
      NOW,
    ).mutants,
  ).toEqual({ some: 3, all: 4, entries: 1 })
})
