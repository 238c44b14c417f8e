import { readFile } from "node:fs/promises"
import { expect, test } from "vitest"
import { loadEntry } from "@/lib/catalog/load-entry"
import { allChecks, checkIds } from "@/lib/checks/all"
import { entryChecks } from "@/lib/checks/entry/all"
import { exampleProblems } from "@/lib/checks/example"
import { ruleChecks } from "@/lib/checks/rule/all"
import { validateEntry } from "@/lib/checks/validate"
import { demoFiles } from "@/test/support/demo"
import { memorySource } from "@/test/support/memory-source"

test.each(ruleChecks)("the docs example of $id: before is found, after is not", (check) => {
  const { example } = check.docs
  if ("file" in example) throw new Error("a rule check needs rules as its example")
  expect(exampleProblems(check, example, example.before).length).toBeGreaterThan(0)
  expect(exampleProblems(check, example, example.after)).toEqual([])
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

test("ids are unique, and every check says what it is for", () => {
  expect(checkIds.size).toBe(allChecks.length)
  for (const check of allChecks) {
    expect(check.id).toMatch(/^[a-z]+(-[a-z]+)*$/)
    expect(check.summary).toMatch(/^[A-Z].*[^.]$/)
    const why = "docs" in check ? check.docs.why : check.why
    expect(why.length, check.id).toBeGreaterThan(60)
  }
})

test("the README has a row for every check", async () => {
  const readme = await readFile(new URL("../../../lib/checks/README.md", import.meta.url), "utf8")
  expect(
    [...ruleChecks, ...entryChecks].filter(({ id }) => !readme.includes(`| [${id}](`)).map(({ id }) => id),
  ).toEqual([])
})
