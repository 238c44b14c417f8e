import { expect, test } from "vitest"
import { checkTemplate, templateLabels, templateQueries, templateValues } from "@/lib/templates/find"
import { parseTemplate } from "@/lib/templates/parse"
import type { Profile } from "@/lib/templates/profile"

function read(text: string, profile: Profile = "3.5") {
  const result = parseTemplate(text, { profile })
  if (!result.ok) throw new Error(`${text}: ${result.error.message}`)
  return result.template
}

/** Reads as "place" or, guarded, as "(place)"; with a question mark where the label is what is asked for. */
const reads = (text: string, owner: "alert" | "external" = "alert") =>
  templateLabels(read(text))[owner].map(({ name, start, end, guarded, condition }) => {
    const place = `${name}: ${text.slice(start, end)}${condition ? "?" : ""}`
    return guarded ? `(${place})` : place
  })

test.each([
  ["{{ $labels.a }}", ["a: $labels.a"]],
  ["{{ .Labels.a }}{{ $.Labels.b }}", ["a: .Labels.a", "b: $.Labels.b"]],
  ['{{ index $labels "a" }}{{ index .Labels `b.c` }}', ['a: index $labels "a"', "b.c: index .Labels `b.c`"]],
  ["{{ $labels.a | toUpper | printf `%s` }}", ["a: $labels.a"]],
  ["{{ ($labels).a }}{{ (printf `%s` $labels.b) }}", ["a: ($labels).a", "b: $labels.b"]],
  ["{{ $l := $labels }}{{ $l.a }}", ["a: $l.a"]],
  ["{{ with $labels }}{{ .a }}{{ $.Labels.b }}{{ end }}", ["a: .a", "b: $.Labels.b"]],
  ["{{ with $l := .Labels }}{{ $l.a }}{{ .b }}{{ end }}", ["a: $l.a", "b: .b"]],
  ["{{ range $labels }}{{ . }}{{ end }}{{ range $k, $v := $labels }}{{ $k }}{{ end }}", []],
  ["{{ range query `up` }}{{ .Labels.a }}{{ $labels.b }}{{ end }}", ["b: $labels.b"]],
  ["{{ with query `up` }}{{ . | first | label `a` }}{{ (first .).Labels.b }}{{ end }}", []],
  ["{{ define `x` }}{{ .Labels.a }}{{ end }}{{ template `x` . }}", ["a: .Labels.a"]],
  ["{{ define `x` }}{{ .a }}{{ end }}{{ template `x` $labels }}", ["a: .a"]],
  ["{{ define `x` }}{{ .Labels.a }}{{ end }}", []],
  ["{{ block `x` $labels }}{{ .a }}{{ end }}", ["a: .a"]],
  ["{{ $externalLabels.a }}{{ .ExternalLabels.b }}", []],
  ["{{/* $labels.a */}}$labels.b {{ `$labels.c` }}", []],
  ["{{ $labels := .ExternalLabels }}{{ $labels.a }}", []],
  ["{{ if $labels.a }}{{ $labels.a }}{{ end }}", ["(a: $labels.a?)", "(a: $labels.a)"]],
  [
    "{{ if $labels.a }}{{ $labels.b }}{{ else }}{{ $labels.a }}{{ end }}",
    ["(a: $labels.a?)", "b: $labels.b", "a: $labels.a"],
  ],
  ["{{ if $labels.a }}{{ end }}{{ $labels.a }}", ["(a: $labels.a?)", "a: $labels.a"]],
  ["{{ with $labels.a }}{{ . }}{{ $labels.a }}{{ end }}", ["(a: $labels.a?)", "(a: $labels.a)"]],
  ["{{ if not $labels.a }}{{ else }}{{ $labels.a }}{{ end }}", ["(a: $labels.a?)", "(a: $labels.a)"]],
  ['{{ if eq $labels.a "" }}{{ $labels.a }}{{ end }}', ["(a: $labels.a?)", "a: $labels.a"]],
  ['{{ if eq $labels.a "x" }}{{ $labels.a }}{{ end }}', ["(a: $labels.a?)", "(a: $labels.a)"]],
  ['{{ if ne $labels.a "" }}{{ $labels.a }}{{ end }}', ["(a: $labels.a?)", "(a: $labels.a)"]],
  ['{{ if match "x+" $labels.a }}{{ $labels.a }}{{ end }}', ["(a: $labels.a?)", "(a: $labels.a)"]],
  ['{{ if match "x*" $labels.a }}{{ $labels.a }}{{ end }}', ["(a: $labels.a?)", "a: $labels.a"]],
  ["{{ if and $labels.a $value }}{{ $labels.a }}{{ end }}", ["(a: $labels.a?)", "(a: $labels.a)"]],
  ["{{ if or $labels.a $value }}{{ $labels.a }}{{ end }}", ["(a: $labels.a?)", "a: $labels.a"]],
  ["{{ if $value }}{{ else if $labels.a }}{{ $labels.a }}{{ end }}", ["(a: $labels.a?)", "(a: $labels.a)"]],
  ["{{ or $labels.a $labels.b }}", ["(a: $labels.a?)", "b: $labels.b"]],
  ["{{ and $labels.a (print $labels.a) }}", ["(a: $labels.a?)", "(a: $labels.a)"]],
  ["{{ $x := $labels.a }}{{ if $x }}{{ $x }}{{ end }}", ["(a: $labels.a)"]],
  ["{{ $x := $labels.a }}{{ if $x }}{{ end }}{{ $x }}", ["a: $labels.a"]],
  ["{{ $x := $labels.a }}{{ $x = $labels.b }}{{ $x }}", ["a: $labels.a", "b: $labels.b"]],
  [
    "{{ define `x` }}{{ .a }}{{ end }}{{ if $labels.a }}{{ template `x` $labels }}{{ end }}{{ template `x` $labels }}",
    ["(a: $labels.a?)", "a: .a"],
  ],
])("labels of %s", (text, expected) => expect(reads(text)).toEqual(expected))

test("external labels are kept apart", () => {
  const text = "{{ $externalLabels.a }}{{ if .ExternalLabels.b }}{{ $externalLabels.b }}{{ $labels.b }}{{ end }}"
  expect(reads(text, "external")).toEqual(["a: $externalLabels.a", "(b: .ExternalLabels.b?)", "(b: $externalLabels.b)"])
  expect(reads(text)).toEqual(["b: $labels.b"])
})

const queries = (text: string) =>
  templateQueries(read(text)).map((query) => {
    if (query.kind === "unknown") return ["unknown", text.slice(query.start, query.end)]
    const holes =
      query.kind === "format" ? query.holes.map(({ start, end, label }) => [query.text.slice(start, end), label]) : []
    return [query.kind, query.text, ...holes]
  })

test.each([
  ['{{ query "up == 0" }}', [["literal", "up == 0"]]],
  ['{{ "up" | query | first | value }}', [["literal", "up"]]],
  ["{{ $q := `up` }}{{ with query $q }}{{ end }}", [["literal", "up"]]],
  [`{{ printf "up{job='%s'} > %d" "a" 5 | query }}`, [["literal", "up{job='a'} > 5"]]],
  ['{{ query (printf "%s%%" (printf "a%v" "b")) }}', [["literal", "ab%"]]],
  [`{{ printf "up{i='%s',j='%s'}" $labels.i "b" | query }}`, [["format", "up{i='%s',j='b'}", ["%s", "i"]]]],
  [`{{ printf "up > %.1f" $value | query }}`, [["format", "up > %.1f", ["%.1f", undefined]]]],
  ["{{ query $labels.q }}", [["unknown", "$labels.q"]]],
  ["{{ $q := `a` }}{{ if $value }}{{ $q = `b` }}{{ end }}{{ query $q }}", [["unknown", "$q"]]],
  [
    "{{ range query `a` }}{{ query `b` }}{{ end }}",
    [
      ["literal", "a"],
      ["literal", "b"],
    ],
  ],
  ["query `a` {{/* query `b` */}}", []],
])("queries of %s", (text, expected) => expect(queries(text)).toEqual(expected))

test("each character of a query has its place in the template", () => {
  const text = `{{ query "up{a=\\"b\\"}" }} {{ printf "x{y='%s'}" "z" | query }}`
  const [first, second] = templateQueries(read(text))
  if (first?.kind !== "literal" || second?.kind !== "literal") throw new Error("not literal")
  expect(first.places.map((place) => text[place]).join("")).toBe("up{a=\\b\\}")
  expect(second.text).toBe("x{y='z'}")
  expect(second.places.map((place) => text[place]).join("")).toBe("x{y='z'}")
  expect(second.places[5]).toBe(text.indexOf('"z"') + 1)
})

const values = (text: string) =>
  templateValues(read(text)).map(({ start, end, steps }) => {
    return [text.slice(start, end), ...steps.map(({ name, verb }) => (verb === undefined ? name : `${name} ${verb}`))]
  })

test.each([
  ["{{ $value }} {{ .Value }}", [["$value"], [".Value"]]],
  ["{{ $value | humanizePercentage }}", [["$value", "humanizePercentage"]]],
  ['{{ printf "%s: %.2f%%" $labels.a $value }}', [["$value", "printf %.2f"]]],
  ['{{ $value | humanize1024 | printf "%sB" }}', [["$value", "humanize1024", "printf %s"]]],
  ["{{ $v := humanizeDuration $value }}{{ $v }}", [["$v", "humanizeDuration"]]],
  ["{{ with $value }}{{ . | humanize }}{{ end }}", [[".", "humanize"]]],
  ["{{ define `x` }}{{ . }}{{ end }}{{ template `x` .Value }}", [["."]]],
  ["{{ $v := $value }}{{ if $labels.a }}{{ $v = humanize $v }}{{ end }}{{ $v }}", [["$v"], ["$v", "humanize"]]],
  ["{{ if gt $value 5.0 }}a{{ end }}{{ $x := $value }}", []],
  ["{{ query `up` | first | value }}{{ range query `up` }}{{ .Value }}{{ end }}", []],
  ["{{ printf `up > %f` $value | query | first | value }}", []],
])("values of %s", (text, expected) => expect(values(text)).toEqual(expected))

const faults = (text: string, profile?: Profile) =>
  checkTemplate(read(text, profile)).map(
    ({ id, message, start, end }) => `${id}: ${message} @ ${text.slice(start, end)}`,
  )

test.each([
  ["{{ humanize }}", ["argument-count: wrong number of arguments for humanize: it takes 1 and is given 0 @ humanize"]],
  [
    "{{ if gt $value 5 }}{{ end }}",
    ["comparison: gt cannot compare a number (float64) with an integer: write 5.0, not 5 @ 5"],
  ],
  [
    "{{ .Lables.a }}",
    ["field: there is no .Lables: a template has .Labels, .ExternalLabels, .ExternalURL and .Value @ .Lables"],
  ],
  ['{{ printf "%d" $value }}', ['format: printf "%d" cannot print a number (float64): "%!d(…)" @ $value']],
  [
    '{{ query "up" | value }}',
    [
      'argument-type: value takes one sample and is given the samples of a query: put "first | value" between @ query "up"',
    ],
  ],
  [
    "{{ define `x` }}{{ .a }}{{ end }}{{ template `x` $labels }}{{ template `x` $value }}",
    ["field: a number has no field a @ .a"],
  ],
  ["{{ define `x` }}{{ humanize }}{{ end }}", []],
  ["{{ eq $labels nil }}{{ eq $value 0.25 5 }}", []],
])("faults of %s", (text, expected) => expect(faults(text)).toEqual(expected))

test("a value may be a native histogram since 2.53, with fields that start in upper case", () => {
  expect(faults("{{ $value.Count }}", "3.5")).toEqual([])
  expect(faults("{{ $value.Count }}", "2.42")).toEqual(["field: a number has no field Count @ .Count"])
  expect(faults("{{ $value.count }}", "3.5")).toEqual(["field: a number has no field count @ .count"])
})
