import { describe, expect, test } from "vitest"
import { readDocuments } from "@/lib/rules/documents"
import { parseRuleFile } from "@/lib/rules/parse-rule-file"
import type { Path } from "@/lib/yaml/place"
import { toValue } from "@/lib/yaml/to-value"

const RULES = "groups:\n- name: g\n  rules:\n  - {alert: A, expr: up}\n"
const kinds = (text: string) => readDocuments("a.yaml", text).documents.map(({ kind, path }) => [kind, path])

/** Line and column of the first place where `text` has `part`. */
function placeOf(text: string, part: string) {
  const before = text.slice(0, text.indexOf(part)).split("\n")
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 }
}

describe("what a document is", () => {
  test.each<[string, string, [string, Path][]]>([
    ["a rule file", RULES, [["rule-file", [0]]]],
    ["a rule file as JSON", '{"groups": []}', [["rule-file", [0]]]],
    ["nothing", "---\n# only a comment\n---\n", []],
    ["another YAML file", "a: 1\n", [["other", [0]]]],
    ["a list", "- 1\n", [["other", [0]]]],
    ["a Grafana dashboard", '{"title": "D", "panels": []}', [["dashboard", [0]]]],
    ["a dashboard as Grafana's API exports it", '{"dashboard": {"panels": []}, "meta": {}}', [["dashboard", [0]]]],
    [
      "a PrometheusRule",
      "apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nspec: {}\n",
      [["PrometheusRule", [0]]],
    ],
    ["a VMRule", "apiVersion: operator.victoriametrics.com/v1beta1\nkind: VMRule\n", [["VMRule", [0]]]],
    [
      "rules of Google's managed Prometheus",
      "apiVersion: monitoring.googleapis.com/v1\nkind: ClusterRules\n",
      [["GmpRules", [0]]],
    ],
    ["rules of Loki's operator", "apiVersion: loki.grafana.com/v1\nkind: AlertingRule\n", [["Loki", [0]]]],
    ["another object", "apiVersion: v1\nkind: Service\nmetadata: {name: groups}\n", [["other", [0]]]],
    ["a kind of the same name by someone else", "apiVersion: example.org/v1\nkind: PrometheusRule\n", [["other", [0]]]],
    [
      "a list of objects",
      "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Service}\n- {apiVersion: monitoring.coreos.com/v1, kind: PrometheusRule, spec: {}}\n",
      [
        ["other", [0, "items", 0]],
        ["PrometheusRule", [0, "items", 1]],
      ],
    ],
    [
      "the output of a mixin",
      '{"prometheusAlerts": {"groups": []}, "prometheusRules": {"groups": []}, "grafanaDashboards": {"a.json": {"panels": []}}}',
      [
        ["rule-file", [0, "prometheusAlerts"]],
        ["rule-file", [0, "prometheusRules"]],
        ["dashboard", [0, "grafanaDashboards", "a.json"]],
      ],
    ],
    [
      "what Helm prints",
      "---\n# Source: a/templates/empty.yaml\n---\n# Source: a/templates/rules.yaml\napiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nspec: {}\n---\napiVersion: v1\nkind: Secret\n",
      [
        ["PrometheusRule", [1]],
        ["other", [2]],
      ],
    ],
    [
      "rules of Loki",
      'groups: [{name: g, rules: [{record: r, expr: \'count_over_time({a="b"} |= "x" [5m])\'}]}]',
      [["Loki", [0]]],
    ],
    [
      "a comparison, which is no LogQL",
      "groups: [{name: g, rules: [{record: r, expr: 'up{a=\"} |= \"} != 1'}]}]",
      [["rule-file", [0]]],
    ],
  ])("%s", (_, text, expected) => expect(kinds(text)).toEqual(expected))
})

describe("a ConfigMap", () => {
  const text = `apiVersion: v1
kind: ConfigMap
metadata:
  name: rules
data:
  notes.txt: nothing of interest
  alerts.yaml: |
    groups:
    - name: g
      rules:
      - alert: A
        expr: >-
          up ==
          foo(1)
        for: soon
  quoted.yml: "groups:\\n- name: q\\n  rules: [{record: r, expr: 'sum('}]\\n"
  dashboard.json: '{"title": "D", "panels": [{"title": "it''s"}]}'
`
  const { documents, locate } = readDocuments("a.yaml", text)

  test("has a document for every value that holds rules or a dashboard", () => {
    expect(documents.map(({ kind, title, path }) => [kind, title, path])).toEqual([
      ["rule-file", "alerts.yaml of ConfigMap rules", [0, "data", "alerts.yaml"]],
      ["rule-file", "quoted.yml of ConfigMap rules", [0, "data", "quoted.yml"]],
      ["dashboard", "dashboard.json of ConfigMap rules", [0, "data", "dashboard.json"]],
    ])
  })

  test("has its faults where they stand in the file", () => {
    const problems = documents.flatMap((document) => parseRuleFile(document).problems)
    expect(problems.map(({ message, line, column }) => ({ message, line, column }))).toEqual([
      { message: 'unknown function with name "foo"', ...placeOf(text, "foo(1)") },
      { message: '"soon" is not a valid duration', ...placeOf(text, "soon") },
      { message: "unclosed left parenthesis", ...placeOf(text, "('}]") },
    ])
  })

  test("is located through the text of its values", () => {
    const rule = [0, "data", "alerts.yaml", "groups", 0, "rules", 0]
    expect(locate([...rule, "expr"], { offset: "up == ".length })).toEqual(placeOf(text, "foo(1)"))
    expect(locate([...rule, "for"], { side: "key" })).toEqual(placeOf(text, "for: soon"))
    expect(locate([0, "data", "dashboard.json", "panels", 0, "title"])).toEqual(placeOf(text, `"it''s"`))
  })

  test("gives a dashboard as a plain value", () => {
    expect(documents.slice(2).map(({ node }) => toValue(node))).toEqual([{ title: "D", panels: [{ title: "it's" }] }])
  })

  test("with broken YAML in it names the place", () => {
    const broken = "apiVersion: v1\nkind: ConfigMap\ndata:\n  a.yaml: |\n    groups:\n    - name: [g\n"
    const { problems } = readDocuments("a.yaml", broken)
    expect(problems).toMatchObject([{ check: "yaml-syntax", severity: "error", line: 6, column: 13 }])
  })
})

describe("documents behind a rule file", () => {
  test("are ignored by Prometheus, which is a warning", () => {
    const { documents, problems } = readDocuments("a.yaml", `${RULES}---\n${RULES}`)
    expect(documents).toHaveLength(1)
    expect(problems).toMatchObject([{ check: "rule-format", severity: "warning", line: 6, column: 1 }])
  })

  test("may be broken without harm", () => {
    expect(readDocuments("a.yaml", `${RULES}---\n[`).problems).toMatchObject([
      { check: "yaml-syntax", severity: "warning" },
    ])
    expect(readDocuments("a.yaml", `a: 1\n---\n[`).problems).toMatchObject([
      { check: "yaml-syntax", severity: "error" },
    ])
  })

  test("that are empty are no matter", () => {
    expect(readDocuments("a.yaml", `${RULES}---\n# the end\n`).problems).toEqual([])
  })
})

test("a template of Helm is named as what it is", () => {
  const { problems } = readDocuments("a.yaml", "{{- if .Values.enabled }}\ngroups: []\n{{- end }}\n")
  expect(problems).toMatchObject([
    { check: "yaml-syntax", hint: "This is a template of Helm: check what `helm template` makes of it" },
  ])
  const { problems: others } = readDocuments("a.yaml", "groups: [\n# {{ $labels.instance }}\n")
  expect(others[0]?.hint).not.toMatch(/Helm/)
})
