import { describe, expect, test } from "vitest"
import { dashboardChanges, entryFileChanges } from "@/lib/catalog/entry-file-changes"
import { commitsByEntry } from "@/lib/catalog/history"
import { ruleChanges } from "@/lib/catalog/rule-changes"

const file = (rules: string) => new Map([["a/rules/r.yaml", `groups:\n  - name: g\n    rules:\n${rules}`]])
const alert = (name: string, more = "", expr = "up == 0") => `      - alert: ${name}\n        expr: ${expr}\n${more}`
const severity = (level: string) => `        labels: { severity: ${level} }\n`

test.each([
  ["nothing", alert("A"), alert("A"), []],
  [
    "an alert more",
    alert("A"),
    `${alert("A")}${alert("B", "", "x > 1")}`,
    [{ part: "alert", change: "added", name: "B" }],
  ],
  [
    "an alert less",
    `${alert("A")}${alert("B", "", "x > 1")}`,
    alert("A"),
    [{ part: "alert", change: "removed", name: "B" }],
  ],
  [
    "another expression",
    alert("A"),
    alert("A", "", "up == 1"),
    [{ part: "alert", change: "changed", name: "A", fields: [{ field: "expr", from: "up == 0", to: "up == 1" }] }],
  ],
  [
    "another severity",
    alert("A", severity("warning")),
    alert("A", severity("critical")),
    [{ part: "alert", change: "changed", name: "A", fields: [{ field: "severity", from: "warning", to: "critical" }] }],
  ],
  [
    "another text is not repeated",
    alert("A", "        annotations: { summary: x }\n"),
    alert("A", "        annotations: { summary: y }\n"),
    [{ part: "alert", change: "changed", name: "A", fields: [{ field: "annotation summary" }] }],
  ],
  ["another name", alert("A"), alert("B"), [{ part: "alert", change: "changed", name: "B", was: "A", fields: [] }]],
  [
    "one name that becomes two",
    alert("A"),
    `${alert("B")}${alert("C")}`,
    [
      { part: "alert", change: "changed", name: "B", was: "A", fields: [] },
      { part: "alert", change: "added", name: "C" },
    ],
  ],
  [
    "the second of two alerts of one name",
    `${alert("A", "", "x > 1")}${alert("A", "", "x > 2")}`,
    `${alert("A", "", "x > 1")}${alert("A", "", "x > 3")}`,
    [{ part: "alert", change: "changed", name: "A", fields: [{ field: "expr", from: "x > 2", to: "x > 3" }] }],
  ],
  [
    "a recording rule",
    alert("A"),
    `${alert("A")}      - record: a:b:c\n        expr: sum(x)\n`,
    [{ part: "recording", change: "added", name: "a:b:c" }],
  ],
])("rules: %s", (_, before, after, expected) => expect(ruleChanges(file(before), file(after))).toEqual(expected))

test("a rule that moves to another file did not change", () => {
  const [[, text = ""] = []] = [...file(alert("A"))]
  expect(ruleChanges(new Map([["a/rules/x.yaml", text]]), new Map([["a/rules/y.yaml", text]]))).toEqual([])
})

test.each(["groups: [", "groups: 1\n", "- a\n", "groups:\n  - rules: x\n"])(
  "a file that was %j is not guessed at",
  (text) => {
    expect(ruleChanges(new Map([["a/rules/r.yaml", text]]), file(alert("A")))).toBeUndefined()
  },
)

describe("entry.yaml", () => {
  test.each([
    [
      "versions: [{ version: 1.0.0 }]\n",
      "versions: [{ version: 2.0.0 }, { version: 1.0.0 }]\n",
      [{ part: "version", change: "added", name: "2.0.0" }],
    ],
    ["versions: [{ version: 1.0.0 }]\n", "versions: []\n", [{ part: "version", change: "removed", name: "1.0.0" }]],
    [
      "parameters: [{ name: a, default: 1 }]\n",
      "parameters: [{ name: a, default: 2 }]\n",
      [{ part: "parameter", change: "changed", name: "a", fields: [{ field: "default", from: "1", to: "2" }] }],
    ],
    [
      "title: A\nicon: x\n",
      "title: B\n",
      [
        {
          part: "entry",
          change: "changed",
          name: "entry.yaml",
          fields: [
            { field: "title", from: "A", to: "B" },
            { field: "icon", from: "x" },
          ],
        },
      ],
    ],
    ["title: A\n", "title: A # with a comment\n", []],
  ])("%j to %j", (before, after, expected) => expect(entryFileChanges(before, after)).toEqual(expected))
  test("a broken side is not guessed at", () => expect(entryFileChanges("a: [", "a: 1\n")).toBeUndefined())
  test("keys that objects have too", () => {
    expect(entryFileChanges("parameters: [{ name: constructor }]\n", "parameters: [{ name: toString }]\n")).toEqual([
      { part: "parameter", change: "added", name: "toString" },
      { part: "parameter", change: "removed", name: "constructor" },
    ])
  })
})

test.each([
  [undefined, "title: D\n", [{ part: "dashboard", change: "added", name: "d" }]],
  ["title: D\n", undefined, [{ part: "dashboard", change: "removed", name: "d" }]],
  [
    "title: D\nrows: [{ panels: [{ title: A, unit: s }, { title: B }] }]\n",
    "title: E\nrows: [{ panels: [{ title: A, unit: ms }, { title: C }] }]\n",
    [
      { part: "dashboard", change: "changed", name: "d", fields: [{ field: "title", from: "D", to: "E" }] },
      { part: "panel", change: "changed", name: "A", fields: [{ field: "unit", from: "s", to: "ms" }] },
      { part: "panel", change: "added", name: "C" },
      { part: "panel", change: "removed", name: "B" },
    ],
  ],
  ["rows: 1\n", "title: D\n", undefined],
])("dashboard %j to %j", (before, after, expected) => expect(dashboardChanges("d", before, after)).toEqual(expected))

test("another layout is no change: of an expression, of a query with variables, of the keys of an object", () => {
  const rule = (expr: string) => file(alert("A", "", expr))
  expect(
    ruleChanges(
      rule("sum by (a) (x) > 1"),
      rule("|\n          # why\n          sum by (a) (\n            x\n          )\n          > 1"),
    ),
  ).toEqual([])
  expect(ruleChanges(rule("x and y"), rule("xandy"))).toHaveLength(1)
  expect(ruleChanges(rule('x{a="b c"} > 1'), rule('x{a="bc"} > 1'))).toHaveLength(1)
  const panel = (query: string) => `rows: [{ panels: [{ title: A, queries: [${query}] }] }]\n`
  expect(
    dashboardChanges(
      "d",
      panel('{ expr: "rate(x[$y]) + 1", legend: a }'),
      panel('{ legend: a, expr: "rate(x[$y])\\n  + 1" }'),
    ),
  ).toEqual([])
  expect(dashboardChanges("d", panel('{ expr: "rate(x[$y])" }'), panel('{ expr: "rate(x[$z])" }'))).toHaveLength(1)
})

test("a chain of renames leads to the newest name; files at the top belong to no entry", () => {
  const commit = (hash: string, path: string, from?: string) => ({
    hash,
    date: "2026-01-01T00:00:00Z",
    author: "A",
    subject: hash,
    files: [{ status: from ? ("changed" as const) : ("added" as const), path, ...(from ? { from } : {}) }],
  })
  const commits = [
    commit("4", "README.md"),
    commit("3", "c/entry.yaml", "b/entry.yaml"),
    commit("2", "b/entry.yaml", "a/entry.yaml"),
    commit("1", "a/entry.yaml"),
  ]
  const byEntry = commitsByEntry({ commits, shallow: false, truncated: false })
  expect(byEntry.has("")).toBe(false)
  expect(byEntry.get("c")?.map(({ hash }) => hash)).toEqual(["3", "2", "1"])
})
