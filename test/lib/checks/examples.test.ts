import { readFile } from "node:fs/promises"
import { expect, test } from "vitest"
import { loadEntry } from "@/lib/catalog/load-entry"
import { entryChecks } from "@/lib/checks/entry/all"
import { ruleChecks } from "@/lib/checks/rule/all"
import { validateEntry } from "@/lib/checks/validate"
import { demoFiles } from "@/test/support/demo"
import { memorySource } from "@/test/support/memory-source"
import { subjectOf } from "@/test/support/subject"

const all = [...ruleChecks, ...entryChecks]

test.each(ruleChecks)("the docs example of $id: before is found, after is not", ({ run, docs: { example } }) => {
  if ("file" in example) throw new Error("a rule check needs rules as its example")
  expect(run(subjectOf(example.before, example)).length).toBeGreaterThan(0)
  expect(run(subjectOf(example.after, example))).toEqual([])
})

test.each(entryChecks)("the docs example of $id: before is found, after is not", async ({ id, docs: { example } }) => {
  if (!("file" in example)) throw new Error("an entry check needs a file as its example")
  const files = await demoFiles()
  const path = `demo-exporter/${example.file}`
  const text = files[path] ?? ""
  expect(text).toContain(example.after)
  const found = async (content: string) =>
    validateEntry(await loadEntry(memorySource({ ...files, [path]: content }), "demo-exporter")).filter(
      ({ check }) => check === id,
    )
  expect(await found(text)).toEqual([])
  expect((await found(text.replace(example.after, example.before))).length).toBeGreaterThan(0)
})

test("ids, summaries and texts are there and unique", () => {
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
  for (const { id, summary, docs } of all) {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/)
    expect(summary).toMatch(/^[A-Z].*[^.]$/)
    expect(docs.why.length, id).toBeGreaterThan(60)
  }
})

test("the README has a row for every check", async () => {
  const readme = await readFile(new URL("../../../lib/checks/README.md", import.meta.url), "utf8")
  expect(
    [...ruleChecks, ...entryChecks].filter(({ id }) => !readme.includes(`| [${id}](`)).map(({ id }) => id),
  ).toEqual([])
})
