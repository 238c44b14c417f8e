import { expect, test } from "vitest"
import { format } from "@/lib/contribute/format"

/** A variable as Grafana writes it. */
const variable = (name: string) => `\${${name}}`

const EXPORT = {
  __inputs: [{ name: "DS_PROM", type: "datasource", pluginId: "prometheus" }],
  __requires: [{ type: "grafana" }],
  id: 17,
  version: 40,
  title: "Cache: memory",
  annotations: { list: [{ datasource: { type: "grafana", uid: "-- Grafana --" }, name: "Annotations" }] },
  templating: {
    list: [
      { name: "ds", type: "datasource", query: "prometheus" },
      { name: "instance", type: "query", datasource: variable("DS_PROM"), query: "label_values(up, instance)" },
    ],
  },
  panels: [
    {
      id: 4,
      type: "graph",
      datasource: variable("ds"),
      targets: [{ expr: "up", datasource: { type: "prometheus", uid: "P1" } }],
    },
    { id: 5, type: "logs", datasource: { type: "loki", uid: "L1" }, targets: [] },
    { id: 6, type: "stat", datasource: null, targets: [] },
  ],
}
const OURS = { type: "prometheus", uid: variable("datasource") }

function portable(value: unknown, file = "dashboards/Cache Memory.json") {
  const { text, problems } = format(file, JSON.stringify(value))
  expect(problems).toEqual([])
  expect(format(file, text).text).toBe(text)
  return JSON.parse(text)
}

test("an export of Grafana loses what is local, and asks for its Prometheus", () => {
  const made = portable(EXPORT)
  expect(Object.keys(made).filter((key) => ["__inputs", "__requires", "id", "version"].includes(key))).toEqual([])
  expect(made.templating.list.map(({ name }: { name: string }) => name)).toEqual(["datasource", "instance"])
  expect(made.templating.list[1].datasource).toEqual(OURS)
  expect(made.panels.map((panel: { datasource: unknown }) => panel.datasource)).toEqual([
    OURS,
    { type: "loki", uid: "L1" },
    OURS,
  ])
  expect(made.panels[0].targets[0].datasource).toEqual(OURS)
  expect(made.panels.map((panel: { id: number }) => panel.id)).toEqual([4, 5, 6])
  expect(made.annotations.list[0].datasource.uid).toBe("-- Grafana --")
})

test("the uid is the export's own, or always the same one", () => {
  expect(portable({ ...EXPORT, uid: "cache-1" }).uid).toBe("cache-1")
  expect(portable(EXPORT).uid).toMatch(/^cache-memory-[0-9a-f]{8}$/)
  expect(portable(EXPORT).uid).toBe(portable({ ...EXPORT, version: 41, uid: "not/a uid" }).uid)
  expect(portable(EXPORT).uid).not.toBe(portable({ ...EXPORT, title: "Other" }).uid)
})

test("what the API answers is unwrapped", () => {
  expect(portable({ meta: {}, dashboard: EXPORT })).toEqual(portable(EXPORT))
})

test.each([
  ["{", "not JSON"],
  ["{}", "no dashboard"],
])("%j is refused", (text, message) => {
  const result = format("a.json", text)
  expect([result.text, result.problems[0]?.severity]).toEqual([text, "error"])
  expect(result.problems[0]?.message).toContain(message)
})
