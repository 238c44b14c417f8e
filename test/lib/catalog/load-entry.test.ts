import { beforeAll, expect, test } from "vitest"
import { loadEntry } from "@/lib/catalog/load-entry"
import { demoFiles } from "../../support/demo"
import { memorySource } from "../../support/memory-source"

let files: Record<string, string>
beforeAll(async () => {
  files = await demoFiles()
})

/** The demo entry with one more file. */
function loadWith(file: string, text: string) {
  return loadEntry(memorySource({ ...files, [`demo-exporter/${file}`]: text }), "demo-exporter")
}

test("a unit test has the texts that promtool sees, and numbers where it expects samples", async () => {
  const { entry, problems } = await loadWith(
    "tests/more.yaml",
    `rule_files: [../rules/alerts.yaml]
tests:
  - name: 1.10
    input_series:
      - { series: a, values: 0x49 }
      - { series: b, values: 1_0 }
    alert_rule_test:
      - { eval_time: 0, alertname: DemoDown, exp_alerts: [{ exp_labels: { value: 0x10, up: true } }] }
    promql_expr_test:
      - { expr: 1, eval_time: 5m, exp_samples: [{ labels: "{}", value: 0x10 }, { value: -1_5e2 }] }
`,
  )
  expect(problems).toEqual([])
  expect(entry?.tests.find(({ file }) => file.endsWith("more.yaml"))?.tests).toMatchObject([
    {
      name: "1.10",
      input_series: [
        { series: "a", values: "0x49" },
        { series: "b", values: "1_0" },
      ],
      alert_rule_test: [{ eval_time: "0", exp_alerts: [{ exp_labels: { value: "0x10", up: "true" } }] }],
      promql_expr_test: [{ expr: "1", exp_samples: [{ labels: "{}", value: 16 }, { value: -1500 }] }],
    },
  ])
})

test("an expected sample in quotes is none, as it is to promtool", async () => {
  const samples = 'exp_samples: [{ value: "1" }]'
  const { problems } = await loadWith(
    "tests/more.yaml",
    `rule_files: [a.yaml]\ntests:\n  - promql_expr_test:\n      - { expr: up, eval_time: 5m, ${samples} }\n`,
  )
  expect(problems).toMatchObject([{ check: "schema", line: 4, column: 59 }])
})

test("a label of a rule is the text that Prometheus sees", async () => {
  const { entry } = await loadWith(
    "rules/more.yaml",
    "groups:\n  - name: 7\n    rules:\n      - { record: a:b, expr: 1, labels: { version: 1.10, on: yes, hex: 0x10 } }\n",
  )
  expect(entry?.recordings.find(({ record }) => record === "a:b")).toMatchObject({
    group: "7",
    expr: "1",
    labels: { version: "1.10", on: "yes", hex: "0x10" },
  })
})

test("a number in entry.yaml is a number", async () => {
  const { problems } = await loadWith(
    "entry.yaml",
    (files["demo-exporter/entry.yaml"] ?? "").replace(/^license: .*/m, "license: 2.0"),
  )
  expect(problems).toMatchObject([{ check: "schema", message: expect.stringMatching(/^license: .*expected string/) }])
})
