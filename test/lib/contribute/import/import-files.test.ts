import { expect, test } from "vitest"
import { parse } from "yaml"
import { NameRules } from "@/lib/contribute/import/draft-rule"
import { importFiles } from "@/lib/contribute/import/import-files"

const FROM = { source: "https://example.com/rules", commit: "0123abc", license: "Apache-2.0" }

function imported(
  content: string,
  { rename = false, known = { alerts: ["Known"], recordings: ["job:known:sum"] } } = {},
) {
  return importFiles({
    files: [{ file: "in/My rules.yml", content }],
    provenance: FROM,
    names: new NameRules(rename, known),
    existing: new Set(["rules/my-rules.yaml"]),
  })
}

const MIXED = `groups:
  - name: a
    interval: 1m
    limit: 5
    labels: { team: x }
    rules:
      - alert: Good
        expr: up == 0
        for: 5m
        labels: { severity: page }
        annotations: { message: "{{ $labels.instance }} is gone", runbook_url: "https://example.com/good" }
      - alert: Known
        expr: up == 0
        labels: { severity: warning }
      - alert: bad_name
        expr: up == 0
      - alert: Broken
        expr: up ==
      - record: job:up:sum
        expr: sum by (job) (up)
      - record: nocolon
        expr: sum(up)
      - record: job:known:sum
        expr: sum(up)
      - alert: Templated
        expr: up{job="{{ .Values.job }}"} == 0
      - just text
  - name: empty
    rules: []
  - name: a
    rules:
      - alert: Second
        expr: up == 0
`

test("every rule is taken or refused, with its line and the reason", () => {
  const { imported: taken, refused } = imported(MIXED)
  expect(taken.map(({ kind, name, line }) => [kind, name, line])).toEqual([
    ["alert", "Good", 7],
    ["recording", "job:up:sum", 19],
    ["alert", "Second", 32],
  ])
  expect(refused.map(({ kind, name, line, reason }) => [kind, name, line, reason])).toEqual([
    ["alert", "Known", 12, "duplicate"],
    ["alert", "bad_name", 15, "name"],
    ["alert", "Broken", 18, "syntax"],
    ["recording", "nocolon", 21, "name"],
    ["recording", "job:known:sum", 23, "duplicate"],
    ["alert", "Templated", 25, "template"],
    ["alert", "", 27, "syntax"],
    ["field", "limit of group a", 4, "unsupported"],
    ["group", "empty", 28, "empty"],
  ])
})

test("the file says where it is from, keeps names and times, and maps what the catalog has other words for", () => {
  const { files, imported: taken, testsMissing } = imported(MIXED)
  expect([...files.keys()]).toEqual(["rules/my-rules-2.yaml", "runbooks/Good.md", "runbooks/Second.md"])
  const text = files.get("rules/my-rules-2.yaml") ?? ""
  expect(text.split("\n")[0]).toBe("# Imported from https://example.com/rules at commit 0123abc; licence: Apache-2.0.")
  expect(parse(text)).toEqual({
    groups: [
      {
        name: "a",
        interval: "1m",
        rules: [
          {
            alert: "Good",
            expr: "up == 0",
            for: "5m",
            labels: { severity: "critical", team: "x" },
            annotations: { description: "{{ $labels.instance }} is gone" },
          },
          { record: "job:up:sum", expr: "sum by (job) (up)", labels: { team: "x" } },
        ],
      },
      { name: "a-2", rules: [{ alert: "Second", expr: "up == 0", labels: { severity: "warning" }, annotations: {} }] },
    ],
  })
  expect(taken[0]?.changes).toEqual([
    "severity page is critical here",
    "runbook_url is a link of the runbook now",
    "message is description here",
  ])
  expect(taken[2]?.changes).toEqual(["it had no severity: warning was set, decide"])
  expect(files.get("runbooks/Good.md")).toContain("(<https://example.com/good>)")
  expect(testsMissing).toEqual(["Good", "Second"])
})

test("--rename gives other names, and says which ones they had", () => {
  const { imported: taken } = imported(MIXED, { rename: true })
  expect(taken.map(({ name, changes }) => [name, changes.filter((text) => text.startsWith("it was"))])).toEqual([
    ["Good", []],
    ["Known", ["it was named Known"]],
    ["bad_name", ["it was named bad_name"]],
    ["job:up:sum", []],
    ["Second", []],
  ])
})

test.each([
  ["not YAML", "groups: [", ["file:syntax"]],
  ["nothing", "", ["file:empty"]],
  ["no rules", "a: 1", ["document:not-rules"]],
  [
    "a chart",
    "groups:\n- name: a\n  rules:\n{{- if .Values.x }}\n  - alert: A\n    expr: up\n{{- end }}\n",
    ["file:template", "alert:syntax"],
  ],
  [
    "logs",
    'groups:\n- name: a\n  rules:\n  - alert: A\n    expr: sum(rate({a="b"} |= "x" [5m])) > 1\n',
    ["alert:not-prometheus"],
  ],
  ["a second document", "groups: []\n---\ngroups: []\n", ["document:empty", "file:syntax"]],
  [
    "a ConfigMap",
    "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  a.yaml: |\n    groups:\n    - name: a\n      rules: [{alert: A, expr: up}]\n  notes: hello\n",
    ["document:not-rules"],
  ],
])("what cannot be taken from %s is said", (_, content, expected) => {
  expect(imported(content).refused.map(({ kind, reason }) => `${kind}:${reason}`)).toEqual(expected)
})

/** The names in a text, whatever stands around them: what has to come out again on one list or the other. */
const wanted = (text: string) => [...text.matchAll(/^ *- (?:alert|record): (\S+)$/gm)].map(([, name]) => name)

const DAMAGE = ["", " ", "{", "- ", ":", "\n", "{{", '"', "x"]

test("a rule of a file that was damaged somewhere is on one of the two lists, or its whole file is refused", () => {
  let judged = 0
  for (let at = 0; at < MIXED.length; at += 3) {
    const text = MIXED.slice(0, at) + (DAMAGE[(at / 3) % DAMAGE.length] ?? "") + MIXED.slice(at + (at % 7))
    const { imported: taken, refused } = imported(text)
    // Where the damage makes another document of the whole, that is what is refused.
    if (taken.length === 0 && refused.every(({ kind }) => kind === "document")) continue
    const names = new Set([...taken, ...refused].map(({ name }) => name))
    expect([at, wanted(text).filter((name) => !names.has(name ?? ""))]).toEqual([at, []])
    judged++
  }
  expect(judged).toBeGreaterThan(200)
})
