import { expect, test } from "vitest"
import { resultUnit } from "@/lib/checks/result-unit"
import { panelUnit } from "@/lib/checks/rule/panel-unit"
import { unitDoubt } from "@/lib/checks/rule/unit-doubt"
import { unitMismatch } from "@/lib/checks/rule/unit-mismatch"
import { unitThreshold } from "@/lib/checks/rule/unit-threshold"
import { unitWords } from "@/lib/checks/unit-words"
import { parse } from "@/lib/promql/parse"
import { pointedAt, silent } from "@/test/support/rule-cases"
import { subjectOf } from "@/test/support/subject"

const METRICS = `
# TYPE used_bytes gauge
used_bytes 5
# TYPE size_bytes gauge
size_bytes 10
# TYPE quota_kilobytes gauge
quota_kilobytes 10
# TYPE sent_bytes_total counter
sent_bytes_total 10
# TYPE busy_seconds_total counter
busy_seconds_total 10
# TYPE failed_total counter
failed_total 10
# TYPE asked_total counter
asked_total 10
# TYPE osd_op_latency_sum counter
osd_op_latency_sum 4
# TYPE wait_milliseconds gauge
wait_milliseconds 10
# TYPE wait_seconds gauge
wait_seconds 10
# HELP odd_seconds Wait in milliseconds.
# TYPE odd_seconds gauge
odd_seconds 10
# TYPE done_timestamp_seconds gauge
done_timestamp_seconds 1700000000
# TYPE odd_timestamp_seconds gauge
odd_timestamp_seconds 41
# TYPE done_timestamp_milliseconds gauge
done_timestamp_milliseconds 1700000000000
# TYPE hit_ratio gauge
hit_ratio 0.5
# TYPE buffer_hit_ratio gauge
buffer_hit_ratio 99.4
# TYPE unsure_ratio gauge
unsure_ratio 1
# TYPE mem_fragmentation_ratio gauge
mem_fragmentation_ratio 0.9
# TYPE cpu_percent gauge
cpu_percent 73
# TYPE app_info gauge
app_info 1
# TYPE http_request_duration_seconds histogram
http_request_duration_seconds_bucket{le="1"} 1
http_request_duration_seconds_bucket{le="+Inf"} 1
http_request_duration_seconds_sum 1
http_request_duration_seconds_count 1`
const known = { metrics: METRICS }

test.each([
  ["used_bytes", "bytes"],
  ["sum by (job) (used_bytes) * 8", "bits"],
  ["rate(sent_bytes_total[5m])", "bytes per second"],
  ["rate(sent_bytes_total[5m]) * 8", "bits per second"],
  ["used_bytes / 1024", "kilobytes"],
  ["used_bytes / 1024 / 1024", "megabytes"],
  ["used_bytes / size_bytes", "a ratio of 0 to 1"],
  ["100 * (1 - used_bytes / (size_bytes > 0))", "percent"],
  ["rate(busy_seconds_total[5m])", "seconds per second"],
  ["wait_milliseconds / 1000", "seconds"],
  ["wait_seconds * 1e3", "milliseconds"],
  ["time() - done_timestamp_seconds", "seconds"],
  ["time() - done_timestamp_milliseconds / 1000", "seconds"],
  ["done_timestamp_seconds + 3600", "seconds since 1970"],
  ["(time() - done_timestamp_seconds) / 86400 > 3", "days"],
  ["rate(http_request_duration_seconds_sum[5m]) / rate(http_request_duration_seconds_count[5m])", "seconds"],
  ["rate(busy_seconds_total[5m]) / rate(asked_total[5m])", "seconds"],
  ["histogram_quantile(0.9, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))", "seconds"],
  ["histogram_quantile(0.9, rate(native_duration_milliseconds[5m]))", "milliseconds"],
  ["max_over_time(wait_seconds[1h]) and on () up == 0", "seconds"],
  ["used_bytes * on (job) group_left (version) app_info", "bytes"],
  ["count(used_bytes)", "a number"],
  ["group(used_bytes)", "a number"],
  ["cpu_percent / 100", "a ratio of 0 to 1"],
  ["used_bytes or size_bytes", "bytes"],
])("the unit of %s is %s", (expr, words) => expect(unitOf(expr)).toBe(words))

test.each([
  "used_bytes * 1.5", // a quantity of bytes still, but of which scale?
  "used_bytes * wait_seconds",
  "used_bytes > bool 5",
  "used_bytes or wait_seconds",
  "odd_seconds", // its help says milliseconds
  "odd_timestamp_seconds", // its value is an age
  "unheard_of",
  "wait_seconds ^ 2",
  "wait_seconds + wait_milliseconds",
  "histogram_quantile(0.9, rate(a_seconds_bucket[5m]) + rate(b_milliseconds_bucket[5m]))",
  "rate(osd_op_latency_sum[5m])",
  "time() - wait_seconds", // may be an instant after all
  "3",
])("the unit of %s is not known", (expr) => expect(unitOf(expr)).toBeUndefined())

test("a recording has the unit of its expression", () => {
  const rules = `[{ record: "job:used:ratio", expr: "used_bytes / size_bytes" }, { record: loop, expr: "loop * 100" }]`
  expect(unitOf("job:used:ratio * 100", rules)).toBe("percent")
  expect(unitOf("loop", rules)).toBeUndefined()
  expect(unitOf("broken", `[{ record: broken, expr: "used_bytes[5m]" }]`)).toBeUndefined()
  expect(unitOf("job:elsewhere:ratio", rules)).toBeUndefined()
})

function unitOf(expr: string, rules = "[]"): string | undefined {
  const result = parse(expr)
  if (!result.ok) throw new Error(`${expr} does not parse`)
  const unit = resultUnit(result.expr, subjectOf(rules, known))
  return unit && unitWords(unit)
}

test.each([
  [
    "time() - done_timestamp_milliseconds > 60",
    "time() - done_timestamp_milliseconds",
    "This subtracts seconds since 1970 and milliseconds since 1970",
  ],
  ["used_bytes > quota_kilobytes", "used_bytes > quota_kilobytes", "This compares bytes with kilobytes"],
  [
    "sum(wait_seconds + wait_milliseconds) > 1",
    "wait_seconds + wait_milliseconds",
    "This adds seconds and milliseconds",
  ],
  ["used_bytes / quota_kilobytes > 0.9", "used_bytes / quota_kilobytes", "This divides bytes by kilobytes"],
  [
    "done_timestamp_seconds < wait_seconds",
    "done_timestamp_seconds < wait_seconds",
    "This compares seconds since 1970 with seconds",
  ],
  [
    "used_bytes / size_bytes > cpu_percent",
    "used_bytes / size_bytes > cpu_percent",
    "This compares a ratio of 0 to 1 with percent",
  ],
  [
    "done_timestamp_milliseconds + wait_seconds > 5",
    "done_timestamp_milliseconds + wait_seconds",
    "This adds milliseconds since 1970 and seconds",
  ],
])("unit-mismatch: %s", (expr, at, message) => {
  expect(pointedAt(unitMismatch, expr, known)).toEqual([{ at, message, hint: undefined }])
})

test.each([
  "time() - done_timestamp_milliseconds / 1000 > 60",
  "used_bytes > quota_kilobytes * 1024",
  "used_bytes / quota_kilobytes / 1024 > 0.9",
  "1000 * wait_seconds / wait_milliseconds > 0.9",
  "rate(sent_bytes_total[5m]) > size_bytes",
  "used_bytes > failed_total",
  "used_bytes > on () group_left () unheard_of",
  "done_timestamp_seconds + wait_seconds < time()",
  "done_timestamp_seconds - wait_seconds < 5",
  "rate(busy_seconds_total[5m]) > hit_ratio",
  "used_bytes and on () wait_seconds",
  "sum(hit_ratio) > cpu_percent",
])("unit-mismatch is silent on %s", (expr) => silent(unitMismatch, expr, known))

test.each([
  ["used_bytes / size_bytes > 90", "90", "This is a ratio of 0 to 1, which is never 90", "Compare with 0.9"],
  ["10 > hit_ratio", "10", "This is a ratio of 0 to 1, which is never 10", "Compare with 0.1"],
  [
    "done_timestamp_seconds > 3600",
    "3600",
    "This is a time in seconds since 1970, and 3600 is a moment in the early seventies",
    "Compare the age: time() - done_timestamp_seconds > 3600",
  ],
  [
    "sum(used_bytes) > 80",
    "80",
    "This is in bytes, and 80 bytes are next to nothing",
    "Divide by the size for a ratio, or write the number in bytes, such as 80 * 1024 ^ 3",
  ],
])("unit-threshold: %s", (expr, at, message, hint) => {
  expect(pointedAt(unitThreshold, expr, known)).toEqual([{ at, message, hint }])
})

test.each([
  "used_bytes / size_bytes * 100 > 90",
  "used_bytes / size_bytes > 1.2",
  "buffer_hit_ratio < 90", // the capture shows 99.4
  "unsure_ratio > 90", // the capture shows 1, of 1 or of 100
  "mem_fragmentation_ratio > 5",
  "sum(hit_ratio) > 5",
  "rate(failed_total[5m]) / rate(asked_total[5m]) > 5",
  "unheard_of_ratio > 90",
  "done_timestamp_seconds > 0",
  "done_timestamp_seconds == 0",
  "odd_timestamp_seconds > 3600",
  "used_bytes > 0",
  "used_bytes < 80", // an empty file
  "rate(sent_bytes_total[5m]) > 80",
  "rate(busy_seconds_total[5m]) > 20",
])("unit-threshold is silent on %s", (expr) => silent(unitThreshold, expr, known))

test.each([
  [
    "histogram_quantile(0.99, rate(http_request_duration_seconds_bucket[5m])) > 500",
    "500",
    "http_request_duration_seconds_bucket is in seconds, and 500 seconds are very long for it",
    "If milliseconds were meant, compare with 0.5",
  ],
  [
    "max(cpu_percent) >= 0.9",
    "0.9",
    "This is in percent, and 0.9 is less than one percent",
    "If a ratio was meant, compare with 90",
  ],
])("unit-doubt: %s", (expr, at, message, hint) => {
  expect(pointedAt(unitDoubt, expr, known)).toEqual([{ at, message, hint }])
})

test.each([
  "histogram_quantile(0.99, rate(http_request_duration_seconds_bucket[5m])) > 5",
  "backup_job_duration_seconds > 3600",
  "cpu_percent > 90",
  "cpu_percent < 0.5",
  "rate(failed_total[5m]) / rate(asked_total[5m]) * 100 > 0.5",
  "hit_ratio > 0.7",
  "unheard_of_ratio < 10", // its exporter may mean percent
  "buffer_hit_ratio < 90",
])("unit-doubt is silent on %s", (expr) => silent(unitDoubt, expr, known))

const panel = (unit: string, expr: string) =>
  JSON.stringify([{ title: "Load", kind: "stat", unit, queries: [{ expr }] }])

test.each([
  [
    "percent",
    "used_bytes / size_bytes",
    "is in a ratio of 0 to 1, and the unit percent takes percent",
    "Use the unit percentunit, or multiply by 100",
  ],
  [
    "percentunit",
    "100 * used_bytes / size_bytes",
    "is in percent, and the unit percentunit takes a ratio of 0 to 1",
    "Use the unit percent, or divide by 100",
  ],
  [
    "percent",
    "rate(busy_seconds_total[5m])",
    "is in seconds per second, and the unit percent takes percent",
    undefined,
  ],
  ["s", "wait_milliseconds", "is in milliseconds, and the unit s takes seconds", "Use the unit ms, or divide by 1000"],
  ["s", "done_timestamp_seconds", "is in seconds since 1970, and the unit s takes seconds", undefined],
  [
    "dateTimeFromNow",
    "done_timestamp_seconds",
    "is in seconds since 1970, and the unit dateTimeFromNow takes milliseconds since 1970",
    "Multiply by 1000",
  ],
  ["bytes", "wait_seconds", "is in seconds, and the unit bytes takes bytes", "Use the unit s"],
  [
    "bps",
    "rate(sent_bytes_total[5m])",
    "is in bytes per second, and the unit bps takes bits per second",
    "Use the unit Bps, or multiply by 8",
  ],
  ["bytes", "quota_kilobytes", "is in kilobytes, and the unit bytes takes bytes", "Multiply by 1024"],
])("panel-unit: %s of %s", (unit, expr, message, hint) => {
  const found = pointedAt(panelUnit, panel(unit, expr), { ...known, kind: "panels" })
  expect(found).toEqual([{ at: expr, message: `The query of "Load" ${message}`, hint }])
})

test.each([
  ["percentunit", "used_bytes / size_bytes"],
  ["percent", "used_bytes / size_bytes * 100"],
  ["percentunit", "rate(busy_seconds_total[5m])"],
  ["s", "rate(busy_seconds_total[5m])"],
  ["s", "time() - done_timestamp_seconds"],
  ["dateTimeFromNow", "done_timestamp_seconds * 1000"],
  ["bytes", "rate(sent_bytes_total[5m])"],
  ["bps", "rate(sent_bytes_total[5m]) * 8"],
  ["short", "used_bytes"],
  ["percent", "unsure_ratio"],
  ["s", "rate(osd_op_latency_sum[5m]) / rate(asked_total[5m])"],
  ["percent", "failed_total"],
  ["s", "unheard_of"],
])("panel-unit: %s of %s is fine", (unit, expr) => silent(panelUnit, panel(unit, expr), { ...known, kind: "panels" }))
