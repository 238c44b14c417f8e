import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"
import { parse } from "yaml"
import { z } from "zod"
import { type Draft, draftChanges, draftSource, readDraft } from "@/lib/contribute/draft"
import { draftContent, draftReport, loadDraft } from "@/lib/contribute/draft-check"
import { expressionMarks, problemsAt } from "@/lib/contribute/draft-problems"
import { startFromScrape } from "@/lib/contribute/draft-start"
import { withYamlValue, yamlRange } from "@/lib/contribute/draft-yaml"
import { lineDiff } from "@/lib/contribute/line-diff"
import { schemaFields } from "@/lib/contribute/schema-form"

const SCRAPE = readFileSync(
  fileURLToPath(new URL("../../fixtures/demo-exporter/captures/1.2.0.prom", import.meta.url)),
  "utf8",
)
const ENTRY = `schema: exporterhub/v1
kind: exporter
title: Widget exporter # its name
summary: Metrics of widgets and what they are made of.
category: database
source: https://github.com/x/widget_exporter
license: MIT
maintainers: [someone]
versions:
  - version: 1.2.0
    image: docker.io/x/widget:v1.2.0
    capture: captures/1.2.0.prom
scrape: { job: demo, port: 9100 }
deploy: { workload: Deployment }
`
const REQUEST = {
  id: "widget-exporter",
  files: { "entry.yaml": ENTRY },
  scrape: SCRAPE,
  target: "Demo 1.2.0",
  url: "http://localhost:9100/metrics",
}
const started = () => startFromScrape(REQUEST, "2026-11-24T12:00:00Z", "a test")

const draft: Draft = {
  schema: "exporterhub/draft-v1",
  key: "a",
  revision: 1,
  saved: 0,
  id: "widget-exporter",
  files: { "entry.yaml": ENTRY },
  base: {},
}

test("an entry with a capture becomes a draft in which the checks find nothing", async () => {
  const files = started()
  expect(files["entry.yaml"]).toBe(ENTRY)
  const { problems, metrics } = draftReport(await loadDraft({ id: REQUEST.id, files }))
  expect(problems).toEqual([])
  expect(metrics.find(({ name }) => name === "demo_requests_total")).toEqual({
    name: "demo_requests_total",
    type: "counter",
    help: "Requests by status code.",
    series: 2,
    labels: { code: ["200", "500"] },
  })
})

test("what is written already is not replaced by what is made from a capture", () => {
  const rules = "groups: []\n"
  const files = startFromScrape(
    { ...REQUEST, files: { ...REQUEST.files, "rules/own.yaml": rules, "README.md": "Mine.\n" } },
    "2026-11-24T12:00:00Z",
    "a test",
  )
  expect(files["rules/own.yaml"]).toBe(rules)
  expect(files["README.md"]).toBe("Mine.\n")
  expect(Object.keys(files).filter((path) => /^(rules|tests|runbooks)\//.test(path))).toEqual(["rules/own.yaml"])
})

test("without the facts of the entry nothing is made, and it says which are missing", () => {
  const files = { "entry.yaml": ENTRY.replace("license: MIT\n", "").replace("[someone]", "[]") }
  expect(() => startFromScrape({ ...REQUEST, files }, "2026-11-24T12:00:00Z", "a test")).toThrow(
    "First fill in: license, maintainer",
  )
})

test("a scrape with a secret is refused", () => {
  const scrape = `${SCRAPE}demo_info{dsn="postgres://admin:hunter22secret@db:5432/x"} 1\n`
  expect(() => startFromScrape({ ...REQUEST, scrape }, "2026-11-24T12:00:00Z", "a test")).toThrow(/This looks like/)
})

test.each(["../../etc/passwd", "/etc/passwd", "rules/../../x", "a/b/c.yaml", "rules/..", ".env"])(
  "a file %s has no place in a draft",
  (path) => expect(() => draftContent({ id: "a", files: { [path]: "" } })).toThrow("The draft cannot be read"),
)

test.each(["../a", "A", "a/b", ""])("%j is no id of a draft", (id) =>
  expect(() => draftContent({ id, files: {} })).toThrow("kebab-case"),
)

test("a draft of a file is read as it was written, and nothing else is", () => {
  expect(readDraft(JSON.stringify(draft))).toEqual(draft)
  expect(() => readDraft("{")).toThrow("it is not JSON")
  expect(() => readDraft(JSON.stringify({ ...draft, schema: "exporterhub/draft-v2" }))).toThrow("This file is no draft")
})

test("a draft is a source of files like a registry", async () => {
  const source = draftSource({ id: "a", files: { "entry.yaml": "x", "rules/b.yaml": "y" } })
  expect(await source.list("a")).toEqual(["a/entry.yaml", "a/rules/b.yaml"])
  expect(await source.list("b")).toEqual([])
  expect(await source.read("a/rules/b.yaml")).toBe("y")
  await expect(source.read("b/entry.yaml")).rejects.toThrow("Cannot read b/entry.yaml")
})

test("changes are told by file", () => {
  expect(draftChanges({ a: "1", b: "1", c: "1" }, { a: "1", b: "2", d: "1" })).toEqual([
    { path: "a", kind: "same" },
    { path: "b", kind: "changed" },
    { path: "c", kind: "removed" },
    { path: "d", kind: "added" },
  ])
})

test("a value is written in its place, and comments stay", () => {
  const text = withYamlValue(ENTRY, ["title"], "Gadget exporter")
  expect(text).toContain("title: Gadget exporter # its name\n")
  expect(parse(withYamlValue(text, ["scrape", "interval"], "1m")).scrape).toEqual({
    job: "demo",
    port: 9100,
    interval: "1m",
  })
  expect(parse(withYamlValue(text, ["links", 0], { title: "a", url: "b" })).links).toEqual([{ title: "a", url: "b" }])
  expect(parse(withYamlValue(text, ["license"], undefined)).license).toBeUndefined()
  expect(parse(withYamlValue("", ["groups", 0, "name"], "a"))).toEqual({ groups: [{ name: "a" }] })
  expect(withYamlValue(withYamlValue("a: b\n", ["a"], "b "), ["a"], "b c")).toBe("a: b c\n")
  expect(withYamlValue("a: '1.2'\n", ["a"], "1.10")).toBe('a: "1.10"\n')
  expect(withYamlValue("a: [", ["a"], 1)).toBe("a: [")
})

test("a problem is found again in the field and in the expression that it is in", () => {
  const text = 'groups:\n  - expr: up == nope\n    other: "x"\n'
  const at = ["groups", 0, "expr"]
  const problem = { check: "c", severity: "error", file: "f", line: 2, column: 17, message: "No" } as const
  expect(yamlRange(text, at)).toEqual({ from: 18, to: 28, plain: true })
  expect(yamlRange(text, ["groups", 0, "other"])).toEqual({ from: 41, to: 42, plain: true })
  expect(problemsAt(text, at, [problem])).toEqual([problem])
  expect(problemsAt(text, ["groups", 0, "other"], [problem])).toEqual([])
  expect(expressionMarks(text, at, [{ ...problem, endLine: 2, endColumn: 21 }])).toEqual([
    { from: 6, to: 10, severity: "error", message: "No" },
  ])
  expect(expressionMarks(text, at, [{ ...problem, column: 11 }])).toEqual([
    { from: 0, to: 2, severity: "error", message: "No" },
  ])
})

test("lines are compared", () => {
  expect(lineDiff("a\nb\nc\n", "a\nx\nc\nd\n")).toEqual([
    { kind: "same", text: "a" },
    { kind: "removed", text: "b" },
    { kind: "added", text: "x" },
    { kind: "same", text: "c" },
    { kind: "added", text: "d" },
  ])
  expect(lineDiff("", "a\n")).toEqual([{ kind: "added", text: "a" }])
})

test("a schema becomes a form", () => {
  const schema = z.strictObject({
    schema: z.literal("v1"),
    title: z.string().max(60),
    summary: z.string().min(20).max(160),
    kind: z.enum(["a", "b"]),
    keep_firing_for: z.string().optional(),
    memoryLimit: z.int().default(3),
    tags: z.array(z.string()).default([]),
    on: z.boolean().default(false),
    items: z.array(z.strictObject({ expr: z.string() })),
    group: z.strictObject({ job: z.string() }),
    tree: z.unknown(),
  })
  const fields = schemaFields(schema, { "group.job": "The job." })
  expect(fields.map(({ name, label, kind, required }) => [name, label, kind, required])).toEqual([
    ["title", "Title", "text", true],
    ["summary", "Summary", "text", true],
    ["kind", "Kind", "choice", true],
    ["keep_firing_for", "Keep firing for", "text", false],
    ["memoryLimit", "Memory limit", "number", false],
    ["tags", "Tags", "words", false],
    ["on", "On", "switch", false],
    ["items", "Items", "list", true],
    ["group", "Group", "group", true],
    ["tree", "Tree", "yaml", expect.any(Boolean)],
  ])
  expect(fields[1]).toMatchObject({ help: "20 to 160 characters.", multiline: true })
  expect(fields.find(({ name }) => name === "items")).toMatchObject({
    fields: [{ kind: "promql", label: "Expression" }],
  })
  expect(fields.find(({ name }) => name === "group")).toMatchObject({ fields: [{ help: "The job." }] })
})
