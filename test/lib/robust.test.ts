import { describe, expect, test, vi } from "vitest"
import { fuzz, grow } from "../fuzz/robust/harness"
import { targets } from "../fuzz/robust/targets"

// A machine that is busy with other tests may stretch seconds; what is measured is time of the processor.
vi.setConfig({ testTimeout: 60_000 })

// The long run is the command test/fuzz/robust.ts; this one is short and always the same.
describe("hostile text is refused in words and in time", () => {
  test.each(targets().map((target) => [target.name, target] as const))("%s", (_, target) => {
    expect(fuzz(target, target.weight * 8, 11)).toEqual([])
  })
})

describe("time grows with the text", () => {
  const quick = targets().filter(({ name }) => ["promql", "promql tokens", "templates", "exposition"].includes(name))
  test.each(quick.map((target) => [target.name, target] as const))("%s", (_, target) => {
    const { inputs, findings } = grow(target, 1_000, 16_500, 24)
    expect(inputs).toBeGreaterThan(15)
    expect(findings).toEqual([])
  })
})

test("a reader that throws, and one that is slow, are found", () => {
  const [target] = targets()
  if (!target) throw new Error("no targets")
  const throwing = { ...target, run: () => JSON.parse("{") }
  expect(fuzz(throwing, 3, 1)[0]?.what).toMatch(/^SyntaxError/)
  const square = { ...target, run: everyPair }
  expect(grow(square, 2_000, 32_000, 1_000).findings.length).toBeGreaterThan(0)
})

/** What a quadratic reader does. */
function everyPair(text: string): void {
  let equal = 0
  for (let i = 0; i < text.length; i++)
    for (let j = 0; j < text.length; j++) if (text.charCodeAt(i) === text.charCodeAt(j)) equal++
  expect(equal).toBeGreaterThan(0)
}
