import { expect, test } from "vitest"
import type { RuleCheck } from "@/lib/checks/check"
import { annotationFormat } from "@/lib/checks/rule/annotation-format"
import { annotationValue } from "@/lib/checks/rule/annotation-value"
import { subjectOf } from "@/test/support/subject"

const METRICS = `
# TYPE used_bytes gauge
used_bytes 5
# TYPE size_bytes gauge
size_bytes 10
# TYPE wait_milliseconds gauge
wait_milliseconds 10
# TYPE wait_seconds gauge
wait_seconds 10
# TYPE done_timestamp_seconds gauge
done_timestamp_seconds 1700000000
# TYPE failed_total counter
failed_total 10
# TYPE asked_total counter
asked_total 10
# TYPE busy_seconds_total counter
busy_seconds_total 10
# TYPE connections gauge
connections 10`

function found(check: RuleCheck, expr: string, text: string, more = "") {
  const rules = `[${more}{ alert: A, expr: ${JSON.stringify(expr)}, annotations: { summary: ${JSON.stringify(text)} } }]`
  const subject = subjectOf(rules, { metrics: METRICS })
  expect(subject.alerts.every(({ expression }) => expression.result.ok)).toBe(true)
  return check.run(subject).map(({ at, offset, end, message, hint }) => {
    expect(at.path.slice(-2)).toEqual(["annotations", "summary"])
    return [text.slice(offset, end), message, hint]
  })
}

test.each([
  [
    "100 * used_bytes / size_bytes > 90",
    "{{ $value | humanizePercentage }}",
    "humanizePercentage takes a ratio of 0 to 1, and this value is in percent",
    `Use printf "%.0f%%"`,
  ],
  [
    "wait_seconds > 5",
    "{{ $value | humanizePercentage }}",
    "humanizePercentage takes a ratio of 0 to 1, and this value is in seconds",
    "Use humanizeDuration",
  ],
  [
    "wait_milliseconds > 5",
    "{{ $value | humanizeDuration }}",
    "humanizeDuration takes seconds, and this value is in milliseconds",
    "Divide by 1000 in the expression",
  ],
  [
    "used_bytes / size_bytes > 0.9",
    "{{ $value | humanizeDuration }}",
    "humanizeDuration takes seconds, and this value is a ratio of 0 to 1",
    "Use humanizePercentage",
  ],
  [
    "done_timestamp_seconds > 0",
    "{{ humanizeDuration $value }}",
    "humanizeDuration takes seconds, and this value is in seconds since 1970",
    "Compare time() minus it, or use humanizeTimestamp",
  ],
  [
    "used_bytes > 1e9",
    "{{ $value | humanizeDuration }}",
    "humanizeDuration takes seconds, and this value is in bytes",
    "Use humanize1024, with the unit behind it",
  ],
  [
    "increase(failed_total[1h]) > 3",
    "{{ $value | humanizeDuration }}",
    "humanizeDuration takes seconds, and this value is a number",
    "Use humanize",
  ],
  [
    "time() - done_timestamp_seconds > 60",
    "{{ $value | humanizeTimestamp }}",
    "humanizeTimestamp takes seconds since 1970, and this value is in seconds",
    "Use humanizeDuration",
  ],
])("annotation-value: %s printed by %s", (expr, print, message, hint) => {
  expect(found(annotationValue, expr, `A: ${print}.`)).toEqual([["$value", message, hint]])
})

test.each([
  ["used_bytes / size_bytes > 0.9", "{{ $value }}%"],
  ["used_bytes / size_bytes > 0.9", "{{ $value | humanize }} %"],
  ["rate(failed_total[5m]) / rate(asked_total[5m]) > 0.05", `{{ printf "%.2f" $value }}%`],
])("annotation-value: %s printed by %s", (expr, text) => {
  const message = "This value is a ratio of 0 to 1, so that 95% is printed as 0.95%"
  expect(found(annotationValue, expr, text)).toEqual([
    ["$value", message, "Use humanizePercentage, without the % behind it"],
  ])
})

test.each([
  ["{{ $value | humanizePercentage }}%", `humanizePercentage writes the unit already, and "%" stands behind it again`],
  [
    "{{ $value | humanizeDuration }} seconds.",
    `humanizeDuration writes the unit already, and "seconds" stands behind it again`,
  ],
])("annotation-value: the unit twice in %s", (text, message) => {
  expect(found(annotationValue, "unheard_of > 5", text)).toEqual([["$value", message, undefined]])
})

test.each([
  ["used_bytes / size_bytes > 0.9", "{{ $value | humanizePercentage }} of it"],
  ["rate(busy_seconds_total[5m]) > 0.9", "{{ $value | humanizePercentage }}"],
  ["rate(failed_total[5m]) / rate(asked_total[5m]) > 0.05", "{{ $value | humanizePercentage }}"],
  ["100 * used_bytes / size_bytes > 90", `{{ $value | printf "%.0f" }}%`],
  ["time() - done_timestamp_seconds > 60", "{{ $value | humanizeDuration }} ago"],
  ["wait_milliseconds / 1000 > 5", "{{ $value | humanizeDuration }}"],
  ["done_timestamp_seconds > 0", "{{ $value | humanizeTimestamp }}"],
  ["unheard_of_ratio > 5", "{{ $value }}%"], // exporters give ratios of 0 to 100
  ["unheard_of > 5", "{{ $value | humanizePercentage }}"],
  ["unheard_of > 5", "{{ $value | humanizeDuration }} since"],
  ["used_bytes / size_bytes > 0.9", "{{ $labels.job }}%"],
])("annotation-value is silent on %s printed by %s", (expr, text) =>
  expect(found(annotationValue, expr, text)).toEqual([]),
)

const DIGITS = "The bare value is printed with up to 17 digits"
test.each([
  ["used_bytes / size_bytes > 0.9", "{{ $value }}", DIGITS, "Use humanizePercentage"],
  [
    "time() - done_timestamp_seconds > 60 and on () connections / 2 > 1",
    "{{ $value }}",
    DIGITS,
    "Use humanizeDuration",
  ],
  ["avg(wait_seconds) > 1", "{{ $value }}", DIGITS, "Use humanizeDuration"],
  ["(increase(failed_total[1h]) > 3) and on () up == 1", "{{ $value }}", DIGITS, `Use humanize, or printf "%.1f"`],
  [
    "used_bytes > 1e9",
    "{{ $value }}",
    "From a million up the bare value is printed as 5.36870912e+09",
    "Use humanize1024, with the unit behind it",
  ],
  [
    "used_bytes / size_bytes > 0.9",
    "{{ $value | humanize }}",
    "humanize prints a ratio of 0.95 as 950m",
    "Use humanizePercentage",
  ],
  [
    "connections == 0",
    "{{ $value }}",
    "The value of this alert is always 0, so that printing it says nothing",
    "Say in words what it means",
  ],
  [
    `absent(up{job="a"})`,
    "{{ $value | humanize }}",
    "The value of this alert is always 1, so that printing it says nothing",
    "Say in words what it means",
  ],
  ["avg(connections) unless on () up == 0", "{{ $value }}", DIGITS, `Use humanize, or printf "%.1f"`],
  [
    "max(connections == 3) unless on () up == 0",
    "{{ $value }}",
    "The value of this alert is always 3, so that printing it says nothing",
    "Say in words what it means",
  ],
])("annotation-format: %s printed by %s", (expr, text, message, hint) => {
  expect(found(annotationFormat, expr, text)).toEqual([["$value", message, hint]])
})

test("annotation-format looks into recordings", () => {
  const recording = (expr: string) => `{ record: "job:x:y", expr: "${expr}" }, `
  expect(found(annotationFormat, "job:x:y > 1", "{{ $value }}", recording("rate(failed_total[5m])"))).toEqual([
    ["$value", DIGITS, `Use humanize, or printf "%.1f"`],
  ])
  expect(found(annotationFormat, "job:x:y > 1", "{{ $value }}", recording("count(up)"))).toEqual([])
})

test.each([
  ["used_bytes / size_bytes > 0.9", "{{ $value | humanizePercentage }}"],
  ["rate(failed_total[5m]) > 1", `{{ printf "%.1f" $value }}`],
  ["connections > 90", "{{ $value }}"],
  ["round(avg(connections)) > 90", "{{ $value }}"],
  ["changes(connections[1h]) > 3", "{{ $value }}"],
  ["count(rate(failed_total[5m]) > 0) > 5", "{{ $value }}"],
  ["connections > 5 and on () rate(failed_total[5m]) > 0", "{{ $value }}"],
  ["connections > bool 5 == 1 or connections > 7", "{{ $value }}"],
  ["connections == 0", "It is down"],
  ["unheard_of_ratio > 0.5", "{{ $value | humanize }}"],
])("annotation-format is silent on %s printed by %s", (expr, text) =>
  expect(found(annotationFormat, expr, text)).toEqual([]),
)
