import { expect, test } from "vitest"
import type { Alert, Entry, Recording } from "@/lib/catalog/entry"
import { RuleTestFile } from "@/lib/catalog/rule-test-file"
import { timeline } from "@/lib/timeline/timeline"

const place = { group: "g", origin: { file: "x/rules/a.yaml", path: [] } }
const alertOf = (expr: string, forText?: string): Alert => ({
  ...place,
  alert: "Full",
  expr,
  ...(forText !== undefined && { for: forText }),
  labels: { severity: "warning" },
  annotations: {},
})
const recording = (record: string, expr: string): Recording => ({ ...place, record, expr, labels: {} })

/** A test of one minute a step whose moments are written as `2m: a` (fires for instance a) or `1m:` (silent). */
function draw(alert: Alert, series: Record<string, string>, moments: string[], recordings: Recording[] = []) {
  const [test] = RuleTestFile.parse({
    rule_files: ["a.yaml"],
    tests: [
      {
        input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
        alert_rule_test: moments.map((moment) => {
          const [eval_time, fires] = moment.split(": ")
          const exp_labels = { instance: fires, severity: "warning" }
          return {
            eval_time: eval_time?.replace(":", ""),
            alertname: "Full",
            exp_alerts: fires ? [{ exp_labels }] : [],
          }
        }),
      },
    ],
  }).tests
  if (!test) throw new Error("no test")
  const entry: Pick<Entry, "recordings"> = { recordings }
  return timeline(entry, alert, { file: { evaluation_interval: "1m" }, test })
}

test("what is compared, and how long the alert is pending and fires", () => {
  const drawn = draw(
    alertOf("used > 5", "2m"),
    { 'used{instance="a"}': "1 9x5", 'used{instance="b"}': "1x6", 'other{instance="a"}': "0x6" },
    ["5m: a", "2m:"],
  )
  expect(drawn.alerts).toEqual([
    {
      labels: { instance: "a" },
      spans: [
        { state: "pending", from: 60_000, to: 120_000 },
        // A fifth beyond the last moment, since there are samples.
        { state: "firing", from: 180_000, to: 360_000 },
      ],
    },
  ])
  expect(drawn.moments.map(({ text, expected }) => [text, expected.length])).toEqual([
    ["2m", 0],
    ["5m", 1],
  ])
  expect(drawn.compared).toEqual([
    {
      subject: "used",
      op: ">",
      object: "5",
      threshold: 5,
      limits: [],
      lines: [
        { labels: { instance: "a" }, stepMs: 60_000, fires: true, values: [1, 9, 9, 9, 9, 9, 9] },
        { labels: { instance: "b" }, stepMs: 60_000, fires: false, values: [1, 1, 1, 1, 1, 1, 1] },
      ],
    },
  ])
  expect(drawn.inputs.map(({ series, isAsked }) => [series, isAsked])).toEqual([
    ['used{instance="a"}', true],
    ['used{instance="b"}', true],
    ['other{instance="a"}', false],
  ])
})

test("two metrics against each other, through a recording rule, with a guard that is not drawn", () => {
  const drawn = draw(
    alertOf("i:used:sum > on (instance) (limit > 0)"),
    { 'used{instance="a",part="x"}': "1+1x3", 'used{instance="a",part="y"}': "1x3", 'limit{instance="a"}': "3x3" },
    ["1m:", "3m: a"],
    [recording("i:used:sum", "sum by (instance) (used)")],
  )
  expect(drawn.reason).toBeUndefined()
  expect(drawn.compared.map(({ subject, object }) => [subject, object])).toEqual([["i:used:sum", "(limit > 0)"]])
  expect(drawn.compared[0]?.lines[0]?.values).toEqual([2, 3, 4, 5])
  expect(drawn.compared[0]?.limits[0]?.values).toEqual([3, 3, 3, 3])
  expect(drawn.inputs.every(({ isAsked }) => isAsked)).toBe(true)
})

test("where the working out differs from what promtool expects, only the moments are there", () => {
  const drawn = draw(alertOf("used > 5"), { 'used{instance="a"}': "9x3" }, ["1m: a", "2m:"])
  expect(drawn.alerts).toBeUndefined()
  expect(drawn.compared).toEqual([])
  expect(drawn.reason).toBe("what was worked out here differs from what the test expects")
  expect(drawn.endMs).toBe(120_000)
})

test("what cannot be worked out says why", () => {
  const drawn = draw(alertOf("max_over_time(used[5m:1m]) > 5"), { 'used{instance="a"}': "9x3" }, ["1m: a"])
  expect(drawn.alerts).toBeUndefined()
  expect(drawn.reason).toBe("max_over_time() is not worked out here")
})
