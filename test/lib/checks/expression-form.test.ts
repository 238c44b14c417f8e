import { describe, expect, test } from "vitest"
import { absentArgument } from "@/lib/checks/rule/absent-argument"
import { absentMatcher } from "@/lib/checks/rule/absent-matcher"
import { recordingDependency } from "@/lib/checks/rule/recording-dependency"
import { recordingName } from "@/lib/checks/rule/recording-name"
import { regexpMatcher } from "@/lib/checks/rule/regexp-matcher"
import { pointed, rule } from "@/test/support/pointed"
import { findings, subjectOf } from "@/test/support/subject"

describe("absent-matcher", () => {
  test.each([
    ["absent(up)", "up", "absent(up) is silent while any job has up, and its alert carries no label"],
    ['absent(up{job=~"a.*"})', 'up{job=~"a.*"}', "absent() takes no label from job=~, so its alert carries none"],
    [
      "absent_over_time(up[5m])",
      "up",
      "absent_over_time(up) is silent while any job has up, and its alert carries no label",
    ],
    ["up == 0 or absent(up)", "up", "absent(up) is silent while any job has up, and its alert carries no label"],
  ])("%s", (expr, text, message) => expect(pointed(absentMatcher, rule(expr))).toEqual([{ text, message }]))

  test.each([
    'absent(up{job="a"})',
    'absent(up{job="a", instance=~".*"})',
    'absent(sum(up{job=~"a"}))',
    "sum(x) or 0 * absent(x)",
    "x > 5 unless absent(x)",
  ])("%s stays silent", (expr) => expect(pointed(absentMatcher, rule(expr))).toEqual([]))
})

describe("absent-argument", () => {
  test.each([
    [
      "absent(sum(x) or vector(0))",
      "sum(x) or vector(0)",
      "sum(x) or vector(0) always returns something, so absent() is never true",
    ],
    [
      'absent(up{job="a"} == 0)',
      'up{job="a"} == 0',
      'up{job="a"} == 0 is missing while everything is up, so absent() is true when all is well',
    ],
    ["absent(0 == up)", "0 == up", "0 == up is missing while everything is up, so absent() is true when all is well"],
  ])("%s", (expr, text, message) => expect(pointed(absentArgument, rule(expr))).toEqual([{ text, message }]))

  test.each([
    "absent(up == 1)",
    "absent(sum(x))",
    "absent(x == 0)",
    "absent(up == bool 0)",
    "absent(up == 0 and x)",
    "absent(sum(x)) or vector(0)",
  ])("%s stays silent", (expr) => expect(pointed(absentArgument, rule(expr))).toEqual([]))

  test("the hint turns it round", () =>
    expect(absentArgument.run(subjectOf(rule('absent(up{job="a"} == 0)')))[0]?.hint).toBe(
      'Write absent(up{job="a"} == 1), or up{job="a"} == 0 without absent()',
    ))
})

describe("regexp-matcher", () => {
  test.each([
    ['job=~"api"', '"api" is a plain text and needs no =~', 'Write job="api"'],
    ['job!~"None"', '"None" is a plain text and needs no !~', 'Write job!="None"'],
    [
      'instance=~"10\\\\.0\\\\.0\\\\.1"',
      '"10\\.0\\.0\\.1" is a plain text and needs no =~',
      'Write instance="10.0.0.1"',
    ],
    ['instance=~"10.0.0.1"', '"10.0.0.1" is a plain text and needs no =~', 'Write instance="10.0.0.1"'],
    ['code=~"^5..$"', "Prometheus anchors regular expressions at both ends itself", 'Write code=~"5.."'],
    ['code=~"^(a|b)$"', "Prometheus anchors regular expressions at both ends itself", 'Write code=~"(a|b)"'],
    ['code=~"^200$"', "Prometheus anchors regular expressions at both ends itself", 'Write code="200"'],
    [
      'job=~".*"',
      'job=~".*" matches everything, also series without job',
      'Leave it out, or write job!="" for series that have it',
    ],
    ['job!~".*"', 'job!~".*" matches nothing', 'job="" is what series without job have'],
    ['job=~"web*"', '"web*" is no wildcard: the star repeats the "b" alone', 'Write job=~"web.*"'],
    ['job=~"api|web-*|db*"', '"web-*" is no wildcard: the star repeats the "-" alone', 'Write job=~"api|web-.*|db.*"'],
    ['job=~"a|b|a"', 'The alternative "a" is there twice', 'Write job=~"a|b"'],
    [
      'instance=~"10.0.0.1|10.0.0.2"',
      "The dots in 10.0.0.1 match any character",
      'Write instance=~"10\\\\.0\\\\.0\\\\.1|10\\\\.0\\\\.0\\\\.2"',
    ],
  ])("%s", (matcher, message, hint) => {
    const text = rule(`up{a="b", ${matcher}} == 0`)
    expect(pointed(regexpMatcher, text)).toEqual([{ text: matcher, message }])
    expect(regexpMatcher.run(subjectOf(text))[0]?.hint).toBe(hint)
  })

  test.each([
    'job="api"',
    'code=~"5.."',
    'job=~".+"',
    'job=~"a|b"',
    'job=~"a|"',
    'job=~"web.*"',
    'job=~"[0-9]*"',
    'job=~"\\\\d*"',
    'job=~"^a|b$"',
    'host=~"db1.example.com"',
    'price=~"5\\\\$"',
  ])("%s stays silent", (matcher) => expect(pointed(regexpMatcher, rule(`up{${matcher}} == 0`))).toEqual([]))
})

describe("recording-name", () => {
  const named = (record: string, expr: string, more = {}) =>
    findings(recordingName, JSON.stringify([{ record, expr, ...more }]))

  test.each([
    ["job_errors", "sum by (job) (x)", "job_errors does not tell its level and operations"],
    [
      "instance:x:sum",
      "sum by (job) (x)",
      "instance:x:sum says that it has the label instance, but the expression drops it (it keeps job)",
    ],
    ["job:x:rate5m", "sum by (job) (rate(x[1m]))", "job:x:rate5m says 5m, but the expression looks back over 1m"],
    [
      "job:x:rate_5m",
      "sum by (job) (rate(x[1m]) + rate(y[2m]))",
      "job:x:rate_5m says 5m, but the expression looks back over 1m, 2m",
    ],
  ])("%s: %s", (record, expr, message) => expect(named(record, expr)).toEqual([message]))

  test.each([
    ["job:x:rate5m", "sum by (job) (rate(x[5m]))"],
    ["job:x:rate1h", "sum by (job) (rate(x[60m]))"],
    ["instance:x:sum", "sum by (job, instance) (x)"],
    ["instance:x:max", "max without (mode) (x)"],
    [":x:sum", "sum(x)"],
    ["node:x:", "x"],
    ["cluster:x:sum", "sum(x)"],
    ["job:x_ratio:rate5m", "job:x:rate5m / job:y:rate5m"],
    ["job:x:rate5m_p99", "histogram_quantile(0.99, sum by (job, le) (rate(x_bucket[5m])))"],
  ])("%s: %s is fine", (record, expr) => expect(named(record, expr)).toEqual([]))

  test("a label of the rule itself is there", () =>
    expect(named("instance:x:sum", "sum(x)", { labels: { instance: "all" } })).toEqual([]))
})

describe("recording-dependency", () => {
  const later = { record: "job:x:sum", expr: "sum by (job) (x)" }
  const found = (...rules: object[]) => pointed(recordingDependency, JSON.stringify(rules))

  test("a recording further down", () =>
    expect(found({ alert: "A", expr: "up == 0 and job:x:sum > 5" }, later)).toEqual([
      {
        text: "job:x:sum",
        message: "job:x:sum is recorded further down in this group, so its value here is that of the evaluation before",
      },
    ]))
  test("a recording that uses itself", () =>
    expect(found({ record: "job:x:max", expr: "x > job:x:max or job:x:max" })).toEqual(
      Array(2).fill({ text: "job:x:max", message: "job:x:max uses itself: it keeps what it once had" }),
    ))

  test.each([
    [[later, { alert: "A", expr: "job:x:sum > 5" }]],
    [[{ alert: "A", expr: "avg_over_time(job:x:sum[1h]) > 5" }, later]],
    [[{ alert: "A", expr: "job:x:sum offset 1h > 5" }, later]],
    [[{ alert: "A", expr: "job:y:sum > 5" }, later]],
    [[later, { alert: "A", expr: "job:x:sum > 5" }, { ...later, labels: { a: "b" } }]],
  ])("%j stays silent", (rules) => expect(found(...rules)).toEqual([]))
})
