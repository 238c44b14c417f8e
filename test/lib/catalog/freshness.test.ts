import { expect, test } from "vitest"
import { isStale, STALE_DAYS, verifiedAt } from "@/lib/catalog/freshness"
import { documents } from "@/lib/search/documents"
import { embeddedEngine } from "@/lib/search/embedded"
import { demoEntry } from "@/test/support/demo"

const NOW = Date.parse("2026-11-24T12:00:00Z")
const daysAgo = (days: number) => new Date(NOW - days * 86_400_000).toISOString()

test.each([
  [daysAgo(0), false],
  [daysAgo(STALE_DAYS), false],
  [daysAgo(STALE_DAYS + 0.01), true],
  [daysAgo(-1), false],
  [undefined, true],
  ["", true],
  ["last week", true],
])("verified %j is stale: %j", (time, stale) => expect(isStale(time, NOW)).toBe(stale))

test("an entry was verified at the newest recording of its newest version", async () => {
  const entry = await demoEntry()
  const [newest] = entry.versions
  if (!newest) throw new Error("the demo has no version")
  const captures = newest.captures.map((capture, i) => ({
    ...capture,
    provenance: { ...capture.provenance, captured: daysAgo(10 - i) },
  }))
  const older = {
    ...newest,
    version: "1.1.0",
    captures: captures.map((one) => ({ ...one, provenance: { ...one.provenance, captured: daysAgo(1) } })),
  }
  expect(verifiedAt({ ...entry, versions: [{ ...newest, captures }, older] })).toBe(daysAgo(9))
  expect(verifiedAt({ ...entry, versions: [{ ...newest, captures: [] }] })).toBeUndefined()
})

test("search ranks what is stale behind what fits alike, and still finds it", async () => {
  const demo = await demoEntry()
  const twins = documents([
    { ...demo, id: "a-exporter" },
    { ...demo, id: "b-exporter" },
  ])
  const first = async (stale: string[]) =>
    (
      await embeddedEngine(twins, new Set(stale)).search({ text: "memory high", filters: { type: ["alert"] } })
    ).hits.map(({ entry }) => entry)
  const order = (of: string[]) => [...new Set(of)]
  expect(order(await first([]))).toEqual(["a-exporter", "b-exporter"])
  expect((await first(["a-exporter"]))[0]).toBe("b-exporter")
  expect((await first(["b-exporter"]))[0]).toBe("a-exporter")
  expect(await first(["a-exporter"])).toHaveLength((await first([])).length)
})
