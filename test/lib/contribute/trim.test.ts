import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"
import { parseExposition } from "@/lib/catalog/exposition"
import { trim, trimmedNote } from "@/lib/contribute/trim"

const samples = (text: string) => text.split("\n").filter((line) => line !== "" && !line.startsWith("#"))

test("small families stay, a large one keeps every value of its small labels", () => {
  const large = Array.from(
    { length: 1_000 },
    (_, i) => `rows{table="t${i}",kind="${["live", "dead", "odd"][i < 999 ? i % 2 : 2]}"} ${i}`,
  )
  const text = ["# TYPE rows gauge", ...large, "# TYPE up_x gauge", "up_x 1", ""].join("\n")
  const { text: out, trimmed } = trim(text, 50)
  expect(trimmed).toEqual([{ family: "rows", kept: 50, series: 1_000, complete: ["kind"] }])
  expect(trimmedNote(trimmed[0] ?? { family: "", kept: 0, series: 0, complete: [] })).toBe(
    "rows: 50 of 1000 series are kept, every value of kind among them",
  )
  expect(samples(out)).toHaveLength(51)
  expect(new Set(samples(out).map((line) => /kind="(\w+)"/.exec(line)?.[1]))).toEqual(
    new Set(["live", "dead", "odd", undefined]),
  )
  // From all over the family, not only its beginning.
  expect(samples(out).some((line) => Number(/table="t(\d+)"/.exec(line)?.[1]) > 900)).toBe(true)
  expect(samples(text).filter((line) => samples(out).includes(line))).toEqual(samples(out))
})

test("a histogram keeps all buckets, sum and count of what it keeps, a summary all quantiles", () => {
  const path = (i: number) =>
    ["0.1", "1", "+Inf"]
      .map((le) => `d_bucket{path="p${i}",le="${le}"} ${i}`)
      .concat(`d_sum{path="p${i}"} 1`, `d_count{path="p${i}"} 1`)
  const text = ["# TYPE d histogram", ...Array.from({ length: 40 }, (_, i) => path(i)).flat(), ""].join("\n")
  const { text: out, trimmed } = trim(text, 4)
  expect(trimmed.map(({ kept, series }) => [kept, series])).toEqual([[4, 40]])
  const paths = new Map<string, number>()
  for (const line of samples(out)) {
    const name = /path="(\w+)"/.exec(line)?.[1] ?? ""
    paths.set(name, (paths.get(name) ?? 0) + 1)
  }
  expect([...paths.values()]).toEqual([5, 5, 5, 5])
})

test("of a real capture no metric and no label gets lost, whatever the limit", { timeout: 60_000 }, () => {
  const file = new URL("../../../catalog/postgres-exporter/captures/0.20.1.prom", import.meta.url)
  const text = readFileSync(fileURLToPath(file), "utf8")
  const before = parseExposition(text)
  for (const limit of [1, 3, 20]) {
    const after = parseExposition(trim(text, limit).text)
    expect([...after.samples.keys()]).toEqual([...before.samples.keys()])
    expect(after.faults).toEqual([])
    for (const family of after.families) {
      const labels = new Set(family.samples.map(({ labels: { le, quantile, ...own } }) => JSON.stringify(own)))
      expect(labels.size, family.name).toBeLessThanOrEqual(limit)
    }
  }
})
