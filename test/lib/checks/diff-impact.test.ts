import { fileURLToPath } from "node:url"
import { beforeAll, describe, expect, test } from "vitest"
import { disk } from "@/lib/adapters/disk"
import type { Entry } from "@/lib/catalog/entry"
import { loadEntry } from "@/lib/catalog/load-entry"
import { versionDiff } from "@/lib/checks/diff-impact"
import { captured } from "@/test/support/captured"
import { demoEntry } from "@/test/support/demo"

const CATALOG = disk(fileURLToPath(new URL("../../../catalog", import.meta.url)))
let demo: Entry
beforeAll(async () => {
  demo = await demoEntry()
})

/** What a change does to one alert with this expression. */
function effectOn(expr: string, before: string, after: string, description = ""): string[] {
  const [alert] = demo.alerts
  if (!alert) throw new Error("the demo has no alert")
  const entry: Entry = {
    ...demo,
    alerts: [{ ...alert, alert: "A", expr, annotations: { description } }],
    recordings: [],
    dashboards: [],
    tests: [],
  }
  const { metrics } = versionDiff(entry, captured("1", { normal: before }), captured("2", { normal: after }))
  return metrics.flatMap(({ touches }) => touches.map(({ effect, why }) => `${effect}: ${why}`))
}

const counter = (labels: string) => `# TYPE c_total counter\nc_total${labels} 1\n`

test.each([
  ["c_total > 1", counter(""), "a 1\n", ["breaks: c_total is gone"]],
  [
    "c_total > 1 or a > 1",
    `a 1\n${counter("")}`,
    "a 1\n",
    ["affects: c_total is gone, and the expression has another branch"],
  ],
  [
    "a > 1 unless c_total",
    `a 1\n${counter("")}`,
    "a 1\n",
    ["affects: c_total is gone, and the expression has another branch"],
  ],
  ["a > 1 and c_total", `a 1\n${counter("")}`, "a 1\n", ["breaks: c_total is gone"]],
  ["c_total > 1 unless a", `a 1\n${counter("")}`, "a 1\n", ["breaks: c_total is gone"]],
  ["sum(topk(3, c_total)) > 1", counter(""), counter('{l="x"}'), []],
  [
    "rate(h_count[5m]) > 1",
    '# TYPE h histogram\nh_bucket{le="1"} 1\nh_sum 1\nh_count 1\n',
    '# TYPE h summary\nh{quantile="0.5"} 1\nh_sum 1\nh_count 1\n',
    ["affects: h_count is a summary now, not a histogram"],
  ],
  ["c_total > 1", "a 1\n", `a 1\n${counter("")}`, ["needs: c_total is not in the version before"]],
  ["a > 1", `a 1\n${counter("")}`, "a 1\n", []],
  [
    "rate(c_total[5m]) > 1",
    counter(""),
    "# TYPE c_total gauge\nc_total 1\n",
    ["breaks: c_total is a gauge now, not a counter, and rate() takes counters"],
  ],
  ["c_total > 1", counter(""), "# TYPE c_total gauge\nc_total 1\n", ["affects: c_total is a gauge now, not a counter"]],
  [
    "deriv(g[5m]) > 1",
    "# TYPE g gauge\ng 1\n",
    "# TYPE g counter\ng 1\n",
    ["breaks: g is a counter now, not a gauge, and deriv() takes gauges"],
  ],
  ['c_total{l="x"} > 1', counter('{l="x"}'), counter(""), ["breaks: asks for l on c_total, which is gone"]],
  ['c_total{l!="x"} > 1', counter('{l="x"}'), counter(""), ["affects: c_total has no label l any more"]],
  ['c_total{l=~".+"} > 1', counter('{l="x"}'), counter(""), ["breaks: asks for l on c_total, which is gone"]],
  ['c_total{l=~"x?"} > 1', counter('{l="x"}'), counter(""), ["affects: c_total has no label l any more"]],
  ['c_total{l!~"x?"} > 1', counter('{l="x"}'), counter(""), ["breaks: asks for l on c_total, which is gone"]],
  [
    "sum by (l) (c_total) > 1",
    counter('{l="x"}'),
    counter(""),
    ["breaks: groups or joins c_total by l, which is gone"],
  ],
  ["sum(c_total) > 1", counter('{l="x"}'), counter(""), []],
  ["sum without (l) (c_total) > 1", counter('{l="x"}'), counter(""), ["affects: c_total has no label l any more"]],
  [
    "a * on (l) group_left () c_total > 1",
    `a{l="x"} 1\n${counter('{l="x"}')}`,
    `a{l="x"} 1\n${counter("")}`,
    ["breaks: groups or joins c_total by l, which is gone"],
  ],
  ["c_total > 1", counter(""), counter('{l="x"}'), ["affects: c_total has the label l now"]],
  ["sum(c_total) > 1", counter(""), counter('{l="x"}'), []],
  ["sum(c_total / c_total) > 1", counter(""), counter('{l="x"}'), ["affects: c_total has the label l now"]],
  [
    "sum by (l) (c_total) > 1",
    counter(""),
    counter('{l="x"}'),
    ["needs: c_total has no label l in the version before"],
  ],
  [
    "histogram_quantile(0.9, h_bucket) > 1",
    '# TYPE h histogram\nh_bucket{le="1"} 1\nh_sum 1\nh_count 1\n',
    '# TYPE h summary\nh{quantile="0.5"} 1\nh_sum 1\nh_count 1\n',
    ["breaks: h_bucket is gone"],
  ],
  [
    'label_replace(c_total, "n", "$1", "l", "(.*)") > 1',
    counter('{l="x"}'),
    counter(""),
    ["breaks: groups or joins c_total by l, which is gone"],
  ],
])("%s", (expr, before, after, expected) => expect(effectOn(expr, before, after)).toEqual(expected))

test("a text that shows a label which is gone is worth a look", () => {
  expect(effectOn("c_total > 1", counter('{l="x"}'), counter(""), "{{ $labels.l }} is full")).toEqual([
    "affects: its text shows l, which is gone",
  ])
})

test("an expression that does not parse is touched by nothing, and does not throw", () => {
  expect(effectOn("sum(((", counter(""), "a 1\n")).toEqual([])
})

test("what uses a recording rule is touched by way of it, through any number of them", () => {
  const [alert] = demo.alerts
  if (!alert) throw new Error("the demo has no alert")
  const recording = (record: string, expr: string) => ({
    record,
    expr,
    labels: {},
    group: "g",
    origin: { file: "r", path: [record] },
  })
  const entry: Entry = {
    ...demo,
    alerts: [{ ...alert, alert: "A", expr: "job:b:sum > 1" }],
    // The second is made of the first; a third would be made of itself.
    recordings: [recording("job:b:sum", "sum(job:a:sum)"), recording("job:a:sum", "sum(c_total) + job:b:sum")],
    dashboards: [],
    tests: [],
  }
  const { metrics } = versionDiff(entry, captured("1", { normal: counter("") }), captured("2", { normal: "a 1\n" }))
  const touches = metrics.find(({ metric }) => metric.name === "c_total")?.touches
  expect(touches?.map(({ kind, name, via, effect }) => [kind, name, via, effect])).toEqual([
    ["recording", "job:a:sum", undefined, "breaks"],
    ["recording", "job:b:sum", "job:a:sum", "breaks"],
    ["alert", "A", "job:b:sum", "breaks"],
  ])
})

describe("real entries", () => {
  const touches = async (id: string, from: string, to: string, metric: string): Promise<string[]> => {
    const { entry } = await loadEntry(CATALOG, id)
    const at = (version: string) => entry?.versions.find((one) => one.version === version)
    const [before, after] = [at(from), at(to)]
    if (!entry || !before || !after) throw new Error(`no ${id} ${from}, ${to}`)
    const change = versionDiff(entry, before, after).metrics.find((one) => one.metric.name === metric)
    return (change?.touches ?? []).map(({ effect, kind, name }) => `${effect} ${kind} ${name}`)
  }
  test("NodeHungTasks needs 1.12.1, and would break on the way back", async () => {
    const metric = "node_kernel_hung_tasks_total"
    expect(await touches("node-exporter", "1.9.0", "1.12.1", metric)).toContain("needs alert NodeHungTasks")
    const back = await touches("node-exporter", "1.12.1", "1.9.0", metric)
    expect(back).toContain("breaks alert NodeHungTasks")
    expect(back).toContain("breaks tests tests/alerts.yaml")
  })
  test("slots have two names in the alerts of PostgreSQL, so neither is missed", async () => {
    const found = await touches("postgres-exporter", "0.17.1", "0.20.1", "pg_replication_slot_slot_is_active")
    expect(found).toContain("affects alert PostgresReplicationSlotInactive")
    expect(found).toContain("affects tests tests/alerts.yaml")
    expect(found.filter((line) => line.startsWith("breaks"))).toEqual([])
  })
})
