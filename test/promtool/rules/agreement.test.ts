import { describe, expect, test } from "vitest"
import { PROFILES } from "@/lib/promql/profile"
import { promtoolVersion } from "../promql/oracle"
import { CASES } from "./cases"
import { mutants } from "./mutate"
import { promtoolVerdicts } from "./oracle"
import { SEEDS } from "./seeds"
import { ourErrors } from "./verdict"

const version = promtoolVersion()
const profile = PROFILES.find((known) => known === version)

if (!profile) {
  const found = version === undefined ? "no promtool on PATH" : `no profile for promtool ${version}`
  console.warn(`SKIPPED: agreement with promtool was not checked, ${found}`)
  test.runIf(process.env.CI === "true")("promtool must be there in CI", () => expect.fail(found))
}

function disagreements(files: readonly string[]) {
  const verdicts = promtoolVerdicts(files)
  return files.flatMap((text, i) => {
    const [problem] = ourErrors(text, profile ?? "3.5")
    if ((problem === undefined) === (verdicts[i] === undefined)) return []
    return [{ text, promtool: verdicts[i] ?? "accepts", ours: problem?.message ?? "accepts" }]
  })
}

describe.skipIf(!profile)(`verdicts of promtool ${version}`, () => {
  test("on hand-written rule files", () => {
    const files = CASES.map(({ text }) => text)
    expect(files.length).toBeGreaterThan(250)
    expect(disagreements(files)).toEqual([])
  })

  test("on files that are not UTF-8", () => {
    const latin1 = Uint8Array.from([...Buffer.from("groups: []\n# "), 0xe9, 0x0a])
    const utf16 = Uint8Array.from([0xff, 0xfe, ...Buffer.from("groups: []\n", "utf16le")])
    const verdicts = promtoolVerdicts([latin1, utf16])
    expect(verdicts.map((verdict) => verdict === undefined)).toEqual([false, true])
    expect([latin1, utf16].map((bytes) => ourErrors(bytes, profile ?? "3.5").length)).toEqual([1, 0])
  })

  test("on the files that mutations start from", () => {
    expect(promtoolVerdicts(SEEDS)).toEqual(SEEDS.map(() => undefined))
    expect(disagreements(SEEDS)).toEqual([])
  })

  test("on mutated rule files", () => {
    const files = mutants(SEEDS, 1_000, 42).map(({ text }) => text)
    expect(disagreements(files)).toEqual([])
  })
})
