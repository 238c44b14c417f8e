import { expect, test } from "vitest"
import { DashboardFile } from "@/lib/catalog/dashboard-file"
import { panelSlugs } from "@/lib/catalog/panel-slug"

const dashboard = (...rows: string[][]) =>
  DashboardFile.parse({
    title: "D",
    description: "Of a test",
    rows: rows.map((titles) => ({
      title: "Row",
      panels: titles.map((title) => ({ title, kind: "stat", queries: [{ expr: "up" }] })),
    })),
  })

test.each([
  ["Memory used", "memory-used"],
  ["CPU (%) by core / node", "cpu-by-core-node"],
  ["p99 latency, 5m", "p99-latency-5m"],
  ["Größe", "größe"],
  ["  ", "untitled"],
  ["%", "untitled"],
  ['"><script>', "script"],
])("a panel %j is %j", (title, slug) => expect(panelSlugs(dashboard([title]))).toEqual([slug]))

test("names are unique over all rows, also where a title looks like a numbered name", () => {
  expect(panelSlugs(dashboard(["Memory", "Memory 2"], ["Memory", "memory!", "CPU"]))).toEqual([
    "memory",
    "memory-2",
    "memory-3",
    "memory-4",
    "cpu",
  ])
})
