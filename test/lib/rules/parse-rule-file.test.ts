import { describe, expect, test } from "vitest"
import type { Problem } from "@/lib/problem"
import type { Profile } from "@/lib/promql/profile"
import { readDocuments } from "@/lib/rules/documents"
import { parseRuleFile } from "@/lib/rules/parse-rule-file"

function read(text: string, profile: Profile = "3.5") {
  const { documents, problems } = readDocuments("a.yaml", text)
  const results = documents.map((document) => parseRuleFile(document, { profile }))
  return {
    groups: results.flatMap(({ groups }) => groups),
    problems: [...problems, ...results.flatMap(({ problems }) => problems)],
  }
}

const brief = ({ line, column, check, message }: Problem) => `${line}:${column} ${check}: ${message}`

/** What is found in a rule of this text, which begins at line 4, column 5. */
function inRule(lines: string, profile?: Profile): string[] {
  const indented = lines.trimEnd().replaceAll("\n", "\n    ")
  return read(`groups:\n- name: g\n  rules:\n  - ${indented}\n`, profile).problems.map(brief)
}

/** What is found in a group of this text, which begins at line 2, column 3. */
function inGroup(lines: string, profile?: Profile): string[] {
  return read(`groups:\n- ${lines.replaceAll("\n", "\n  ")}\n`, profile).problems.map(brief)
}

test("a file is read into groups and rules with their places", () => {
  const { groups, problems } = read(`groups:
- name: g
  interval: 1m
  query_offset: 30s
  limit: 5
  labels: {team: infra}
  rules:
  -
  - alert: A
    expr: up == 0
    for: 5m
    keep_firing_for: 1h
    labels: {severity: 1}
    annotations: {summary: "it''s {{ $value }}"}
  - record: job:up:sum
    expr: sum by (job) (up)
`)
  expect(problems).toEqual([])
  const parsed = expect.objectContaining({ ok: true })
  const origin = (index: number) => ({ file: "a.yaml", path: [0, "groups", 0, "rules", index] })
  expect(groups).toEqual([
    {
      name: "g",
      interval: "1m",
      query_offset: "30s",
      limit: 5,
      labels: { team: "infra" },
      origin: { file: "a.yaml", path: [0, "groups", 0] },
      rules: [
        {
          kind: "alert",
          alert: "A",
          expr: "up == 0",
          parsed,
          for: "5m",
          keep_firing_for: "1h",
          labels: { severity: "1" },
          annotations: { summary: "it''s {{ $value }}" },
          group: "g",
          origin: origin(1),
        },
        {
          kind: "record",
          record: "job:up:sum",
          expr: "sum by (job) (up)",
          parsed,
          labels: {},
          group: "g",
          origin: origin(2),
        },
      ],
    },
  ])
})

describe("faults of a group", () => {
  test.each<[string, string[]]>([
    ["rules: []", ["2:3 rule-format: The group has no name"]],
    ["name: ''", ["2:9 rule-format: The group has no name"]],
    ["name: g\ninterval: 5s1m", ['3:13 rule-format: "5s1m" is not a valid duration']],
    ["name: g\ninterval: ''", ["3:13 rule-format: The duration is empty"]],
    ["name: g\ninterval: 300y", ["3:13 rule-format: The duration 300y is out of range"]],
    ["name: g\nlimit: some", ['3:10 rule-format: "some" is not a whole number']],
    ["name: g\nlimit: [1]", ["3:10 rule-format: A whole number is expected here, not a list"]],
    ["name: g\nrules: {}", ["3:10 rule-format: A list of rules is expected here, not a mapping"]],
    ["name: g\nrules: [a]", ['3:11 rule-format: A rule is expected here, not the text "a"']],
    ["name: g\nname: h", ["3:3 rule-format: The key name is already set above"]],
    ["name: g\nintervall: 1m", ["3:3 rule-format: There is no field intervall in a group"]],
    [
      "name: g\npartial_response_strategy: warn",
      ["3:3 rule-format: There is no field partial_response_strategy in a group"],
    ],
    ["name: g\nlabels: {__name__: a}", ['3:12 rule-format: "__name__" is not a valid label name']],
    ["name: [a]", ["2:9 rule-format: A text is expected here, not a list"]],
  ])("%j", (lines, problems) => expect(inGroup(lines).sort()).toEqual([...problems].sort()))

  test("a name twice in a file", () => {
    const { problems } = read("groups:\n- name: a\n- name: b\n- name: a\n")
    expect(problems.map(brief)).toEqual(['4:9 rule-format: The group name "a" is repeated in the same file'])
  })

  test.each<[string, Profile[]]>([
    ["query_offset: 1m", ["2.53", "3.5"]],
    ["labels: {a: b}", ["3.5"]],
  ])("%s is known to %j only", (line, known) => {
    const profiles: Profile[] = ["2.42", "2.53", "3.5"]
    expect(profiles.filter((profile) => inGroup(`name: g\n${line}`, profile).length === 0)).toEqual(known)
  })

  test("a newer field says which Prometheus knows it, a typing error what was meant", () => {
    const hints = (text: string, profile: Profile) => read(text, profile).problems.map(({ hint }) => hint)
    expect(hints("groups:\n- name: g\n  labels: {}\n", "2.42")).toEqual([
      "Prometheus 3.5 and later know it, 2.42 does not",
    ])
    expect(hints("groups:\n- name: g\n  intervall: 1m\n  rulse: []\n", "3.5")).toEqual([
      "Did you mean interval?",
      "Did you mean rules?",
    ])
    expect(hints("groups:\n- name: g\n  expr: up\n", "3.5")).toEqual(["expr belongs into a rule"])
  })
})

describe("faults of a rule", () => {
  test.each<[string, string[]]>([
    ["expr: up", ["4:5 rule-format: One of 'record' or 'alert' must be set"]],
    ["alert:\nexpr: up", ["4:5 rule-format: One of 'record' or 'alert' must be set"]],
    ["alert: A\nrecord: r\nexpr: up", ["4:5 rule-format: Only one of 'record' and 'alert' must be set"]],
    ["alert: A", ["4:5 rule-format: Field 'expr' must be set in a rule"]],
    ["alert: A\nexpr: ''", ["5:5 rule-format: Field 'expr' must be set in a rule"]],
    ["alert: A\nexpr: sum(up", ["5:14 promql-syntax: unclosed left parenthesis"]],
    ["alert: A\nexpr: |\n  up ==\n    foo(1)", ['7:9 promql-syntax: unknown function with name "foo"']],
    ["alert: A\nexpr: 'up{a=''b''} ='", ['5:24 promql-syntax: unexpected "="']],
    ["alert: A\nexpr: [up]", ["5:11 rule-format: An expression is expected here, not a list"]],
    ["alert: A\nexpr: up\nfor: 5", ['6:10 rule-format: "5" is not a valid duration']],
    ["alert: A\nexpr: up\nkeep_firing_for: soon", ['6:22 rule-format: "soon" is not a valid duration']],
    ["alert: A\nexpr: up\nlabels: {'': b}", ['6:14 rule-format: "" is not a valid label name']],
    ["alert: A\nexpr: up\nlabels:\n  __name__: b", ['7:7 rule-format: "__name__" is not a valid label name']],
    ["alert: A\nexpr: up\nlabels: {a: [b]}", ["6:17 rule-format: A text is expected here, not a list"]],
    ["alert: A\nexpr: up\nlabels: {a: !!int b}", ['6:17 rule-format: "b" is not of type !!int']],
    ["alert: A\nexpr: up\nlabels: {a: !!binary /w==}", ["6:17 rule-format: The value of the label a is not UTF-8"]],
    ["alert: A\nexpr: up\nannotations: {'': b}", ['6:19 rule-format: "" is not a valid annotation name']],
    [
      "alert: A\nexpr: up\nannotations: x",
      ['6:18 rule-format: A mapping of annotations is expected here, not the text "x"'],
    ],
    ["alert: A\nexpr: up\nexpr: down", ["6:5 rule-format: The key expr is already set above"]],
    ["alert: A\nexpr: up\nseverity: page", ["6:5 rule-format: There is no field severity in a rule"]],
    ["record: r\nexpr: up\nfor: 5m", ["6:5 rule-format: Invalid field 'for' in a recording rule"]],
    ["record: r\nexpr: up\nfor: 0s", []],
    [
      "record: r\nexpr: up\nkeep_firing_for: 5m",
      ["6:5 rule-format: Invalid field 'keep_firing_for' in a recording rule"],
    ],
    ["record: r\nexpr: up\nannotations: {a: b}", ["6:5 rule-format: Invalid field 'annotations' in a recording rule"]],
    ["record: sum(up)\nexpr: up", []],
    ["record: 'r{a=\"b\"}'\nexpr: up", ['4:13 rule-format: Invalid recording rule name: r{a="b"}']],
    ["record: r\nexpr: 1", []],
  ])("%j", (lines, problems) => expect(inRule(lines)).toEqual(problems))

  test.each<[string, string[]]>([
    ["record: a-b\nexpr: up", ["4:13 rule-format: Invalid recording rule name: a-b"]],
    ["alert: A\nexpr: up\nlabels: {a.b: c}", ['6:14 rule-format: "a.b" is not a valid label name']],
    ["alert: A\nexpr: up\nannotations: {a-b: c}", ['6:19 rule-format: "a-b" is not a valid annotation name']],
  ])("Prometheus 3 takes any name, 2 does not: %j", (lines, problems) => {
    expect(inRule(lines, "3.5")).toEqual([])
    expect(inRule(lines, "2.53")).toEqual(problems)
  })

  test("Prometheus 2 takes the name of an alias for an expression", () => {
    const text = "groups:\n- name: g\n  rules:\n  - {record: a, expr: &x 1 +}\n  - {record: b, expr: *x}\n"
    expect(read(text, "2.42").groups[0]?.rules.map(({ expr }) => expr)).toEqual(["1 +", "x"])
    expect(read(text, "3.5").groups[0]?.rules.map(({ expr }) => expr)).toEqual(["1 +", "1 +"])
  })
})

describe("templates of labels and annotations", () => {
  test.each<[string, string[]]>([
    ["alert: A\nexpr: up\nannotations: {a: '{{ $foo }}'}", ['6:26 template-syntax: undefined variable "$foo"']],
    ["alert: A\nexpr: up\nlabels:\n  a: |\n    x\n    {{ foo }}", ['9:12 template-syntax: function "foo" not defined']],
    ["alert: A\nexpr: up\nannotations: {a: '{{ $value | humanize }}'}", []],
    ["record: r\nexpr: up\nlabels: {a: '{{ $foo }}'}", []], // only those of alerts are templates
  ])("%j", (lines, problems) => expect(inRule(lines)).toEqual(problems))
})

describe("duplicate rules are a warning", () => {
  const two = (first: string, second: string) =>
    `groups:\n- name: g\n  labels: {x: y}\n  rules:\n  - ${first}\n- name: h\n  rules:\n  - ${second}\n`

  test("the second one is named", () => {
    const { problems } = read(
      two("{alert: A, expr: up, labels: {a: b, x: y}}", "{alert: A, expr: down, labels: {x: y, a: b}}"),
    )
    expect(problems).toEqual([
      expect.objectContaining({
        check: "duplicate-rule",
        severity: "warning",
        line: 8,
        column: 5,
        message: "There is another alert A with the same labels in group g",
      }),
    ])
  })

  test("labels of groups count in Prometheus 3", () => {
    const text = two("{record: r, expr: up}", "{record: r, expr: down, labels: {x: y}}")
    expect(read(text, "3.5").problems.map(({ check }) => check)).toEqual(["duplicate-rule"])
    expect(read(two("{record: r, expr: up}", "{record: r, expr: down}"), "3.5").problems).toEqual([])
  })
})

describe("objects of Kubernetes", () => {
  const object = (spec: string) =>
    `apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: {name: r}\nspec:\n  groups:\n  - ${spec.replaceAll("\n", "\n    ")}\n`

  test.each<[string, string[]]>([
    ["name: g\npartial_response_strategy: warn\nquery_offset: 1m\nlabels: {a: b}\nrules: [{record: r, expr: 1}]", []],
    ["name: g\npartial_response_strategy: maybe", ['7:32 rule-format: "maybe" is no strategy']],
    [
      "name: g\nrules: [{alert: A, expr: up, labels: {a: 1}}]",
      ["7:46 rule-format: 1 is a number to Kubernetes, and a text is expected"],
    ],
    [
      "name: g\nrules: [{alert: A, expr: up, labels: {a: yes}}]",
      ["7:46 rule-format: yes is a boolean to Kubernetes, and a text is expected"],
    ],
    ["name: g\nrules: [{alert: A, expr: up, labels: {a: '1'}}]", []],
    ["name: g\nrules: [{alert: A, expr: up, labels: {a: }}]", ["7:46 rule-format: The value of a is missing"]],
    ["name: g\n- name: g".replace("\n-", "\n#"), []],
    ["name: g\ninterval: 1x", ['7:15 rule-format: "1x" is not a valid duration']],
  ])("%j", (spec, problems) => expect(read(object(spec), "2.42").problems.map(brief)).toEqual(problems))

  test("limits are whole numbers to Kubernetes, and to Prometheus whatever can be cut to one", () => {
    expect(read(object("name: g\nlimit: 1.5")).problems.map(brief)).toEqual([
      '7:12 rule-format: "1.5" is not a whole number',
    ])
    expect(inGroup("name: g\nlimit: 1.5")).toEqual([])
  })

  test("a PrometheusRule without a spec", () => {
    const { problems } = read("apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: {name: r}\n")
    expect(problems.map(brief)).toEqual(["1:1 rule-format: PrometheusRule r has no spec"])
  })

  test("MetricsQL in a VMRule is a warning, and its own fields are known", () => {
    const { problems } = read(
      "apiVersion: operator.victoriametrics.com/v1beta1\nkind: VMRule\nspec: {groups: [{name: g, concurrency: 2, rules: [{record: r, expr: sum(a) keep_metric_names, debug: true}]}]}\n",
    )
    expect(problems.map(({ check, severity }) => `${check} ${severity}`)).toEqual(["promql-syntax warning"])
  })
})
