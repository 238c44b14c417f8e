import { expect, test } from "vitest"
import { dashboardUid, grafanaDashboard } from "@/lib/dashboards/grafana"
import { demoEntry } from "@/test/support/demo"

async function rendered(): Promise<any> {
  const entry = await demoEntry()
  const [dashboard] = entry.dashboards
  if (!dashboard) throw new Error("the demo has a dashboard")
  return grafanaDashboard(entry, dashboard)
}

test("provisions unchanged: a data source variable, a stable uid, no inputs", async () => {
  const json = await rendered()
  expect(json.uid).toBe(dashboardUid("demo-exporter", "overview"))
  expect(json.uid).toMatch(/^[a-z0-9-]{1,40}$/)
  expect(json.templating.list.map(({ name, type }: any) => [name, type])).toEqual([
    ["datasource", "datasource"],
    ["job", "query"],
    ["instance", "query"],
  ])
  const text = JSON.stringify(json)
  expect(text).not.toContain("__inputs")
  expect(new Set([...text.matchAll(/"datasource":(\{[^}]*\}[^}]*\})/g)].map(([, found]) => found)).size).toBe(1)
})

test("panels fill the grid from left to right, rows below each other", async () => {
  const { panels } = await rendered()
  expect(panels.map(({ type, gridPos: { x, y, w, h } }: any) => [type, x, y, w, h])).toEqual([
    ["row", 0, 0, 24, 1],
    ["stat", 0, 1, 8, 4],
    ["timeseries", 8, 1, 16, 4],
    ["timeseries", 0, 5, 24, 8],
  ])
  expect(new Set(panels.map(({ id }: any) => id)).size).toBe(panels.length)
})

test("units, thresholds, mappings and legends arrive", async () => {
  const { panels } = await rendered()
  expect(panels[1].fieldConfig.defaults.mappings[0].options["0"]).toMatchObject({ text: "Down", color: "red" })
  expect(panels[2].targets[0]).toMatchObject({ legendFormat: "{{code}}", range: true, instant: false })
  expect(panels[3].fieldConfig.defaults).toMatchObject({
    unit: "bytes",
    thresholds: { steps: [{ value: null }, { value: 90, color: "red" }] },
  })
})
