import { expect, test } from "vitest"
import { type Box, height, stepPath } from "@/lib/timeline/step-path"

const box: Box = { width: 100, height: 10, endMs: 4, low: 0, high: 10 }
const gap = undefined

test.each([
  ["a constant", [5, 5, 5, 5, 5], "M0 5H100"],
  ["a step", [0, 0, 10, 10, 10], "M0 10H50V0H100"],
  ["a gap", [0, gap, 10, 10, gap], "M0 10H25M50 0H100"],
  ["a series that begins later", [gap, 10], "M25 0H25"],
  ["values behind the end", [0, 0, 0, 0, 0, 10], "M0 10H100"],
  ["more than the edges", [20, -5, Number.POSITIVE_INFINITY, Number.NaN, 0], "M0 0H25V10H50V0H75V10H100V10H100"],
])("%s", (_, values, path) => expect(stepPath({ stepMs: 1, values }, box)).toBe(path))

test("many steps become a line through the corners", () => {
  const up = Array.from({ length: 300 }, (_, i) => i)
  const down = Array.from({ length: 300 }, (_, i) => 300 - i)
  const wide = { ...box, endMs: 599, high: 300 }
  expect(stepPath({ stepMs: 1, values: [...up, ...down] }, wide)).toBe("M0 10L50.1 0L100 10")
})

test("a box without height draws in its middle", () => {
  expect(height(3, { ...box, low: 3, high: 3 })).toBe(5)
})
