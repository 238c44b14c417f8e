import { expect, test } from "vitest"
import { parseExposition } from "@/lib/catalog/exposition"
import { type LintOptions, lint } from "@/lib/checks/lint"
import type { MetricSources } from "@/lib/checks/metrics"

const NOTHING: MetricSources = { source: "", captures: [], declared: [], recordings: [] }
const DEMO: MetricSources = {
  ...NOTHING,
  source: "demo",
  captures: [
    parseExposition('# TYPE demo_up gauge\ndemo_up 1\n# TYPE demo_size_bytes gauge\ndemo_size_bytes{disk="a"} 9\n'),
  ],
}

function found(files: Record<string, string>, options: Partial<LintOptions> = {}) {
  const list = Object.entries(files).map(([file, content]) => ({ file, content }))
  const result = lint(list, { profile: "3.5", metrics: DEMO, ...options })
  return {
    ...result,
    lines: result.problems.map(
      ({ file, line, column, check, severity }) => `${file}:${line}:${column} ${severity} ${check}`,
    ),
  }
}

const rule = (expr: string) => `- alert: DemoDown
  expr: ${expr}
  for: 5m
  labels: { severity: critical }
  annotations: { summary: "{{ $labels.instance }} is down", description: It does not answer. }`

const indent = (text: string, by: number) => text.replace(/^/gm, " ".repeat(by))
const ruleFile = (expr: string) => `groups:\n  - name: a\n    rules:\n${indent(rule(expr), 6)}\n`

test("a good rule file has no problem", () => {
  const { lines, counts } = found({ "a.yaml": ruleFile("demo_up == 0") })
  expect(lines).toEqual([])
  expect(counts).toEqual({ alerts: 1, recordings: 0, queries: 0 })
})

test("a wrong metric, pointed at with its end", () => {
  const { problems } = found({ "a.yaml": ruleFile('demo_upp{job="x"} == 0') })
  expect(problems).toMatchObject([
    { check: "metric-known", line: 5, column: 15, message: "The metric demo_upp is not in demo" },
  ])
})

test("a PrometheusRule behind another document of a rendered chart", () => {
  const manifest = `# Source: chart/templates/deployment.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: demo }
---
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: demo
spec:
  groups:
    - name: a
      rules:
${indent(rule("demo_upp == 0"), 8)}
`
  const { lines, skipped } = found({ "all.yaml": manifest })
  expect(lines).toEqual(["all.yaml:15:17 error metric-known"])
  expect(skipped).toEqual([{ file: "all.yaml", title: "Deployment demo" }])
})

test("a rule file inside of a ConfigMap has the places of the outer file", () => {
  const manifest = `apiVersion: v1
kind: ConfigMap
metadata: { name: rules }
data:
  demo.yaml: |
${indent(ruleFile("demo_upp == 0"), 4)}`
  expect(found({ "cm.yaml": manifest }).lines).toEqual(["cm.yaml:10:19 error metric-known"])
})

test("a dashboard of Grafana: queries, legends and variables", () => {
  const dashboard = JSON.stringify(
    {
      title: "D",
      panels: [
        {
          title: "Size",
          targets: [{ expr: 'sum by (disk) (demo_size{instance=~"$instance"})', legendFormat: "{{instance}}" }],
        },
        { title: "Up", targets: [{ expr: "sum by (job) (demo_up)", legendFormat: "{{instance}}" }] },
      ],
      templating: { list: [{ type: "query", query: "label_values(demo_upp, instance)" }] },
    },
    null,
    2,
  )
  const { problems, counts } = found({ "d.json": dashboard })
  expect(counts).toEqual({ alerts: 0, recordings: 0, queries: 3 })
  expect(problems.map(({ line, check, message }) => `${line} ${check}: ${message}`)).toEqual([
    "8 metric-known: The metric demo_size is not in demo",
    "18 legend-label: The query does not keep the label instance",
    "27 metric-known: The metric demo_upp is not in demo",
  ])
  expect(problems[2]?.column).toBe((dashboard.split("\n")[26]?.indexOf("demo_upp") ?? 0) + 1)
})

test("a recording of one file is known in another", () => {
  const files = {
    "a.yaml": "groups: [{ name: a, rules: [{ record: job:demo_up:sum, expr: sum by (job) (demo_up) }] }]",
    "b.yaml": ruleFile("sum by (job, instance) (demo_up) == 0 and on (job) job:demo_up:sum > 0"),
  }
  expect(found(files).lines).toEqual([])
  expect(found({ "b.yaml": files["b.yaml"] }).lines).toEqual(["b.yaml:5:66 error metric-known"])
})

test("labels of service discovery are on every series where they are given", () => {
  const targetLabels = ["job", "instance", "namespace"]
  const expr = 'demo_up{namespace="x"} == 0'
  expect(found({ "a.yaml": ruleFile(expr) }).lines).toEqual(["a.yaml:5:23 error label-known"])
  expect(found({ "a.yaml": ruleFile(expr) }, { metrics: { ...DEMO, targetLabels } }).lines).toEqual([])
})

test("without metrics nothing is said about names, but syntax and format are checked, each fault once", () => {
  expect(found({ "a.yaml": ruleFile("anything == 0") }, { metrics: NOTHING }).lines).toEqual([])
  expect(found({ "a.yaml": ruleFile("sum(") }, { metrics: NOTHING }).lines).toEqual(["a.yaml:5:18 error promql-syntax"])
  expect(found({ "a.yaml": "groups: [{ name: a, rulez: [] }]" }).lines).toEqual(["a.yaml:1:21 error rule-format"])
  expect(found({ "a.yaml": "groups: [" }).lines).toEqual(["a.yaml:1:10 error yaml-syntax"])
})

test("the Prometheus that must take the rules", () => {
  const text = ruleFile("histogram_avg(demo_up) == 0")
  const codes = (profile: LintOptions["profile"]) =>
    found({ "a.yaml": text }, { profile }).problems.map(({ check }) => check)
  expect(codes("3.5")).not.toContain("promql-syntax")
  expect(codes("2.42")).toContain("promql-syntax")
})

test("silences with a reason, checks that are ignored, and style as a warning", () => {
  const silenced = found({
    "a.yaml": `# exporterhub: ignore-file metric-known because it comes\n${ruleFile("demo_upp == 0")}`,
  })
  expect(silenced.lines).toEqual([])
  expect(silenced.silenced).toMatchObject([{ check: "metric-known", reason: "it comes" }])
  expect(found({ "a.yaml": ruleFile("demo_upp == 0") }, { ignore: new Set(["metric-known"]) }).lines).toEqual([])
  const bare = "groups: [{ name: a, rules: [{ alert: A, expr: demo_up == 0, for: 5m, labels: { severity: info } }] }]"
  expect(found({ "a.yaml": bare }).lines).toContain("a.yaml:1:38 warning alert-annotations")
})
