import { expect, test } from "vitest"
import type { AlertRule, RecordingRule } from "@/lib/catalog/rule-file"
import { mutants } from "@/lib/checks/mutants"
import { mutationEvidence } from "@/lib/checks/mutation-evidence"
import { parse } from "@/lib/promql/parse"

const alert = (expr: string, more: Partial<AlertRule> = {}): AlertRule => ({
  alert: "Demo",
  expr,
  labels: { severity: "warning" },
  annotations: { description: "{{ $value }}" },
  ...more,
})
const recording = (expr: string): RecordingRule => ({ record: "a:b:c", expr, labels: {} })

/** The mutated expressions of one operator. */
const of = (operator: string, rule: AlertRule | RecordingRule, labels?: Record<string, string[]>): string[] =>
  mutants(rule, { labelsOf: (metric) => (labels?.[metric] ? new Set(labels[metric]) : undefined) })
    .filter((mutant) => mutant.operator === operator)
    .map((mutant) => mutant.rule.expr)

test.each<[string, string, string[]]>([
  // Comparisons: turned around
  ["comparison", "a > 5", ["a < 5"]],
  ["comparison", "a == 0", ["a != 0"]],
  ["comparison", "5 <= a", ["5 >= a"]],
  // With or without the limit: only where a value can be exactly there
  ["boundary", "connections > 5", ["connections >= 5"]],
  ["boundary", "a_seconds > 5", []],
  ["boundary", "rate(a[5m]) > 5", []],
  ["boundary", "rate(a[5m]) > 0", ["rate(a[5m]) >= 0"]],
  ["boundary", "a - time() > 0", []],
  ["boundary", "predict_linear(a[1h], 60) < 0", []],
  ["boundary", "x / (a > 0) > 0.8", ["x / (a >= 0) > 0.8"]],
  ["boundary", "x / (a > 0) < 0.8", ["x / (a >= 0) < 0.8"]], // x may be negative
  ["boundary", "x_free_bytes / (a > 0) < 0.8", []], // infinite or no number: never below
  // Thresholds: a fifth, of shares a fifth of the way to the nearer end, whole numbers stay whole
  ["threshold", "a / b > 0.9", ["a / b > 0.88", "a / b > 0.92"]],
  ["threshold", "a / b < 0.995", ["a / b < 0.994", "a / b < 0.996"]],
  ["threshold", "rate(a[5m]) > 10", ["rate(a[5m]) > 8", "rate(a[5m]) > 12"]],
  ["threshold", "a >= 3", ["a >= 2", "a >= 4"]],
  ["threshold", "5 * 100 < a", ["400 < a", "600 < a"]],
  ["threshold", "a > -10", ["a > -12", "a > -8"]],
  ["threshold", "a > 0", []],
  ["threshold", "a == 1", []],
  // Branches
  ["branch", "a and b", ["a", "b"]],
  ["branch", "a unless b", ["a"]],
  ["branch", "a or b", ["a", "b"]],
  ["branch", "(a and on (x) b) unless c", ["(a and on (x) b)", "(a) unless c", "(b) unless c"]],
  // Arithmetic, but not in numbers that are computed
  ["arithmetic", "a / b + 1", ["a / b - 1", "a * b + 1"]],
  ["arithmetic", "a > 3 * 60", []],
  ["arithmetic", "a * 1", []],
  // Functions
  ["function", "rate(a[5m])", ["increase(a[5m])", "irate(a[5m])"]],
  ["function", "increase(a[5m])", ["rate(a[5m])", "delta(a[5m])"]],
  ["function", "avg_over_time(a[5m])", ["max_over_time(a[5m])", "min_over_time(a[5m])"]],
  ["function", "b and last_over_time(a[5m])", []], // only whether there is a sample matters
  ["parameter", "predict_linear(a[1h], 3600)", ["predict_linear(a[1h], 1800)", "predict_linear(a[1h], 7200)"]],
  ["parameter", "quantile_over_time(0.9, a[1h])", ["quantile_over_time(0.5, a[1h])", "quantile_over_time(1, a[1h])"]],
  ["absent", 'absent(up{job="x"})', ['up{job="x"}']],
  ["absent", "absent_over_time(a[5m])", ["absent(a)"]],
  ["range", "rate(a[5m])", ["rate(a[2m30s])", "rate(a[10m])"]],
  [
    "range",
    "max_over_time(rate(a[1m])[1h:1m])",
    [
      "max_over_time(rate(a[1m])[30m:1m])",
      "max_over_time(rate(a[1m])[2h:1m])",
      "max_over_time(rate(a[30s])[1h:1m])",
      "max_over_time(rate(a[2m])[1h:1m])",
    ],
  ],
  ["offset", "a offset 5m > 1", ["a > 1"]],
  ["bool", "a > bool 1", ["a >  1"]],
  // Labels
  ["aggregation", "sum by (x) (a)", ["avg by (x) (a)", "max by (x) (a)"]],
  ["aggregation", "max(a)", ["min(a)", "sum(a)"]],
  ["grouping", "sum by (x, y) (a)", ["sum by (y) (a)", "sum by (x) (a)", "sum  (a)"]],
  ["grouping", "sum by (x) (a)", ["sum by () (a)"]],
  ["grouping", "count(a)", ["count by (instance) (a)"]],
  ["grouping", "count(sum by (job) (a))", ["count(sum by () (a))"]], // instance is gone already
  ["matching", "a and on (x, y) b", ["a and on (y) b", "a and on (x) b"]],
  ["matching", 'a{x="1"} and on (x, y) b{x="1"}', ['a{x="1"} and on (x) b{x="1"}']], // x is the same anyway
  ["matching", "a * on (x) group_left (z) b", ["a * on () group_left (z) b", "a * on (x) group_left () b"]],
  ["matcher", 'a{x="1", y!="2"}', ['a{y!="2"}', 'a{x!="1", y!="2"}', 'a{x="1"}', 'a{x="1", y="2"}']],
  ["matcher", '{x="1"}', []], // no selector without a matcher, and none that matches all
  ["matcher", 'a{x="1"} and on (x) b{x="1"}', ['a{x!="1"} and on (x) b{x="1"}', 'a{x="1"} and on (x) b{x!="1"}']],
  [
    "matcher",
    'a{x="1"} unless on (x) b{x="1"}',
    ['a unless on (x) b{x="1"}', 'a{x!="1"} unless on (x) b{x="1"}', 'a{x="1"} unless on (x) b{x!="1"}'],
  ],
])("%s of %s", (operator, expr, expected) => {
  expect(of(operator, alert(expr))).toEqual(expected)
})

test("only the sign of a value matters: rate and increase, and sums, means and maxima of what is not negative, are the same", () => {
  const silentValue = { annotations: { summary: "Errors" } }
  const expr = "sum by (x) (increase(a[5m])) > 0"
  expect(of("function", alert(expr, silentValue))).toEqual(["sum by (x) (delta(a[5m])) > 0"])
  expect(of("aggregation", alert(expr, silentValue))).toEqual([])
  // Someone reads the value, or computes with it.
  expect(of("function", alert(expr))).toHaveLength(2)
  expect(of("aggregation", recording(expr))).toHaveLength(2)
  expect(of("function", alert("b / (increase(a[5m]) > 0) > 2", silentValue))).toHaveLength(2)
})

test("an aggregation by all labels of a metric has one series in each group", () => {
  expect(of("aggregation", recording("max by (job, x) (a)"), { a: ["job", "x"] })).toEqual([])
  expect(of("aggregation", recording('max by (job) (rate(a{x="1"}[5m]))'), { a: ["job", "x"] })).toEqual([])
  expect(of("aggregation", recording("max by (job) (a)"), { a: ["job", "x"] })).toHaveLength(2)
  expect(of("aggregation", recording("count by (job, x) (a)"), { a: ["job", "x"] })).toHaveLength(1)
})

test("timing of alerts: without for, with twice of it, without keep_firing_for", () => {
  const found = mutants(alert("up", { for: "90s", keep_firing_for: "5m" })).filter(({ key }) => key !== "expr")
  expect(found.map(({ id, description, rule }) => [id, description, rule])).toEqual([
    ["for-none", "no for (was 90s)", alert("up", { keep_firing_for: "5m" })],
    ["for-twice", "for 90s → 3m", alert("up", { for: "3m", keep_firing_for: "5m" })],
    ["keep-firing-for-none", "no keep_firing_for (was 5m)", alert("up", { for: "90s" })],
  ])
  expect(mutants(alert("up", { for: "0s" }))).toEqual([])
})

test("a mutant says what it changes, where, and which test would notice it", () => {
  const [mutant] = mutants(alert("a / b\n  > 0.9")).filter(({ operator }) => operator === "threshold")
  expect(mutant).toMatchObject({
    description: "threshold 0.9 → 0.88",
    test: 'a value between 0.88 and 0.9 in "a / b > 0.9"',
    span: { start: 10, end: 13 },
    rule: { expr: "a / b\n  > 0.88" },
  })
})

test("every mutant parses, has a type of its own kind, differs from the rule and has an id of its own", () => {
  const exprs = [
    'sum by (job) (rate(a{x=~"1|2"}[5m] offset 1h)) / on (job) group_left (y) (max by (job, y) (b) > 0) > bool 0.5',
    'absent(up{job="x"}) or vector(1) unless on () (quantile_over_time(0.9, c[1h:5m]) == 1)',
  ]
  for (const expr of exprs) {
    const found = mutants(recording(expr))
    expect(found.length).toBeGreaterThan(10)
    expect(new Set(found.map(({ id }) => id)).size).toBe(found.length)
    expect(new Set([expr, ...found.map(({ rule }) => rule.expr)]).size).toBe(found.length + 1)
    for (const { rule } of found) expect(parse(rule.expr), rule.expr).toMatchObject({ ok: true, type: "vector" })
  }
  expect(mutants(recording("a >"))).toEqual([])
})

test("evidence by rule: two rules of one name are counted together", () => {
  const origin = { file: "x/rules/a.yaml", path: [] }
  const survivor = {
    id: "range-1",
    operator: "range" as const,
    description: "d",
    test: "t",
    file: origin.file,
    line: 3,
    column: 1,
  }
  const rule = { kind: "alert" as const, name: "A", origin, operators: {} }
  const evidence = mutationEvidence({
    id: "x",
    tool: "promtool 2.42.0",
    rules: [
      { ...rule, mutants: 4, killed: 3, survivors: [survivor] },
      { ...rule, mutants: 2, killed: 2, survivors: [] },
    ],
    total: { mutants: 6, killed: 5 },
    faults: [],
  })
  expect([...evidence]).toEqual([
    [
      "alert:A",
      { tool: "promtool 2.42.0", mutants: 6, killed: 5, survivors: [{ description: "d", test: "t", line: 3 }] },
    ],
  ])
})
