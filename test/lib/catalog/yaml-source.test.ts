import { describe, expect, test } from "vitest"
import { parseYaml } from "@/lib/catalog/yaml-source"

describe("a column inside of a value is found in every quoting style", () => {
  test.each([
    ["plain", "expr: aa bb cc"],
    ["single quotes", "expr: 'aa bb cc'"],
    ["double quotes", 'expr: "aa bb cc"'],
    ["literal block", "expr: |-\n  aa\n  bb cc"],
    ["folded block", "expr: >-\n  aa\n  bb\n  cc"],
    ["plain over two lines", "expr: aa\n  bb\n  cc"],
    ["double quotes with escapes", 'expr: "\\"a bb cc"'],
    ["double quotes with a line break", 'expr: "aa\\nbb cc"'],
    ["single quotes, doubled", "expr: '''a bb cc'"],
  ])("%s", (_, text) => {
    const { source } = parseYaml("a.yaml", text)
    const value = (source?.value as { expr: string } | undefined)?.expr ?? ""
    const position = source?.locate(["expr"], { offset: value.indexOf("cc") })
    const lines = text.split("\n")
    const line = lines.findIndex((candidate) => candidate.includes("cc")) + 1
    expect(position).toEqual({ line, column: (lines[line - 1] ?? "").indexOf("cc") + 1 })
  })
})

test.each([
  ["a duplicate key", "a: 1\nb: 2\na: 3", 3],
  ["an unclosed bracket", "a: [1", 1],
  ["a tab", "a:\n\tb: 1", 2],
])("%s is one problem at its line", (_, text, line) => {
  const { source, problems } = parseYaml("a.yaml", text)
  expect(source).toBeUndefined()
  expect(problems).toHaveLength(1)
  expect(problems[0]).toMatchObject({ check: "yaml-syntax", line })
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
  ["nested too deep by brackets", `a: ${"[".repeat(50_000)}`, "The file is nested too deep"],
  ["nested too deep by lists", "- ".repeat(50_000), "The file is nested too deep"],
  [
    "nested too deep by keys",
    Array.from({ length: 1_500 }, (_, i) => `${" ".repeat(i)}a:`).join("\n"),
    "The file is nested too deep",
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
