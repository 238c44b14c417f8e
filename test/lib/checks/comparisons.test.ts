import { describe, expect, test } from "vitest"
import type { RuleCheck } from "@/lib/checks/check"
import { alertComparison } from "@/lib/checks/rule/alert-comparison"
import { constantComparison } from "@/lib/checks/rule/constant-comparison"
import { impossibleComparison } from "@/lib/checks/rule/impossible-comparison"
import { pointed, rule } from "@/test/support/pointed"
import { subjectOf } from "@/test/support/subject"

const metrics = `
# TYPE jobs_total counter
jobs_total 3
# TYPE temperature gauge
temperature -4
# TYPE app_info gauge
app_info{version="1"} 1`

const found = (check: RuleCheck, expr: string, name?: string) =>
  pointed(check, rule(expr, name === undefined ? {} : { alert: name }), { metrics })

describe("impossible-comparison", () => {
  test.each([
    ["count(up == 1) == 0", "== 0", "count(up == 1) is at least 1, so == 0 is never true"],
    ["count by (job) (up) < 1", "< 1", "count by (job) (up) is at least 1, so < 1 is never true"],
    ["sum by (job) (up == 0) > 0", "> 0", "sum by (job) (up == 0) is always 0, so > 0 is never true"],
    ["rate(jobs_total[5m]) < 0", "< 0", "rate(jobs_total[5m]) is never negative, so < 0 is never true"],
    ["app_info == 0", "== 0", "app_info is always 1, so == 0 is never true"],
    ["up > 1", "> 1", "up is between 0 and 1, so > 1 is never true"],
    ["temperature > 5 and temperature < 3", "< 3", "temperature is never both > 5 and < 3"],
    ["temperature > 5 and (up == 0) and temperature <= 5", "<= 5", "temperature is never both > 5 and <= 5"],
    ["(temperature > 5) < 3", "< 3", "temperature > 5 is more than 5, so < 3 is never true"],
    ["temperature > temperature", "> temperature", "temperature is compared with itself, which is never true for >"],
    ["temperature == NaN", "== NaN", "Nothing is == NaN, not even NaN itself"],
    ["absent(up) == 0", "== 0", "absent(up) is always 1, so == 0 is never true"],
    ["1 - a_bytes / b_bytes > 90", "> 90", "1 - a_bytes / b_bytes is at most 1, so > 90 is never true"],
  ])("%s", (expr, text, message) => expect(found(impossibleComparison, expr)).toEqual([{ text, message }]))

  test.each([
    "(count(up == 1) or vector(0)) == 0",
    "count(up == 1) <= 1",
    "sum(up) == 0",
    "rate(jobs_total[5m]) == 0",
    "delta(temperature[5m]) < 0",
    "up == 0",
    "temperature > 5 and temperature < 8",
    "temperature > 5 or temperature < 3",
    "temperature > 5 and temperature offset 1h < 3",
    "temperature > 5 and on (job) temperature < 3",
    "temperature{a='1'} > 5 and temperature{a='2'} < 3",
    "temperature > temperature offset 1h",
    "temperature != temperature",
    "max(temperature) > on () min(temperature)",
    "(1 - a_bytes / b_bytes) * 100 > 90",
    "unknown_info == 0",
  ])("%s stays silent", (expr) => expect(found(impossibleComparison, expr)).toEqual([]))

  test("the hints", () => {
    const hints = (expr: string) => impossibleComparison.run(subjectOf(rule(expr), { metrics })).map(({ hint }) => hint)
    expect(hints("count(up == 1) == 0")).toEqual(["Nothing is counted as no result, not as 0: absent(up == 1)"])
    expect(hints("1 - a_bytes / b_bytes > 90")).toEqual(["A share lies between 0 and 1: write 0.9, or multiply by 100"])
  })
})

describe("constant-comparison", () => {
  test.each([
    ["rate(jobs_total[5m]) >= 0", ">= 0", "rate(jobs_total[5m]) is never negative, so >= 0 is always true"],
    ["jobs_total > -1", "> -1", "jobs_total is never negative, so > -1 is always true"],
    ["up <= 1", "<= 1", "up is between 0 and 1, so <= 1 is always true"],
    ["(up < 2) and app_info == 1", "< 2", "up is between 0 and 1, so < 2 is always true"],
  ])("%s", (expr, text, message) => expect(found(constantComparison, expr)).toContainEqual({ text, message }))

  test.each([
    "rate(jobs_total[5m]) > 0",
    "count(up == 0) > 0",
    "absent(up) == 1",
    "temperature >= 0",
    "up == 1",
    "app_info == 1",
    "temperature > 5 and on (instance) jobs_total >= 0",
    "(rate(jobs_total[5m]) > 0) >= 0",
    "rate(jobs_total[5m]) / rate(jobs_total[5m]) >= 0",
  ])("%s stays silent", (expr) => expect(found(constantComparison, expr)).toEqual([]))
})

describe("alert-comparison", () => {
  test.each([
    [
      "rate(jobs_total[5m])",
      "Nothing filters the result of this expression, so X fires for each of its series, always",
    ],
    [
      "temperature + (up > bool 0)",
      "Nothing filters the result of this expression, so X fires for each of its series, always",
    ],
    ["temperature and up", "Nothing filters the result of this expression, so X fires for each of its series, always"],
  ])("%s", (expr, message) => expect(found(alertComparison, expr)).toEqual([{ text: "", message }]))

  test.each([
    ["temperature > bool 5", "bool", "With bool the comparison gives 0 or 1 and filters nothing, so X always fires"],
    [
      "up == 0 or temperature",
      "temperature",
      'Nothing filters this side of "or", so X fires for each of its series, always',
    ],
    [
      "(temperature > 5) or vector(0)",
      "vector(0)",
      'Nothing filters this side of "or", so X fires for each of its series, always',
    ],
  ])("%s", (expr, text, message) => expect(found(alertComparison, expr)).toEqual([{ text, message }]))

  test.each([
    "temperature > 5",
    "(temperature > 5) * 100",
    "absent(up)",
    "temperature unless up",
    "temperature and up == 1",
    "temperature and on (job) (up == 1)",
    'job_state{state="failed"}',
    "count(up == 0)",
    "(temperature > bool 5) * (up == 1)",
    "(temperature > bool 5) == 1",
    "((temperature > 5) or vector(0)) > 3",
  ])("%s stays silent", (expr) => expect(found(alertComparison, expr)).toEqual([]))

  test.each(["Watchdog", "DeadMansSwitch", "PrometheusAlertmanagerE2eDeadManSwitch"])("%s fires on purpose", (name) =>
    expect(found(alertComparison, "vector(1)", name)).toEqual([]),
  )
})
