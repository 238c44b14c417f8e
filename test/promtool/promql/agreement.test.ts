import { describe, expect, test } from "vitest"
import { parse } from "@/lib/promql/parse"
import { PROFILES } from "@/lib/promql/profile"
import { handWritten } from "./expressions"
import { generated } from "./generate"
import { mutated, seededRandom } from "./mutate"
import { promtoolFaults, promtoolVersion } from "./oracle"

const version = promtoolVersion()
const profile = PROFILES.find((known) => known === version)

if (!profile) {
  const found = version === undefined ? "no promtool on PATH" : `no profile for promtool ${version}`
  console.warn(`SKIPPED: agreement with promtool was not checked, ${found}`)
  test.runIf(process.env.CI === "true")("promtool must be there in CI", () => expect.fail(found))
}

function disagreements(expressions: readonly string[]) {
  const faults = promtoolFaults(expressions)
  return expressions.flatMap((expression, i) => {
    const result = parse(expression, { profile: profile ?? "3.5" })
    if (result.ok === (faults[i] === undefined)) return []
    return [{ expression, promtool: faults[i] ?? "accepts", ours: result.ok ? "accepts" : result.error.message }]
  })
}

describe.skipIf(!profile)(`verdicts of promtool ${version}`, () => {
  test("on hand-written expressions", () => {
    const expressions = handWritten()
    expect(expressions.length).toBeGreaterThan(300)
    expect(disagreements(expressions)).toEqual([])
  })

  test("on generated expressions", () => {
    const random = seededRandom(43)
    const made = Array.from({ length: 2_000 }, (_, i) => generated(random, { latest: i % 2 === 1 }))
    expect(disagreements(made)).toEqual([])
  })

  test("on mutated expressions", () => {
    expect(disagreements(mutated(handWritten(), 4_000, seededRandom(42)))).toEqual([])
  })
})
