import { describe, expect, test } from "vitest"
import { parseCapture } from "@/lib/catalog/capture"

const HEAD = `# CAPTURE exporter: x
# CAPTURE exporter-version: 1.0
# CAPTURE target: y
# CAPTURE captured: 2026-01-01T00:00:00Z
# CAPTURE url: http://127.0.0.1:1/metrics
`

function samples(text: string) {
  return [...(parseCapture("a.prom", HEAD + text).capture?.samples ?? [])].map(
    ([name, { labels, series, family }]) => ({
      name,
      family: family.name,
      type: family.type,
      labels: Object.fromEntries([...labels].map(([label, values]) => [label, [...values]])),
      series,
    }),
  )
}

describe("what real exporters write", () => {
  test("labels with every escape, trailing commas and spaces", () => {
    expect(samples('m{a="x\\"y",b="c\\\\d", c="e}f",} 1 1700000000000\n')[0]?.labels).toEqual({
      a: ['x"y'],
      b: ["c\\d"],
      c: ["e}f"],
    })
  })
  test("special values", () => {
    const { capture } = parseCapture("a.prom", `${HEAD}m 1\nn +Inf\no -Inf\np NaN\nq 1e-5\n`)
    expect(capture?.families.map(({ samples }) => samples[0]?.value)).toEqual([
      1,
      Infinity,
      -Infinity,
      Number.NaN,
      1e-5,
    ])
  })
  test("histogram samples belong to their family", () => {
    const text = '# TYPE h histogram\nh_bucket{le="1"} 1\nh_sum 2\nh_count 3\n'
    expect(samples(text).map(({ name, family, type }) => [name, family, type])).toEqual([
      ["h_bucket", "h", "histogram"],
      ["h_sum", "h", "histogram"],
      ["h_count", "h", "histogram"],
    ])
  })
  test("a gauge that ends in _count is a family of its own", () => {
    expect(samples("# TYPE a gauge\na 1\n# TYPE a_count gauge\na_count 2\n").map(({ family }) => family)).toEqual([
      "a",
      "a_count",
    ])
  })
  test("repeated HELP, UNIT lines and comments are accepted", () => {
    expect(samples("# HELP a first\n# HELP a second\n# UNIT a seconds\n# any\na 1\n")).toHaveLength(1)
  })
  test("values of a label are collected over all series", () => {
    expect(samples('m{a="1"} 1\nm{a="2"} 1\n')[0]).toMatchObject({ labels: { a: ["1", "2"] }, series: 2 })
  })
})

test.each([
  ["garbage", "what is this"],
  ["no value", "m"],
  ["an unclosed label", 'm{a="b} 1'],
  ["a value that is no number", "m one"],
])("%s is a problem at its line", (_, line) => {
  expect(parseCapture("a.prom", `${HEAD}ok 1\n${line}\n`).problems).toMatchObject([{ line: 7, check: "capture" }])
})

test("a capture without metrics proves nothing", () => {
  expect(parseCapture("a.prom", HEAD).problems).toMatchObject([{ message: "The capture has no metrics" }])
})
