// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how Grafana writes its variables
import { expect, test } from "vitest"
import { grafanaQueries, isGrafanaDashboard } from "@/lib/dashboards/grafana-queries"

const brief = (dashboard: unknown) =>
  grafanaQueries(dashboard).map(({ path, expr, offset, legend, panel }) => ({
    at: path.join("."),
    expr,
    ...(offset > 0 && { offset }),
    ...(legend && { legend }),
    ...(panel && { panel: `${panel.title} ${panel.unit}`.trim() }),
  }))

test("panels with their units and legends, also in collapsed rows and inside of the API's answer", () => {
  const panel = {
    title: "Memory",
    fieldConfig: { defaults: { unit: "bytes" } },
    targets: [
      { expr: "mem", legendFormat: "{{instance}}" },
      { expr: "swap", legendFormat: "__auto" },
    ],
  }
  const dashboard = { title: "D", panels: [panel, { type: "row", title: "R", panels: [{ ...panel, title: "Inner" }] }] }
  expect(brief({ dashboard, meta: {} })).toEqual([
    { at: "dashboard.panels.0.targets.0.expr", expr: "mem", legend: "{{instance}}", panel: "Memory bytes" },
    { at: "dashboard.panels.0.targets.1.expr", expr: "swap", panel: "Memory bytes" },
    { at: "dashboard.panels.1.panels.0.targets.0.expr", expr: "mem", legend: "{{instance}}", panel: "Inner bytes" },
    { at: "dashboard.panels.1.panels.0.targets.1.expr", expr: "swap", panel: "Inner bytes" },
  ])
})

test("a panel with units of its own for some series has none for all", () => {
  const overrides = [{ matcher: { id: "byName" }, properties: [{ id: "unit", value: "ms" }] }]
  const panel = { title: "Time", fieldConfig: { defaults: { unit: "s" }, overrides }, targets: [{ expr: "up" }] }
  expect(brief({ title: "D", panels: [panel] })).toMatchObject([{ panel: "Time" }])
})

test("queries of other data sources are left out, at the panel or at the target", () => {
  const loki = { type: "loki", uid: "x" }
  expect(
    brief({
      title: "D",
      panels: [
        { title: "Logs", datasource: loki, targets: [{ expr: '{app="x"}' }] },
        {
          title: "Both",
          datasource: { type: "datasource", uid: "-- Mixed --" },
          targets: [
            { datasource: loki, expr: '{app="x"}' },
            { datasource: { type: "prometheus" }, expr: "up" },
          ],
        },
        { title: "Default", datasource: "${DS}", targets: [{ expr: "up" }] },
      ],
    }).map(({ at }) => at),
  ).toEqual(["panels.1.targets.1.expr", "panels.2.targets.0.expr"])
})

test("variables and annotations", () => {
  expect(
    brief({
      title: "D",
      panels: [],
      templating: {
        list: [
          { type: "query", query: 'label_values(up{job="x", a="b"}, instance)' },
          { type: "query", query: { query: "query_result(topk(3, up))", refId: "A" } },
          { type: "query", query: "label_values(instance)" },
          { type: "query", query: "metrics(node_.*)" },
          { type: "custom", query: "a,b" },
        ],
      },
      annotations: { list: [{ datasource: { type: "prometheus" }, expr: "changes(x[5m]) > 0" }] },
    }),
  ).toEqual([
    { at: "templating.list.0.query", expr: 'up{job="x", a="b"}', offset: 13 },
    { at: "templating.list.1.query.query", expr: "topk(3, up)", offset: 13 },
    { at: "annotations.list.0.expr", expr: "changes(x[5m]) > 0" },
  ])
})

test("the v2 schema", () => {
  const query = { kind: "DataQuery", group: "prometheus", spec: { expr: "up", legendFormat: "{{job}}" } }
  const loki = { ...query, group: "loki" }
  const panel = {
    kind: "Panel",
    spec: { title: "Up", data: { spec: { queries: [{ spec: { query } }, { spec: { query: loki } }] } } },
  }
  const dashboard = { apiVersion: "dashboard.grafana.app/v2", kind: "Dashboard", spec: { elements: { a: panel } } }
  expect(isGrafanaDashboard(dashboard)).toBe(true)
  expect(brief(dashboard)).toMatchObject([{ expr: "up", legend: "{{job}}", panel: "Up" }])
})

test.each([
  [{ groups: [] }, false],
  [{ panels: [], title: "x" }, true],
  [{ rows: [], schemaVersion: 14 }, true],
  [[], false],
  [null, false],
])("isGrafanaDashboard(%j) is %s", (value, expected) => expect(isGrafanaDashboard(value)).toBe(expected))
