import { expect, test } from "vitest"
import { entryCard } from "@/lib/stats/entry-card"
import { entryStats } from "@/lib/stats/entry-stats"
import { demoEntry } from "../../support/demo"

test("a card counts what its entry holds", async () => {
  const entry = await demoEntry()
  expect(entryCard(entry)).toEqual({
    id: "demo-exporter",
    title: "Demo exporter",
    summary: "A small entry that the tests break in every way.",
    category: "cache",
    icon: undefined,
    version: "1.2.0",
    captured: "2026-11-20T10:00:00Z",
    alerts: 2,
    proven: 2,
    dashboards: 1,
    runbooks: 2,
    metrics: 6,
    firing: 2,
    silent: 2,
    stats: entryStats(entry),
    versions: 1,
    recorded: ["2026-11-20T10:00:00Z", "2026-11-20T10:00:00Z"],
  })
})

test("an entry that was never recorded has no day", async () => {
  const entry = await demoEntry()
  expect(entryCard({ ...entry, versions: [] })).toMatchObject({ version: "", captured: "", metrics: 0 })
})
