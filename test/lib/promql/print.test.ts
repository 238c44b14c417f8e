import { describe, expect, test } from "vitest"
import { minimumVersion } from "@/lib/promql/minimum-version"
import { parse } from "@/lib/promql/parse"
import { print } from "@/lib/promql/print"
import { handWritten } from "../../promtool/promql/expressions"
import { parsed, withoutSpans } from "./parsed"

test.each([
  ["sum(rate(a[5m]))by(x,y)/2", "sum by (x, y) (rate(a[5m])) / 2"],
  ["a{b='c',d=~`e\\.f`}", 'a{b="c", d=~"e\\\\.f"}'],
  ["a==bool on(x)group_left b", "a == bool on (x) group_left () b"],
  ["a @ start() offset -5m", "a offset -5m @ start()"],
  ["topk(3,a)", "topk(3, a)"],
  ["max_over_time(a[1h:])", "max_over_time(a[1h:])"],
  ["a > 5m # comment", "a > 5m"],
  ['{"a.b","c.d"="e"}', '{"a.b", "c.d"="e"}'],
  ["'\\xe9\\x00'", '"\\ufffd\\u0000"'], // bytes that are no UTF-8 cannot be kept in a string
  ["(-a)", "(-a)"],
])("%s prints as %s", (text, printed) => expect(print(parsed(text))).toBe(printed))

test("what is printed parses to the same tree", () => {
  const valid = handWritten().filter((text) => parse(text).ok)
  expect(valid.length).toBeGreaterThan(400)
  for (const text of valid) {
    const tree = parsed(text)
    expect(withoutSpans(parsed(print(tree))), text).toEqual(withoutSpans(tree))
  }
})

describe("minimumVersion", () => {
  test.each([
    ["sum by (a) (b)", "2.42"],
    ["holt_winters_total > 5", "2.42"],
    ["a > 5m", "3.5"],
    ["a[+5m]", "3.5"],
    ['{"a"}', "2.53"],
    ["histogram_avg(a)", "2.53"],
    ['sum by ("a") (b)', "3.5"],
  ])("of %s is %s", (text, version) => expect(minimumVersion(parsed(text))).toBe(version))
})
