import { expect, test } from "vitest"
import { checkTemplate, templateLabels, templateQueries, templateValues } from "@/lib/templates/find"
import { parseTemplate } from "@/lib/templates/parse"
import { seededRandom } from "../../promtool/promql/mutate"
import { randomText } from "../../promtool/templates/random-text"

const SEEDS = [
  "{{ if $labels.a }}{{ $value | humanize }}{{ else }}{{ query `up` }}{{ end }}",
  "{{ define `x` }}a{{ end }}",
]

test("random texts give a verdict, and faults that lie in the text", () => {
  const random = seededRandom(1)
  for (let i = 0; i < 5_000; i++) {
    const text = randomText(SEEDS, random)
    const result = parseTemplate(text)
    const found = result.ok
      ? [checkTemplate, templateQueries, templateValues].flatMap((find) => [...find(result.template)])
      : [result.error]
    for (const { start, end } of [...found, ...(result.ok ? templateLabels(result.template).alert : [])])
      if (!(start >= 0 && start <= end && end <= text.length))
        expect.fail(`${JSON.stringify(text)}: ${start} to ${end}`)
  }
})

test.each([
  ["parentheses", `{{ ${"(".repeat(3_000)}1${")".repeat(3_000)} }}`],
  ["conditions", "{{if 1}}".repeat(3_000) + "{{end}}".repeat(3_000)],
  ["blocks", '{{block "x" .}}'.repeat(3_000) + "{{end}}".repeat(3_000)],
])("%s that are nested too deep are refused", (_, text) => {
  expect(parseTemplate(text)).toMatchObject({ ok: false, error: { message: "nested more than 500 levels deep" } })
})

test("what is nested just deep enough is read and checked", () => {
  const depth = 240
  const text = `${"{{if ((1))}}".repeat(depth)}{{ ${"(".repeat(depth)}humanize${")".repeat(depth)} }}${"{{end}}".repeat(depth)}`
  const result = parseTemplate(text)
  if (!result.ok) throw new Error(result.error.message)
  expect(checkTemplate(result.template).map(({ id }) => id)).toEqual(["argument-count"])
})

const LARGE = 200_000
const HUGE = 1_000_000
const fill = (part: string, size = LARGE) => part.repeat(Math.ceil(size / part.length))
test.each([
  ["actions", fill("{{ $labels.a }} {{ $value }} ")],
  ["spaces", `${fill(" x ", HUGE)}${fill(" ", HUGE)}{{- 1 -}}${fill(" ", HUGE)}`],
  ["else if", `{{ if 1 }}${fill("{{ else if not $labels.a }}b")}{{ end }}`],
  ["zeros", `{{ 0${fill("0", HUGE)}_ }}`],
  ["underscores", `{{ 1${fill("_1", HUGE)}_.e }}`],
  ["an open string", `{{ "${fill("\\n", HUGE)}`],
  ["comments", fill("{{/*", HUGE)],
  ["growing text", `{{ $a := "xx" }}${fill('{{ $a := printf "%s%s" $a $a }}')}{{ query $a }}`],
  ["growing steps", `{{ $a := $value }}${fill("{{ $a = humanize $a }}")}{{ $a }}`],
  [
    "templates that use the next one thirty times each",
    `${Array.from(
      { length: 30 },
      (_, i) => `{{ define "t${i}" }}${fill(`{{ template "t${i + 1}" . }}`, 700)}{{ end }}`,
    ).join("")}{{ define "t30" }}${fill("{{ $.Labels.a }}", 100_000)}{{ end }}{{ template "t0" . }}`,
  ],
  [
    "templates that use each other",
    '{{ define "a" }}{{ template "b" . }}{{ end }}{{ define "b" }}{{ template "a" . }}{{ end }}{{ template "a" . }}',
  ],
])(
  "a large text of %s is read and checked in seconds",
  (_, text) => {
    const start = performance.now()
    const result = parseTemplate(text)
    if (result.ok) checkTemplate(result.template)
    expect(performance.now() - start).toBeLessThan(8_000) // a quadratic way takes minutes
  },
  60_000,
)
