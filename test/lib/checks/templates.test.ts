import { describe, expect, test } from "vitest"
import type { RuleCheck } from "@/lib/checks/check"
import { annotationLabel } from "@/lib/checks/rule/annotation-label"
import { labelTemplateValue } from "@/lib/checks/rule/label-template-value"
import { templateQuery } from "@/lib/checks/rule/template-query"
import { templateSyntax } from "@/lib/checks/rule/template-syntax"
import { rule } from "@/test/support/pointed"
import { subjectOf } from "@/test/support/subject"

const metrics = `
# TYPE disk_free gauge
disk_free{device="sda"} 4`

/** What a check finds in an annotation (or a label) of an alert: message, and the characters it points at. */
function found(
  check: RuleCheck,
  template: string,
  { expr = "disk_free < 1", part = "annotations", more = {}, exposition = metrics } = {},
) {
  const text = rule(expr, { [part]: { text: template }, ...more })
  return check.run(subjectOf(text, { metrics: exposition })).map(({ at, offset, end, message }) => {
    expect(at.path.slice(-2)).toEqual([part, "text"])
    return { text: template.slice(offset, end), message }
  })
}

describe("annotation-label", () => {
  const gone = (text: string, label: string) => [{ text, message: `The expression does not keep the label ${label}` }]
  test.each([
    ["{{ $labels.mount }}", "$labels.mount", "mount"],
    ["{{ .Labels.mount }}", ".Labels.mount", "mount"],
    ['{{ index $labels "mount" }}', 'index $labels "mount"', "mount"],
    ["{{ with $labels }}{{ .mount }}{{ end }}", ".mount", "mount"],
    ["{{ if $labels.device }}{{ $labels.mount }}{{ end }}", "$labels.mount", "mount"],
  ])("%s", (template, text, label) => expect(found(annotationLabel, template)).toEqual(gone(text, label)))

  test.each([
    "{{ $labels.device }} {{ $labels.instance }} {{ .Labels.job }}",
    "{{ if $labels.mount }}{{ $labels.mount }}{{ end }}",
    "{{ with $labels.mount }}{{ . }}{{ end }}",
    "{{ $externalLabels.cluster }}",
    "{{ $labels.alertname }}",
    "text with $labels.mount",
    "{{ $labels.mount",
  ])("%s stays silent", (template) => expect(found(annotationLabel, template)).toEqual([]))

  test("labels of the rule are there, and templates in labels are looked at", () => {
    expect(found(annotationLabel, "{{ $labels.team }}", { more: { labels: { team: "a" } } })).toEqual([])
    expect(found(annotationLabel, "{{ $labels.mount }}", { part: "labels" })).toEqual(gone("$labels.mount", "mount"))
  })

  test("with nothing to look labels up in, only what the expression itself drops is certain", () => {
    const none = { exposition: "" }
    expect(found(annotationLabel, "{{ $labels.pod }}", { expr: "up == 0", ...none })).toEqual([])
    expect(found(annotationLabel, "{{ $labels.pod }}", { expr: "sum by (job) (up) == 0", ...none })).toEqual(
      gone("$labels.pod", "pod"),
    )
    expect(found(annotationLabel, "{{ $labels.instance }}", { expr: 'absent(up{job="a"})', ...none })).toEqual(
      gone("$labels.instance", "instance"),
    )
  })
})

describe("template-syntax", () => {
  test.each([
    ["{{ $labels.device", "", "The template does not parse: unclosed action"],
    ["{{ humanise $value }}", "humanise", 'The template does not parse: function "humanise" not defined'],
    [
      "{{ $value | humanizePercentage 2 }}",
      "humanizePercentage",
      "wrong number of arguments for humanizePercentage: it takes 1 and is given 2",
    ],
    ["{{ value }}", "value", "wrong number of arguments for value: it takes 1 and is given 0"],
  ])("%s", (template, text, message) => {
    expect(found(templateSyntax, template)).toEqual([{ text, message }])
    expect(found(templateSyntax, template, { part: "labels" })).toEqual([{ text, message }])
  })

  test.each(["plain", "{{ $value | humanize }} of {{ $labels.device }}", '{{ printf "%.1f" $value }}'])(
    "%s is fine",
    (template) => expect(found(templateSyntax, template)).toEqual([]),
  )
})

describe("template-query", () => {
  const query = (text: string) => `{{ query ${text} | first | value }}`
  test.each([
    [query('"sum(disk_free"'), "", "In this query: unclosed left parenthesis"],
    [query('"disk_fre"'), "disk_fre", "In this query: The metric disk_fre is not in example"],
    [query("\"disk_free{mount='a'}\""), "mount", "In this query: disk_free has no label mount"],
    [
      query('"disk_free[5m]"'),
      "disk_free",
      "In this query: The expression is a range vector, which cannot be evaluated as a rule or panel",
    ],
    [
      query("(printf \"disk_fre{device='%s'}\" $labels.device)"),
      "disk_fre",
      "In this query: The metric disk_fre is not in example",
    ],
    [query('(printf "disk_free{mount=%q}" $labels.device)'), "mount", "In this query: disk_free has no label mount"],
  ])("%s", (template, text, message) => {
    const [first, ...others] = found(templateQuery, template)
    expect(others).toEqual([])
    expect(first?.message).toBe(message)
    expect(first?.text.startsWith(text)).toBe(true)
  })

  test("escapes in the template do not move what is pointed at", () =>
    expect(found(templateQuery, '{{ query "disk_free{device=\\"sda\\",mount=\\"a\\"}" | first | value }}')).toEqual([
      { text: "mount", message: "In this query: disk_free has no label mount" },
    ]))

  test.each([
    query('"disk_free"'),
    query("(printf \"disk_free{device='%s'}\" $labels.device)"),
    query('(printf "disk_free > %f" $value)'),
    query("(printf \"disk_free{%s='a'}\" $labels.device)"),
    query("$labels.device"),
    '"disk_fre" {{ $value }}',
  ])("%s stays silent", (template) => expect(found(templateQuery, template)).toEqual([]))
})

describe("label-template-value", () => {
  const forever = { more: { for: "5m" } }
  const label = (template: string, more = {}) => found(labelTemplateValue, template, { part: "labels", ...more })
  test.each([
    ["{{ $value }}", "$value"],
    ["{{ .Value | humanize }}", ".Value"],
    ["{{ $.Value }}", "$.Value"],
    ["{{ if gt $value 90.0 }}critical{{ else }}warning{{ end }}", "$value"],
    ['{{ query "up" | first | value }}', "query"],
  ])("%s", (template, text) => {
    const message = `The label text changes with ${text}, and the alert with it: its for starts again whenever that does`
    expect(label(template, forever)).toEqual([{ text, message }])
  })

  test("without for every change is another alert", () =>
    expect(label("{{ $value }}").map(({ message }) => message)).toEqual([
      "The label text changes with $value, and the alert with it: whenever that does, another alert is sent",
    ]))

  test.each([
    "critical",
    "{{ $labels.device }}",
    "$value",
    '{{ printf "no $value" }}',
    "{{ $labels.Value }}",
    "{{ $externalLabels.query_host }}",
  ])("%s stays silent", (template) => expect(label(template)).toEqual([]))
  test("annotations may show it", () => expect(found(labelTemplateValue, "{{ $value }}")).toEqual([]))
})
