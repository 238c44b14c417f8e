import { beforeAll, expect, test } from "vitest"
import type { Entry } from "@/lib/catalog/entry"
import { loadEntry } from "@/lib/catalog/load-entry"
import { metricsBehind, metricUses, userKey, usesOfAny } from "@/lib/checks/metric-uses"
import { demoFiles } from "@/test/support/demo"
import { memorySource } from "@/test/support/memory-source"

const RULES = `groups:
  - name: demo
    rules:
      - record: job:demo_requests:rate5m
        expr: sum by (job) (rate(demo_requests_total[5m]))
      - record: job:demo_requests:share
        expr: job:demo_requests:rate5m / on () group_left () demo_limit
      - alert: Direct
        expr: rate(demo_requests_total[5m]) > 1 and demo_up == 1
        labels: { severity: critical }
      - alert: Through
        expr: job:demo_requests:share > 0.9
        labels: { severity: warning }
      - alert: Both
        expr: job:demo_requests:rate5m > 5 and demo_requests_total > 0
        labels: { severity: info }
`
const DASHBOARD = `title: Requests
description: What comes in.
rows:
  - title: All
    panels:
      - title: Rate
        kind: timeseries
        queries: [{ expr: 'rate(demo_requests_total{instance=~"$instance"}[$__rate_interval])' }, { expr: 'demo_$what' }]
      - { title: Rate, kind: stat, queries: [{ expr: demo_requests_total }] }
`
let entry: Entry
let other: Entry

beforeAll(async () => {
  const files = Object.fromEntries(
    Object.entries(await demoFiles()).filter(([file]) => !/\/(rules|dashboards|tests|runbooks)\//.test(file)),
  )
  const load = async (rules: Record<string, string>) => {
    const loaded = await loadEntry(memorySource({ ...files, ...rules }), "demo-exporter")
    if (!loaded.entry || loaded.problems.length > 0) throw new Error(JSON.stringify(loaded.problems))
    return loaded.entry
  }
  entry = await load({ "demo-exporter/rules/all.yaml": RULES, "demo-exporter/dashboards/requests.yaml": DASHBOARD })
  const stranger = await load({
    "demo-exporter/rules/all.yaml":
      "groups: [{ name: g, rules: [{ alert: Elsewhere, expr: 'demo_requests_total > 0', labels: { severity: info } }] }]",
  })
  other = { ...stranger, id: "other-exporter", title: "Other" }
})

test("a metric is used by rules and panels of all entries, each once and directly rather than through a recording", () => {
  const uses = usesOfAny(metricUses([entry, other]), ["demo_requests_total", "job:demo_requests:rate5m"])
  expect(uses.map((use) => `${userKey(use)}${use.via === undefined ? "" : ` through ${use.via}`}`).sort()).toEqual([
    "demo-exporter alert Both",
    "demo-exporter alert Direct",
    "demo-exporter alert Through through job:demo_requests:share",
    "demo-exporter panel requests/rate",
    "demo-exporter panel requests/rate-2",
    "demo-exporter recording job:demo_requests:rate5m",
    "demo-exporter recording job:demo_requests:share",
    "other-exporter alert Elsewhere",
  ])
  const [elsewhere] = uses.filter(({ entry: { id } }) => id === "other-exporter")
  expect(elsewhere).toEqual({
    entry: { id: "other-exporter", title: "Other" },
    user: { kind: "alert", name: "Elsewhere", severity: "info" },
  })
})

test("a metric that nobody asks for has no uses, and a name that a variable makes is none", () => {
  const uses = metricUses([entry])
  expect(usesOfAny(uses, ["demo_nothing"])).toEqual([])
  expect([...uses.keys()].sort()).toEqual([
    "demo_limit",
    "demo_requests_total",
    "demo_up",
    "job:demo_requests:rate5m",
    "job:demo_requests:share",
  ])
})

test("what stands behind recording rules", () => {
  expect([...metricsBehind(entry, ["job:demo_requests:share", "demo_up"])].sort()).toEqual([
    "demo_limit",
    "demo_requests_total",
    "demo_up",
    "job:demo_requests:rate5m",
    "job:demo_requests:share",
  ])
})
