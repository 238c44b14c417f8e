import { expect, test } from "vitest"
import { fromGrafana } from "@/lib/dashboards/from-grafana"

const target = (expr: string, more = {}) => ({ refId: "A", expr, ...more })

const DASHBOARD = {
  title: "T",
  templating: {
    list: [
      { name: "ds", type: "datasource", query: "prometheus" },
      { name: "job", type: "query", query: { query: "label_values(up, job)" } },
      { name: "step", type: "interval", query: "1m,5m" },
    ],
  },
  panels: [
    {
      type: "graph",
      title: "Up",
      format: "none",
      targets: [target("up"), target("rate(x[$step])"), target('{a="b"}', { datasource: { type: "loki" } })],
    },
    {
      type: "row",
      title: "More",
      panels: [{ type: "singlestat", title: "One", targets: [target("up", { legendFormat: "{{job}}" })] }],
    },
    { type: "heatmap", title: "Heat", targets: [target("up")] },
    { type: "table", title: "Changed", transformations: [{ id: "merge" }], targets: [target("up")] },
    { libraryPanel: { uid: "a" }, title: "Library" },
  ],
}

test("panels, queries and variables are each taken or left, with their paths", () => {
  const { model, taken, left } = fromGrafana(DASHBOARD)
  expect(model?.rows.map(({ title, panels }) => [title, panels.map(({ kind, title }) => `${kind} ${title}`)])).toEqual([
    ["Overview", ["timeseries Up"]],
    ["More", ["stat One"]],
  ])
  expect(model?.variables).toEqual([{ name: "job", metric: "up", values: "job", multi: false }])
  expect(taken.map(({ path }) => path.join("."))).toEqual([
    "templating.list.0",
    "templating.list.1",
    "panels.0",
    "panels.0.targets.0",
    "panels.1.panels.0",
    "panels.1.panels.0.targets.0",
  ])
  expect(left.map(({ path, message }) => [path.join("."), message])).toEqual([
    ["templating.list.2", "Variables here are label_values(metric, label); this one is interval 1m,5m"],
    ["panels.0.targets.1", "It uses the variable step, which is not taken"],
    ["panels.0.targets.2", "It asks loki, not Prometheus"],
    ["panels.2", "The model has no panels of the type heatmap"],
    ["panels.2.targets.0", "Its panel is not taken"],
    ["panels.3", "It transforms its data, which the model cannot"],
    ["panels.3.targets.0", "Its panel is not taken"],
    ["panels.4", "It is a library panel: its content is in the Grafana that it is from"],
  ])
})

test("limits and decimals are taken; mappings that are there are named", () => {
  const defaults = { unit: "percentunit", min: 0, max: 1, decimals: 2, mappings: [{ type: "value" }] }
  const { model, left } = fromGrafana({
    title: "T",
    panels: [{ type: "gauge", title: "G", fieldConfig: { defaults }, targets: [target("up")] }],
  })
  expect(model?.rows[0]?.panels[0]).toMatchObject({ unit: "percentunit", min: 0, max: 1, decimals: 2 })
  expect(left.map(({ message }) => message)).toEqual(["mappings have to be set by hand"])
})

test("the v2 schema is named and left", () => {
  expect(fromGrafana({ elements: {} })).toMatchObject({ taken: [], left: [{ kind: "dashboard" }] })
})
