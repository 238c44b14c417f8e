import { beforeAll, expect, test } from "vitest"
import { parseCapture } from "@/lib/catalog/capture"
import type { Entry } from "@/lib/catalog/entry"
import { metricFacts, metricNames } from "@/lib/catalog/metric-facts"
import { demoEntry } from "@/test/support/demo"

const HEAD = `# CAPTURE exporter: demo_exporter
# CAPTURE exporter-version: 1.2.0
# CAPTURE target: Demo 5
# CAPTURE captured: 2026-11-01T00:00:00Z
# CAPTURE url: http://127.0.0.1:9999/metrics
`

let demo: Entry

beforeAll(async () => {
  demo = await demoEntry()
})

/** The demo entry with one version for each list of captures, newest first; the first capture of each is the normal state. */
function entryOf(...versions: [string, ...string[]][]): Entry {
  return {
    ...demo,
    metrics: [],
    versions: versions.map(([version, ...texts]) => ({
      version,
      capture: "captures/x.prom",
      states: texts
        .slice(1)
        .map((_, i) => ({ name: `state-${i}`, description: `State ${i}`, capture: "captures/y.prom" })),
      captures: texts.flatMap((text) => parseCapture("x.prom", HEAD + text).capture ?? []),
    })),
  }
}

test("values, labels and versions of a gauge over captures and versions", () => {
  const entry = entryOf(
    [
      "2.0.0",
      '# HELP used Bytes in use.\n# TYPE used gauge\nused{pool="a"} 5\nused{pool="b"} 7',
      '# TYPE used gauge\nused{pool="a"} -1',
    ],
    ["1.0.0", "# TYPE used gauge\nused 3"],
    ["0.9.0", "other 1"],
  )
  expect(metricFacts(entry, "used")).toEqual({
    name: "used",
    type: "gauge",
    help: "Bytes in use.",
    sampleNames: ["used"],
    captures: [
      { version: "2.0.0", series: 2, low: 5, high: 7 },
      { version: "2.0.0", state: "state-0", description: "State 0", series: 1, low: -1, high: -1 },
      { version: "1.0.0", series: 1, low: 3, high: 3 },
    ],
    versions: ["2.0.0", "1.0.0"],
    labels: [
      {
        name: "pool",
        values: [
          { value: "a", series: 2 },
          { value: "b", series: 1 },
        ],
      },
    ],
    buckets: [],
  })
  expect(metricFacts(entry, "nothing")).toBeUndefined()
  expect(metricNames(entry)).toEqual(["other", "used"])
})

test("a histogram: one series for each set of labels, and buckets that hold only their own, also where bounds are left out", () => {
  const facts = metricFacts(
    entryOf([
      "1.0.0",
      `# TYPE took histogram
took_bucket{op="a",le="1"} 4
took_bucket{op="a",le="2"} 6
took_bucket{op="a",le="+Inf"} 6
took_sum{op="a"} 5
took_count{op="a"} 6
took_bucket{op="b",le="2"} 10
took_bucket{op="b",le="+Inf"} 11
took_sum{op="b"} 20
took_count{op="b"} 11`,
    ]),
    "took",
  )
  expect(facts?.captures).toEqual([{ version: "1.0.0", series: 2, low: 6, high: 11, observations: 17, sum: 25 }])
  expect(facts?.labels.map(({ name }) => name)).toEqual(["op"])
  expect(facts?.sampleNames).toEqual(["took_bucket", "took_sum", "took_count"])
  expect(facts?.buckets).toEqual([
    { le: "1", count: 4 },
    { le: "2", count: 12 },
    { le: "+Inf", count: 1 },
  ])
})

test("a metric that is only declared has no captures", () => {
  const declared = {
    name: "rare_seconds",
    type: "histogram" as const,
    labels: ["op"],
    help: "Rare.",
    source: "https://example.org",
    reason: "It takes a week.",
  }
  const facts = metricFacts({ ...entryOf(["1.0.0", "other 1"]), metrics: [declared] }, "rare_seconds")
  expect(facts).toMatchObject({ type: "histogram", captures: [], versions: [], labels: [{ name: "op", values: [] }] })
  expect(facts?.sampleNames).toEqual(["rare_seconds_bucket", "rare_seconds_sum", "rare_seconds_count"])
})
