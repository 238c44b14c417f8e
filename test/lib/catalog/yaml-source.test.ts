import { describe, expect, test } from "vitest"
import { parseYaml } from "@/lib/catalog/yaml-source"

/** Line and column of the first place where `text` has `part`. */
function placeOf(text: string, part: string) {
  const before = text.slice(0, text.indexOf(part)).split("\n")
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 }
}

describe("a column inside of a value is found in every quoting style", () => {
  test.each([
    ["plain", "expr: aa bb cc"],
    ["single quotes", "expr: 'aa bb cc'"],
    ["double quotes", 'expr: "aa bb cc"'],
    ["literal block", "expr: |-\n  aa\n  bb cc"],
    ["folded block", "expr: >-\n  aa\n  bb\n  cc"],
    ["plain over two lines", "expr: aa\n  bb\n  cc"],
    ["double quotes with escapes", 'expr: "\\"a bb cc"'],
    ["double quotes with a long escape", 'expr: "\\u0041a bb cc"'],
    ["double quotes with a line break", 'expr: "aa\\nbb cc"'],
    ["double quotes over lines", 'expr: "aa \\\n  bb\n\n  cc"'],
    ["single quotes, doubled", "expr: '''a bb cc'"],
    ["through an alias", "a: &e 'aa bb cc'\nexpr: *e"],
  ])("%s", (_, text) => {
    const { source } = parseYaml("a.yaml", text)
    const value = (source?.value as { expr: string } | undefined)?.expr ?? ""
    const position = source?.locate(["expr"], { offset: value.indexOf("cc") })
    expect(position).toEqual(placeOf(text, "cc"))
  })
})

test("values, keys and what does not exist have their places", () => {
  const text = "a:\n  - b: 1\n    c: &x {d: 2}\ne: *x\nf:\n"
  const { source } = parseYaml("a.yaml", text)
  expect(source?.locate([])).toEqual({ line: 1, column: 1 })
  expect(source?.locate(["a", 0, "c"], { side: "key" })).toEqual(placeOf(text, "c: &x"))
  expect(source?.locate(["a", 0, "c", "d"])).toEqual(placeOf(text, "2}"))
  expect(source?.locate(["e"])).toEqual(placeOf(text, "*x"))
  expect(source?.locate(["e", "d"])).toEqual(placeOf(text, "2}"))
  expect(source?.locate(["a", 0, "none", "d"])).toEqual(placeOf(text, "b: 1"))
  expect(source?.locate(["e", "none"])).toEqual(placeOf(text, "e: *x"))
})

test("an empty file is a null at its start", () => {
  const { source, problems } = parseYaml("a.yaml", "# nothing\n")
  expect(problems).toEqual([])
  expect(source?.value).toBeNull()
  expect(source?.locate(["a"])).toEqual({ line: 1, column: 1 })
})

test("a byte order mark is no part of the first key", () => {
  expect(parseYaml("a.yaml", "\ufeffa: b").source?.value).toEqual({ a: "b" })
})

test.each<[string, string, string, number, number]>([
  ["a duplicate key", "a: 1\nb: 2\na: 3", "This key is already set above", 3, 1],
  ["an unclosed bracket", "a: [1", "This bracket is never closed with ]", 1, 4],
  ["a tab", "a:\n\tb: 1", "A tab is used as indentation", 2, 1],
  ["a second document", "a: 1\n---\nb: 2\n", "A second document begins here", 2, 1],
  ["a second document that is empty", "a: 1\n---\n", "A second document begins here", 2, 1],
  [
    "text behind the end of the document",
    "a: 1\n...\nb",
    "The document above has ended; a new one must begin with ---",
    3,
    1,
  ],
  ["a control character", "a: 1\nb: \x07", "The control character U+0007 is not allowed", 2, 4],
  ["a tag that the value does not fit", "a: !!int b", '"b" is not of type !!int', 1, 4],
])("%s is one problem at its place", (_, text, message, line, column) => {
  const { source, problems } = parseYaml("a.yaml", text)
  expect(source).toBeUndefined()
  expect(problems).toMatchObject([{ check: "yaml-syntax", severity: "error", file: "a.yaml", message, line, column }])
})

test("every key that is set twice is a problem", () => {
  const { problems } = parseYaml("a.yaml", "a: {x: 1, x: 2}\nb: 1\na: 2\nb: 3\n")
  expect(problems.map(({ line, column }) => [line, column])).toEqual([
    [1, 11],
    [3, 1],
    [4, 1],
  ])
})

test("a bomb of aliases is refused", () => {
  const rows = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
  for (let i = 0; i < 8; i++) {
    const [name, previous] = [String.fromCharCode(98 + i), String.fromCharCode(97 + i)]
    rows.push(`${name}: &${name} [${Array(10).fill(`*${previous}`).join(", ")}]`)
  }
  expect(parseYaml("a.yaml", rows.join("\n")).problems).toHaveLength(1)
})

test.each([
  ["nested too deep by brackets", `a: ${"[".repeat(50_000)}`, "Nested more than 200 levels deep"],
  [
    "nested too deep by brackets that are closed",
    "{".repeat(500) + "}".repeat(500),
    "Nested more than 200 levels deep",
  ],
  ["nested too deep by lists", "- ".repeat(50_000), "Nested more than 200 levels deep"],
  [
    "nested too deep by keys",
    Array.from({ length: 1_500 }, (_, i) => `${" ".repeat(i)}a:`).join("\n"),
    "Nested more than 200 levels deep",
  ],
  ["too large", `a: "${"x".repeat(3 * 1024 * 1024)}"`, "The file is larger than 2 MiB"],
])("a file that is %s is one problem", (_, text, message) => {
  const { source, problems } = parseYaml("a.yaml", text)
  expect(source).toBeUndefined()
  expect(problems).toMatchObject([{ check: "yaml-syntax", severity: "error", file: "a.yaml", message }])
})

test("brackets that are closed again do not nest", () => {
  const text = `a: [${Array(1_000).fill("[1]").join(", ")}]`
  expect(parseYaml("a.yaml", text).problems).toEqual([])
})

test("24,000 keys are read, and each is found, in less than a second of the processor", () => {
  const text = Array.from({ length: 24_000 }, (_, i) => `key${i}: v\n`).join("")
  const before = process.cpuUsage()
  const { source } = parseYaml("a.yaml", text)
  const keys = Object.keys(source?.value as object)
  expect(keys.map((key) => source?.locate([key], { side: "key" }).line)).toEqual(keys.map((_, i) => i + 1))
  const { user, system } = process.cpuUsage(before)
  expect(keys).toHaveLength(24_000)
  expect(user + system).toBeLessThan(1_000_000)
})
