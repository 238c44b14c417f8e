import { loadAll } from "js-yaml"
import { expect, test } from "vitest"
import { dashboardFormats } from "@/lib/bundle/dashboard-files"
import type { Dashboard } from "@/lib/catalog/entry"
import { grafanaDashboard } from "@/lib/dashboards/grafana"
import { demoEntry } from "@/test/support/demo"

/** The demo entry with a second dashboard, which must not get into the files of the first. */
async function files() {
  const demo = await demoEntry()
  const [dashboard] = demo.dashboards
  if (!dashboard) throw new Error("the demo entry has a dashboard")
  const second: Dashboard = { ...dashboard, id: "second", title: "Second" }
  const entry = { ...demo, dashboards: [dashboard, second] }
  const content = (name: string): string =>
    dashboardFormats.find((format) => format.name === name)?.content(entry, dashboard) ?? ""
  return { entry, dashboard, content }
}

const objects = (text: string) =>
  loadAll(text) as { kind: string; metadata: { name: string }; [key: string]: unknown }[]

test("Grafana's JSON is what bundles provision", async () => {
  const { entry, dashboard, content } = await files()
  expect(JSON.parse(content("grafana.json"))).toEqual(grafanaDashboard(entry, dashboard))
})

test("Perses gets a whole Dashboard", async () => {
  const { content } = await files()
  expect(JSON.parse(content("perses.json"))).toMatchObject({
    kind: "Dashboard",
    metadata: { name: "demo-exporter-overview" },
    spec: { panels: expect.any(Object), layouts: expect.any(Array) },
  })
})

test.each([
  ["configmap.yaml", [["ConfigMap", "demo-exporter-dashboard-overview"]]],
  [
    "grafana-operator.yaml",
    [
      ["ConfigMap", "demo-exporter-dashboard-overview"],
      ["GrafanaDashboard", "demo-exporter-dashboard-overview"],
    ],
  ],
  [
    "perses-operator.yaml",
    [
      ["PersesDatasource", "demo-exporter-prometheus"],
      ["PersesDashboard", "demo-exporter-overview"],
    ],
  ],
])("%s holds the objects of this dashboard alone", async (name, expected) => {
  const { content } = await files()
  expect(objects(content(name)).map(({ kind, metadata }) => [kind, metadata.name])).toEqual(expected)
})

test("the ConfigMap of the sidecar holds Grafana's JSON", async () => {
  const { entry, dashboard, content } = await files()
  const [map] = objects(content("configmap.yaml"))
  const [text] = Object.values(map?.data as Record<string, string>)
  expect(JSON.parse(text ?? "")).toEqual(grafanaDashboard(entry, dashboard))
})
