import { describe, expect, test } from "vitest"
import { print } from "@/lib/promql/print"
import { replaceThreshold, withMatchers, withThreshold } from "@/lib/promql/rewrite"
import { comparison, comparisons } from "@/lib/promql/threshold"
import { parsed } from "./parsed"

describe("comparison", () => {
  test.each([
    ["a > 0.9", ">", 0.9],
    ["(a >= 5 * 60)", ">=", 300],
    ["5 < a", ">", 5],
    ["a == bool -1", "==", -1],
    ["a < 10 and b > 1", "<", 10],
    ["a > 1h unless b", ">", 3_600],
    ["a > b", ">", undefined],
    ["a != (2 ^ 3)", "!=", 8],
  ])("of %s is %s %s", (text, op, threshold) => {
    const found = comparison(parsed(text))
    expect([found?.op, found?.threshold]).toEqual([op, threshold])
  })

  test.each(["a", "a or b > 1", "sum(a > 1)", "a + 1"])("of %s is none", (text) => {
    expect(comparison(parsed(text))).toBeUndefined()
  })
})

test.each([
  ["a > 0.9", 0.95, "a > 0.95"],
  ["(a > 5 * 60) and b > 1", 10, "(a > 10) and b > 1"],
  ["5 < a", 1e21, "1e+21 < a"],
  ["a > 1h", Number.NEGATIVE_INFINITY, "a > -Inf"],
])("%s with threshold %s is %s", (text, threshold, rewritten) => {
  const expr = parsed(text)
  const result = withThreshold(expr, threshold)
  expect(result && print(result)).toBe(rewritten)
  expect(expr).toEqual(parsed(text))
})

test("a comparison without a number has no threshold to replace", () => {
  expect(withThreshold(parsed("a > b"), 1)).toBeUndefined()
})

test("every comparison can be replaced by itself", () => {
  const expr = parsed("a > 1 and sum(b < 2) > c")
  const all = comparisons(expr).map((found) => print(replaceThreshold(expr, found, 9)))
  expect(all).toEqual(["a > 9 and sum(b < 2) > c", "a > 1 and sum(b < 2) > c", "a > 1 and sum(b < 9) > c"])
})

describe("withMatchers", () => {
  const cluster = [{ label: "cluster", op: "=", value: 'a"b' }] as const
  test.each([
    ["a", 'a{cluster="a\\"b"}'],
    ['rate(a{x="y"}[5m]) / on (z) b', 'rate(a{x="y", cluster="a\\"b"}[5m]) / on (z) b{cluster="a\\"b"}'],
    ['a{cluster="a\\"b"}', 'a{cluster="a\\"b"}'],
    ["topk(scalar(a), b)[1h:]", 'topk(scalar(a{cluster="a\\"b"}), b{cluster="a\\"b"})[1h:]'],
  ])("%s", (text, rewritten) => expect(print(withMatchers(parsed(text), cluster))).toBe(rewritten))

  test("only where asked, and with names that need quotes", () => {
    const added = [{ label: "k8s.pod", op: "!~", value: "x|y" }] as const
    const result = withMatchers(parsed("a / b"), added, ({ metric }) => metric?.name === "b")
    expect(print(result)).toBe('a / b{"k8s.pod"!~"x|y"}')
  })
})
