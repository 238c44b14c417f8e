import { describe, expect, test } from "vitest"
import type { Template } from "@/lib/templates/ast"
import { checkTemplate } from "@/lib/templates/find"
import { parseTemplate } from "@/lib/templates/parse"
import { PROFILES } from "@/lib/templates/profile"
import { seededRandom } from "../promql/mutate"
import { promtoolVersion } from "../promql/oracle"
import { expansions, isBroken } from "./expansion"
import { straight } from "./straight"

const version = promtoolVersion()
const profile = PROFILES.find((known) => known === version)

function read(text: string): Template {
  const result = parseTemplate(text, { profile: profile ?? "3.5" })
  if (!result.ok) throw new Error(`${text}: ${result.error.message}`)
  return result.template
}

const FAULTY = [
  ["argument-count", "{{ humanize }}"],
  ["argument-count", "{{ humanize $value 2 }}"],
  ["argument-count", "{{ $value | humanize 2 }}"],
  ["argument-count", "{{ eq $labels.job }}"],
  ["argument-count", "{{ and }}"],
  ["argument-count", '{{ reReplaceAll "a" $labels.job }}'],
  ["argument-count", '{{ slice "abc" 0 1 2 3 }}'],
  ["argument-count", "{{ print humanize }}"],
  ["argument-type", "{{ $value | toUpper }}"],
  ["argument-type", '{{ match "a" $value }}'],
  ["argument-type", "{{ stripPort 5 }}"],
  ["argument-type", '{{ query "up" | value }}'],
  ["argument-type", '{{ query "up" | humanize }}'],
  ["argument-type", '{{ query "up" | first | humanize }}'],
  ["argument-type", "{{ humanize $labels }}"],
  ["argument-type", '{{ first "up" }}'],
  ["argument-type", "{{ query $value | first }}"],
  ["argument-type", "{{ safeHtml $labels.job | toUpper }}"],
  ["argument-type", "{{ len $value }}"],
  ["argument-type", "{{ define `x` }}{{ . | toLower }}{{ end }}{{ template `x` $value }}"],
  ["comparison", "{{ if gt $value 5 }}a{{ end }}"],
  ["comparison", "{{ if lt 5 .Value }}a{{ end }}"],
  ["comparison", "{{ if eq $labels.job 500 }}a{{ end }}"],
  ["comparison", '{{ if eq $value "0.25" }}a{{ end }}'],
  ["comparison", '{{ if gt (query "up" | first | value) 5 }}a{{ end }}'],
  ["comparison", '{{ eq $labels "a" }}'],
  ["comparison", "{{ lt true false }}"],
  ["comparison", "{{ gt (len $labels) 1.0 }}"],
  ["duration", '{{ parseDuration "5 minutes" }}'],
  ["duration", '{{ "1.5h" | parseDuration }}'],
  ["field", "{{ .Nope }}"],
  ["field", "{{ .labels.job }}"],
  ["field", "{{ $.value }}"],
  ["field", "{{ $value.foo }}"],
  ["field", "{{ $labels.job.name }}"],
  ["field", "{{ $externalURL.host }}"],
  ["field", '{{ range query "up" }}{{ .job }}{{ end }}'],
  ["field", '{{ (query "up").Labels }}'],
  ["field", "{{ with $labels.job }}{{ .Labels.job }}{{ end }}"],
  ["field", "{{ range $k, $v := $labels }}{{ $v.x }}{{ end }}"],
  ["format", '{{ printf "%d" $value }}'],
  ["format", '{{ $value | printf "%s" }}'],
  ["format", '{{ printf "%.2f" $labels.job }}'],
  ["format", '{{ $value | humanize | printf "%.2f" }}'],
  ["format", '{{ printf "%s %s" $labels.job }}'],
  ["format", '{{ printf "%s" $labels.job $value }}'],
  ["format", '{{ printf "100%" }}'],
  ["format", '{{ printf "%z" $value }}'],
  ["format", '{{ printf "%*d" $value 5 }}'],
  ["format", '{{ printf "%f" (len $labels) }}'],
  ["format", '{{ printf "%s" true }}'],
  ["format", '{{ printf "%d%%" $labels.job }}'],
  ["index", "{{ index $labels 0 }}"],
  ["index", '{{ index (query "up") "a" }}'],
  ["index", "{{ index $value 0 }}"],
  ["not-a-function", '{{ $labels.job "a" }}'],
  ["not-a-function", "{{ $value | $labels.job }}"],
  ["not-a-function", "{{ $value 2 }}"],
  ["not-a-function", '{{ "a" "b" }}'],
  ["not-a-function", "{{ nil }}"],
  ["not-a-function", "{{ call $value }}"],
  ["not-a-function", "{{ .Value | (humanize 2) }}"],
  ["pointers", '{{ query "up" }}'],
  ["pointers", '{{ query "up" | sortByLabel "job" }}'],
  ["range", "{{ range $value }}a{{ end }}"],
  ["range", "{{ range $labels.job }}a{{ end }}"],
  ["regex", '{{ match "(" $labels.job }}'],
  ["regex", '{{ reReplaceAll "[a" "" $labels.job }}'],
  ["regex", '{{ match "(?=a)" $labels.job }}'],
  ["undefined-template", '{{ template "x" . }}'],
  ["undefined-variable", "{{ $x = 1 }}"],
  ["undefined-variable", "{{ $x := $x }}"],
  ["undefined-variable", "{{ if false }}{{ $x := 1 }}{{ else }}{{ $x }}{{ end }}"],
] as const

const FINE = [
  "{{ $value }} {{ .Value }} {{ $.Value | humanize }}",
  "{{ $labels.job }} {{ $labels.not_there }} {{ .Labels.x | toUpper }}",
  '{{ index $labels "job" }} {{ index (query "up") 0 | value }}',
  '{{ printf "%.2f %5.1f %e %g %v %%" $value $value $value $value $value }}',
  '{{ printf "%s %q %v %x %10s %-10s" $labels.job $labels.job $labels.job "a" "b" "c" }}',
  '{{ printf "%d %c %x %T" (len $labels) 65 255 $value }} {{ printf "%t" (gt $value 0.1) }}',
  '{{ printf "%[2]s %[1]s" "a" "b" }} {{ printf "%*d" 5 5 }} {{ printf "%.*f" 2 $value }}',
  "{{ $value | humanizePercentage }} {{ humanizeDuration 90 }} {{ humanizeTimestamp $value }} {{ humanize1024 2048.0 }}",
  "{{ if gt $value 5.0 }}a{{ else if le $value 1e3 }}b{{ end }}",
  '{{ if eq $labels.job "a" "b" "api" }}a{{ end }} {{ if eq (len $labels) 3 }}b{{ end }}',
  "{{ if and (gt $value 0.1) $labels.job }}{{ or $labels.not_there `none` }}{{ end }}",
  '{{ with query "up" }}{{ . | first | value | humanize }}{{ end }}',
  '{{ range query "up" }}{{ .Labels.job }} {{ .Value }} {{ label "job" . }} {{ strvalue . }}{{ end }}',
  '{{ range $i, $s := query "up" | sortByLabel "job" }}{{ $i }} {{ $s.Labels.instance | stripPort }}{{ end }}',
  "{{ range $k, $v := $labels }}{{ $k | toUpper }}={{ $v | title }}{{ end }}",
  '{{ match "^a.*" $labels.job }} {{ reReplaceAll "(.*):.*" "$1" $labels.instance }}',
  '{{ parseDuration "1h30m" | humanizeDuration }} {{ parseDuration "0" }}',
  "{{ define `x` }}{{ .arg0 }} {{ .arg1 }}{{ end }}{{ template `x` (args $labels.job $value) }}",
  "{{ define `x` }}{{ .Labels.job }} {{ $.Value }}{{ end }}{{ template `x` . }}",
  "{{ $x := 1 }}{{ if $labels.job }}{{ $x = `a` }}{{ end }}{{ print $x }}",
  "{{ $x := $value }}{{ range $labels }}{{ $x = . }}{{ end }}{{ print $x | toUpper }}",
  "{{ (toTime $value).Year }} {{ (toTime $value).Format `2006` }}",
  '{{ len $labels }} {{ slice "abc" 1 }} {{ html "<" }} {{ js "a" }} {{ urlquery "a b" 1 }} {{ not false }}',
  '{{ printf "up{job=\'%s\'}" $labels.job | query | first | value | printf "%.0f" }}',
]

describe.skipIf(!profile)(`what promtool ${version} prints`, () => {
  test("every fault of the table is found, and is real", () => {
    const printed = expansions(FAULTY.map(([, text]) => text))
    const judged = FAULTY.map(([, text], i) => {
      const faults = checkTemplate(read(text))
      return [faults.map(({ id }) => id).join(), text, isBroken(printed[i] ?? "")]
    })
    expect(judged).toEqual(FAULTY.map(([id, text]) => [id, text, true]))
  })

  test("nothing is held against templates that print as they should", () => {
    const printed = expansions(FINE)
    const judged = FINE.map((text, i) => ({
      text,
      faults: checkTemplate(read(text)),
      broken: isBroken(printed[i] ?? ""),
    }))
    expect(judged).toEqual(FINE.map((text) => ({ text, faults: [], broken: false })))
  })

  test("made-up actions: no false alarm, and most of what breaks is found", () => {
    const texts = straight(2_000, seededRandom(7)).filter(
      (text) => parseTemplate(text, { profile: profile ?? "3.5" }).ok,
    )
    const printed = expansions(texts)
    const broken = texts.filter((_, i) => isBroken(printed[i] ?? ""))
    const found = texts.filter((text) => checkTemplate(read(text)).length > 0)
    expect(texts.length).toBeGreaterThan(1_500)
    expect(found.filter((text) => !broken.includes(text))).toEqual([])
    expect(found.length / broken.length).toBeGreaterThan(0.9)
  })
})
