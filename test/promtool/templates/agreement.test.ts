import { describe, expect, test } from "vitest"
import { parseTemplate } from "@/lib/templates/parse"
import { PROFILES } from "@/lib/templates/profile"
import { seededRandom } from "../promql/mutate"
import { promtoolVersion } from "../promql/oracle"
import { constants, mutated } from "./mutate"
import { templateFaults } from "./oracle"
import { handWritten } from "./templates"

const version = promtoolVersion()
const profile = PROFILES.find((known) => known === version)

if (!profile) {
  const found = version === undefined ? "no promtool on PATH" : `no profile for promtool ${version}`
  console.warn(`SKIPPED: agreement on templates was not checked, ${found}`)
  test.runIf(process.env.CI === "true")("promtool must be there in CI", () => expect.fail(found))
}

function disagreements(templates: readonly string[]) {
  const faults = templateFaults(templates)
  return templates.flatMap((template, i) => {
    const result = parseTemplate(template, { profile: profile ?? "3.5" })
    if (result.ok === (faults[i] === undefined)) return []
    return [{ template, promtool: faults[i] ?? "accepts", ours: result.ok ? "accepts" : result.error.message }]
  })
}

describe.skipIf(!profile)(`verdicts of promtool ${version} on templates`, () => {
  const categories = handWritten()

  test.each([...categories])("written by hand: %s", (_, templates) => {
    expect(templates.length).toBeGreaterThan(15)
    expect(disagreements(templates)).toEqual([])
  })

  test("mutated", () => {
    const seeds = [...categories.values()].flat()
    expect(disagreements(mutated(seeds, 3_000, seededRandom(42)))).toEqual([])
  })

  test("constants", () => {
    expect(disagreements(constants(1_000, seededRandom(42)))).toEqual([])
  })
})
