import { expect, test } from "vitest"
import { documentOf, rankKey, smallest } from "@/lib/search/best"
import { random } from "./oracle"

test("a key knows its document, and orders by score, then by number", () => {
  const scored = [
    [0.5, 7],
    [0.5, 3],
    [12_000.25, 1_000_000],
    [0, 0],
  ] as const
  const keys = scored.map(([score, document]) => rankKey(score, document))
  expect(keys.map(documentOf)).toEqual([7, 3, 1_000_000, 0])
  expect(keys.toSorted((a, b) => a - b).map(documentOf)).toEqual([1_000_000, 3, 7, 0])
})

test.each([0, 1, 5, 100, 999, 2_000])("the %i smallest of a thousand are those that sorting gives", (count) => {
  const next = random(count + 1)
  for (let round = 0; round < 20; round += 1) {
    const keys = Float64Array.from({ length: 1_000 }, () => Math.floor(next() * 500) - 250)
    const before = [...keys]
    expect([...smallest(keys, count)]).toEqual(before.toSorted((a, b) => a - b).slice(0, count))
    expect([...keys]).toEqual(before)
  }
})
