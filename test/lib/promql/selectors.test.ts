import { expect, test } from "vitest"
import { selectors } from "@/lib/promql/selectors"
import { parsed } from "./parsed"

test.each([
  ["up", [{ metric: "up", around: [] }]],
  [
    "sum(rate(a[5m] offset 1h))",
    [{ metric: "a", rangeMs: 300_000, offsetMs: 3_600_000, call: "rate", around: ["rate", "sum"] }],
  ],
  [
    "abs(sum(a) - b)",
    [
      { metric: "a", call: "abs", around: ["sum", "abs"] },
      { metric: "b", call: "abs", around: ["abs"] },
    ],
  ],
  ["rate(a[5m])[1h:1m]", [{ metric: "a", rangeMs: 300_000, call: "rate", around: ["rate"] }]],
  ["max_over_time(a[1h:])", [{ metric: "a", call: "max_over_time", around: ["max_over_time"] }]],
  [
    '{__name__="a"} or {__name__=~"b.*"} or {"c"}',
    [{ metric: "a", around: [] }, { around: [] }, { metric: "c", around: [] }],
  ],
])("of %s", (text, expected) => {
  expect(selectors(parsed(text)).map(({ matchers, start, end, ...rest }) => rest)).toEqual(expected)
})

test("spans and matchers point into the text", () => {
  const text = 'time() - max(a{job="x"}[5m] offset 5m)'.replace("max(", "rate(")
  const [selector] = selectors(parsed(text))
  expect(text.slice(selector?.start, selector?.end)).toBe('a{job="x"}[5m] offset 5m')
  expect(selector?.matchers.map(({ label, op, value }) => [label.name, op, value.text])).toEqual([["job", "=", "x"]])
})
