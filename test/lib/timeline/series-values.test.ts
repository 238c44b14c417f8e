import { expect, test } from "vitest"
import { seriesValues } from "@/lib/timeline/series-values"

const gap = undefined

test.each([
  ["", []],
  ["5", [5]],
  ["1 2 3", [1, 2, 3]],
  ["1x3", [1, 1, 1, 1]],
  ["1x0", [1]],
  ["0x10", Array(11).fill(0)],
  ["0+10x3", [0, 10, 20, 30]],
  ["-2+4x3", [-2, 2, 6, 10]],
  ["1-2x4", [1, -1, -3, -5, -7]],
  ["1e3-2.5e2x2", [1000, 750, 500]],
  [".5 5. +7", [0.5, 5, 7]],
  ["1 _x3 stale", [1, gap, gap, gap, "stale"]],
  ["_x0 5", [5]],
  ["_ 4", [gap, 4]],
  ["Inf -inf NaN", [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN]],
  [" 1\n\t2 ", [1, 2]],
])("%j", (text, values) => expect(seriesValues(text)).toEqual({ ok: true, values }))

test("a run adds step by step, so that it rounds as promtool does", () => {
  const found = seriesValues("0+0.1x3")
  expect(found.ok && found.values[3]).toBe(0.1 + 0.1 + 0.1)
})

test.each([
  ["1 2_", 2, '"2_" is no value'],
  ["1+1", 0, '"1+1" is no value'],
  ["Infx3", 0, '"Infx3" is no value'],
  ["5 Stale", 2, '"Stale" is no value'],
  ["1x-2", 0, '"1x-2" is no value'],
  ["1 _ x3", 4, '"x3" is no value'],
  ["1 {{schema:1}}", 2, "native histograms are not drawn"],
  ["1x99999999", 0, "more than 600000 samples"],
])("%j is refused", (text, at, message) => expect(seriesValues(text)).toEqual({ ok: false, at, message }))
