import { describe, expect, test } from "vitest"
import { Parser } from "@/lib/yaml/parser"
import { structureFaults } from "@/lib/yaml/structure"

function faults(text: string): string[] {
  const document = new Parser(`${text}\0`).next()
  if (!document) throw new Error("no document")
  return structureFaults(document.root).map(({ node, message }) => `${node.start}: ${message}`)
}

/** Lists of `width` aliases of the list above, and the first of texts. */
function bomb(depth: number, width: number): string {
  const rows = Array.from({ length: depth }, (_, i) => {
    const items = Array(width).fill(i === 0 ? "x" : `*a${i - 1}`)
    return `a${i}: &a${i} [${items.join(", ")}]\n`
  })
  return rows.join("")
}

test.each<[string, string[]]>([
  ["a: 1\nb: {a: 1}\n", []],
  ["a: 1\n'a': 2\n", ["5: This key is already set above"]],
  ["1.0: a\n1.00: b\n", []],
  ["b: {c: 1, c: 2}\na: 1\na: 2\n", ["10: This key is already set above", "21: This key is already set above"]],
  ["&k a: 1\n*k : 2\n", ["8: This key is already set above"]],
  ["? [a]\n: b\n", ["2: A key must be a text"]],
  ["~: b\n", ["0: A key must be a text"]],
  ["a: &x {b: 1}\nc: {<<: *x}\n", ["17: Merge keys (<<) are not read here"]],
  ["'<<': 1\n", []],
  ["a: !!bool yes\n", ['3: "yes" is not of type !!bool']],
  ["&a [*a]", ["4: This alias stands inside of what it is an alias of"]],
  ["a: &a {b: [*a]}", ["11: This alias stands inside of what it is an alias of"]],
])("%j", (text, expected) => expect(faults(text)).toEqual(expected))

describe("aliases", () => {
  test("may be many", () => {
    expect(faults(`a: &a {b: c}\nd: [${Array(2_000).fill("*a").join(", ")}]`)).toEqual([])
    expect(faults(bomb(3, 10))).toEqual([])
  })

  test("that multiply are one fault, at the alias that is too much", () => {
    const text = bomb(25, 10)
    expect(faults(text)).toEqual([expect.stringMatching(/^\d+: The file consists of aliases of aliases$/)])
    expect(faults(bomb(4, 10))).toHaveLength(1)
  })

  test("of texts count for nothing", () => {
    expect(faults(`a: &a text\nb: [${Array(20_000).fill("*a").join(", ")}]`)).toEqual([])
  })
})
