import { describe, expect, test } from "vitest"
import { readDocuments } from "@/lib/rules/documents"
import { parseRuleFile } from "@/lib/rules/parse-rule-file"

function check(content: string | Uint8Array) {
  const { documents, problems } = readDocuments("a.yaml", content)
  return [...problems, ...documents.flatMap((document) => parseRuleFile(document).problems)]
}

const bytes = (...parts: (string | number)[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === "number" ? [part] : [...Buffer.from(part)])))

describe("files that are no text", () => {
  test.each<[string, string | Uint8Array, string, number, number]>([
    ["Latin-1", bytes("groups: []\n# caf", 0xe9, "\n"), "The file is not UTF-8", 2, 6],
    ["cut off in a character", bytes("a: ", 0xf0, 0x9f), "The file is not UTF-8", 1, 4],
    ["with a NUL", "groups: []\nx: \0\n", "The control character U+0000 is not allowed", 2, 4],
    ["with a bell", "a: \x07", "The control character U+0007 is not allowed", 1, 4],
    ["with half a surrogate pair", "a: \ud800", "The control character U+D800 is not allowed", 1, 4],
  ])("%s", (_, content, message, line, column) =>
    expect(check(content)).toMatchObject([{ check: "yaml-syntax", severity: "error", message, line, column }]),
  )

  test("a byte order mark and UTF-16 are read", () => {
    const text = "groups:\n- name: é\n"
    const utf16 = Uint8Array.from([0xff, 0xfe, ...Buffer.from(text, "utf16le")])
    for (const content of [`\ufeff${text}`, bytes(0xef, 0xbb, 0xbf, text), utf16]) {
      const { documents, problems } = readDocuments("a.yaml", content)
      expect(problems).toEqual([])
      expect(documents.flatMap((document) => parseRuleFile(document).groups.map(({ name }) => name))).toEqual(["é"])
    }
  })

  test("CR LF and CR alone count as line breaks", () => {
    expect(check("groups:\r\n- name: g\r\n  limit: x\r\n")).toMatchObject([{ line: 3, column: 10 }])
    expect(check("groups:\r- name: g\r  limit: x\r")).toMatchObject([{ line: 3, column: 10 }])
  })
})

describe("files that are made to hurt end with one problem, and soon", () => {
  const deep = (open: string) => open.repeat(100_000)
  const bomb = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
  for (let i = 1; i < 20; i++) {
    const [name, previous] = [String.fromCharCode(97 + i), String.fromCharCode(96 + i)]
    bomb.push(`${name}: &${name} [${Array(10).fill(`*${previous}`).join(", ")}]`)
  }
  const ruleBomb = `groups:\n- name: g\n  rules:\n  - &r {alert: A, expr: up, labels: {${Array.from({ length: 500 }, (_, i) => `l${i}: v`).join(", ")}}}\n${"  - *r\n".repeat(50_000)}`

  test.each<[string, string, RegExp]>([
    ["brackets", `groups: ${deep("[")}`, /Nested more than 200 levels deep/],
    ["braces", `groups: ${deep("{a: ")}`, /Nested more than 200 levels deep/],
    ["list entries", `groups: \n${deep("- ")}`, /Nested more than 200 levels deep/],
    ["keys", `groups:\n${Array.from({ length: 2_000 }, (_, i) => `${" ".repeat(i + 1)}a:`).join("\n")}`, /Nested/],
    ["an open quote", `groups: "${"a\n ".repeat(200_000)}`, /never closed/],
    ["too many bytes", " ".repeat(17 * 1024 * 1024), /17 MiB/],
    ["a loop of merges", "groups:\n- &g\n  name: a\n  <<: *g\n", /contains itself/],
    ["rules through aliases", ruleBomb, /aliases of aliases/],
  ])("%s", (_, text, message) => {
    const started = performance.now()
    const problems = check(text).filter(({ severity }) => severity === "error")
    expect(problems).toHaveLength(1)
    expect(problems[0]?.message).toMatch(message)
    expect(performance.now() - started).toBeLessThan(10_000)
  })

  test("a bomb of aliases in another document costs nothing", () => {
    expect(check(`${bomb.join("\n")}\n---\ngroups: []\n`)).toEqual([])
    expect(check(`groups: []\n${bomb.join("\n")}\n`).map(({ message }) => message.slice(0, 20))).toHaveLength(20)
  })

  test("a large file is read in seconds", () => {
    const rule = "  - {alert: A, expr: up == 0, for: 5m, labels: {a: b}, annotations: {summary: some text}}\n"
    const count = Math.ceil(500_000 / rule.length)
    const started = performance.now()
    const problems = check(`groups:\n- name: g\n  rules:\n${rule.repeat(count)}`)
    expect(problems.map(({ check }) => check)).toEqual(Array(count - 1).fill("duplicate-rule"))
    expect(performance.now() - started).toBeLessThan(20_000)
  }, 30_000)
})
