import { describe, expect, test } from "vitest"
import { parseTemplate } from "@/lib/templates/parse"
import type { Profile } from "@/lib/templates/profile"

const verdict = (text: string, profile?: Profile) => {
  const result = parseTemplate(text, profile && { profile })
  return result.ok
    ? "ok"
    : `${result.error.message} at ${JSON.stringify(text.slice(result.error.start, result.error.end))}`
}

test.each([
  ["", "ok"],
  ["plain } text }}", "ok"],
  ["{{ $labels.instance }} is at {{ $value | humanizePercentage }}", "ok"],
  ["{{- /* nothing */ -}}", "ok"],
  ["{{ $value", 'unclosed action at ""'],
  ["{{ }}", 'missing value for command at "}}"'],
  ["{{ foo }}", 'function "foo" not defined at "foo"'],
  ["{{ $foo.bar }}", 'undefined variable "$foo" at "$foo"'],
  ["{{ $value > 5 }}", 'unexpected ">" in operand at ">"'],
  ["{{ $labels.kube-pod }}", "bad character U+002D '-' at \"$labels.kube-\"".replace("$labels", "")],
  ["{{ if $value }}a", 'unexpected EOF at "$value"'],
  ["{{ if $value }}a{{ else }}b{{ else }}c{{ end }}", 'expected end; found {{else}} at "{{ else }}"'],
  ["a{{ end }}", 'unexpected {{end}} at "{{ end }}"'],
  ["{{ break }}", '{{break}} outside {{range}} at "break"'],
  ["{{ range $k, $v, $w := $labels }}{{ end }}", 'too many declarations in range at "$v"'],
  ["{{ (1 }}", 'unclosed left paren at ""'],
  ['{{ "a }}', 'unterminated quoted string at "\\"a }}"'],
  ['{{ "\\q" }}', 'invalid syntax at "\\"\\\\q\\""'],
  ["{{ 1 | 2 }}", 'non executable command in pipeline stage 2 at "2"'],
  ["{{ nil.x }}", 'unexpected . after term "nil" at ".x"'],
  ["{{ 1_ }}", 'illegal number syntax: "1_" at "1_"'],
  ["{{ define `x` }}a{{ end }}{{ define `x` }}b{{ end }}", 'template: multiple definition of template "x" at "`x`"'],
  ["ü😀 {{ $nope }}", 'undefined variable "$nope" at "$nope"'],
])("%j: %s", (text, expected) => expect(verdict(text)).toBe(expected))

test.each<[string, Profile, string]>([
  ["{{ with 1 }}{{ else with 2 }}{{ end }}", "2.42", 'unexpected <with> in else at "with"'],
  ["{{ with 1 }}{{ else with 2 }}{{ end }}", "2.53", "ok"],
  ["{{ now }}", "3.5", 'function "now" not defined at "now"'],
  ["{{ now | toTime }} {{ toDuration 5 }} {{ urlQueryEscape `a b` }}", "3.16", "ok"],
])("%j in %s: %s", (text, profile, expected) => expect(verdict(text, profile)).toBe(expected))

test("a template may not define the name that promtool gives to it", () => {
  const text = "{{ define `__alert_Down` }}a{{ end }}"
  expect(parseTemplate(text, { alert: "Up" }).ok).toBe(true)
  expect(parseTemplate(text, { alert: "Down" })).toMatchObject({
    ok: false,
    error: { message: 'template: multiple definition of template "__alert_Down"', start: 10, end: 24 },
  })
})

describe("the tree", () => {
  test("has spans, trimmed text and branches", () => {
    const text = "a {{- if .Value }} b {{ else if not $labels.x.y }}c{{ else }}d{{ end -}} e"
    const result = parseTemplate(text)
    if (!result.ok) throw new Error(result.error.message)
    const [before, conditional, after] = result.template.nodes
    expect(before).toEqual({ kind: "text", text: "a", start: 0, end: 1 })
    expect(after).toEqual({ kind: "text", text: "e", start: text.length - 1, end: text.length })
    if (conditional?.kind !== "if") throw new Error("no if")
    expect(text.slice(conditional.start, conditional.end)).toBe(text.slice(2, -2))
    expect(conditional.branches.map(({ pipe }) => text.slice(pipe.start, pipe.end))).toEqual([
      ".Value",
      "not $labels.x.y",
    ])
    expect(conditional.otherwise).toMatchObject([{ kind: "text", text: "d" }])
    const [, argument] = conditional.branches[1]?.pipe.commands[0]?.operands ?? []
    expect(argument).toMatchObject({ kind: "chain", base: { kind: "variable", name: "$labels" } })
  })

  test("knows where each character of a string stands", () => {
    const text = '{{ "a\\n\\u00e4\\U0001F600b" }}'
    const result = parseTemplate(text)
    const node = result.ok ? result.template.nodes[0] : undefined
    const [literal] = node?.kind === "action" ? (node.pipe.commands[0]?.operands ?? []) : []
    expect(literal).toEqual({ kind: "string", value: "a\nä😀b", places: [4, 5, 7, 13, 13, 23], start: 3, end: 25 })
  })

  test("reads numbers with Go's types", () => {
    const types = ["1", "0x1f", "017", "'a'", "1.0", "1e3", "0x1p4", "1i", "1+2i", "18446744073709551615"].map(
      (number) => {
        const result = parseTemplate(`{{ ${number} }}`)
        const node = result.ok ? result.template.nodes[0] : undefined
        const [literal] = node?.kind === "action" ? (node.pipe.commands[0]?.operands ?? []) : []
        return literal?.kind === "number" ? literal.type : result
      },
    )
    expect(types).toEqual(["int", "int", "int", "int", "float", "float", "float", "other", "other", "other"])
  })
})
