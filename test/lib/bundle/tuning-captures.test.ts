import { describe, expect, test } from "vitest"
import { captureValue } from "@/lib/bundle/tuning/capture-value"
import { captureValues, meeting } from "@/lib/bundle/tuning/captures"
import { onlyThreshold } from "@/lib/bundle/tuning/thresholds"
import { parseCapture } from "@/lib/catalog/capture"
import type { Expr } from "@/lib/promql/ast"
import { parse } from "@/lib/promql/parse"
import { demoEntry } from "@/test/support/demo"

const { capture } = parseCapture(
  "x.prom",
  `# CAPTURE exporter: x
# CAPTURE exporter-version: 1
# CAPTURE target: x
# CAPTURE captured: 2026-11-20T10:00:00Z
# CAPTURE url: http://127.0.0.1/
disk_free{device="a",mode="rw"} 10
disk_free{device="b",mode="ro"} 60
disk_size{device="a"} 100
disk_size{device="b"} 80
disk_info{device="a",model="m"} 1
started 1795168000
`,
)
if (!capture) throw new Error("the capture is broken")

const tree = (text: string): Expr => {
  const parsed = parse(text)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.expr
}
const recordings = new Map([
  ["disk:free:ratio", tree("disk_free / on (device) disk_size")],
  ["a:b:loop", tree("a:b:loop + 1")],
])
const value = (text: string) => captureValue(tree(text), capture, recordings)
const values = (text: string) => {
  const found = value(text)
  return found.known ? found.series.map(({ labels, value }) => [Object.values(labels).join(" "), value]) : found.reason
}

describe("an expression on one capture", () => {
  test.each([
    [
      "disk_free",
      [
        ["a rw", 10],
        ["b ro", 60],
      ],
    ],
    ['disk_free{mode="rw", job="any", instance=~"x.*"}', [["a rw", 10]]],
    ['disk_free{mode!~"r.", device="a"}', []],
    [
      "-disk_free + 2 * 3",
      [
        ["a rw", -4],
        ["b ro", -54],
      ],
    ],
    [
      "100 - disk_size",
      [
        ["a", 0],
        ["b", 20],
      ],
    ],
    [
      "disk_free / on (device) disk_size",
      [
        ["a rw", 0.1],
        ["b ro", 0.75],
      ],
    ],
    ["disk_free / ignoring (mode) (disk_size > 90)", [["a rw", 0.1]]],
    [
      "disk_free > bool 20",
      [
        ["a rw", 0],
        ["b ro", 1],
      ],
    ],
    ["50 < disk_free", [["b ro", 60]]],
    ["disk_free and on (device) disk_info", [["a rw", 10]]],
    ["disk_free unless on (device) disk_info", [["b ro", 60]]],
    [
      "disk_info or disk_size",
      [
        ["a m", 1],
        ["a", 100],
        ["b", 80],
      ],
    ],
    ["disk_info * on (device) group_right () disk_free", [["a rw", 10]]],
    ["sum(disk_free)", [["", 70]]],
    [
      "max by (device) (disk_free)",
      [
        ["a", 10],
        ["b", 60],
      ],
    ],
    ["count without (device, mode) (disk_free)", [["", 2]]],
    [
      "disk:free:ratio",
      [
        ["a rw", 0.1],
        ["b ro", 0.75],
      ],
    ],
    ["time() - started", [["", 1_795_168_800 - 1_795_168_000]]],
    [
      "abs(disk_free - 20)",
      [
        ["a rw", 10],
        ["b ro", 40],
      ],
    ],
    ["nothing_like_it", []],
  ])("%s", (text, result) => expect(values(text)).toEqual(result))

  test.each([
    ["rate(disk_free[5m])", "rate() needs more than one scrape"],
    ["max_over_time(disk_free[1h:1m])", "max_over_time() needs more than one scrape"],
    ["disk_free offset 5m", "it looks at another time"],
    ["up", "Prometheus makes up itself"],
    ["disk:free:ratio / rate(disk_free[1m])", "rate() needs more than one scrape"],
    ["topk(3, disk_free)", "topk() is not worked out here"],
    ["timestamp(disk_free)", "timestamp() is not worked out here"],
    ["disk_free / on () disk_size", "several series match one"],
    ["a:b:loop", "a:b:loop is recorded from itself"],
    ['{device="a"}', "it names no metric"],
  ])("%s cannot be told: %s", (text, reason) => expect(value(text)).toEqual({ known: false, reason }))
})

test("each state of the newest version tells its values and what meets a threshold", async () => {
  const entry = await demoEntry()
  const choice = onlyThreshold(tree("instance:demo_memory:ratio > 0.9"))
  if ("reason" in choice) throw new Error(choice.reason)
  const states = captureValues(entry, choice)
  expect(states).toEqual([
    { state: "normal", value: { known: true, series: [{ labels: {}, value: 0.95 }] } },
    { state: "stopped", value: { known: true, series: [] } },
  ])
  expect(states.map((state) => [meeting(state, choice, 0.9), meeting(state, choice, 0.96)])).toEqual([
    [1, 0],
    [0, 0],
  ])
})
