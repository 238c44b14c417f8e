import { expect, test } from "vitest"
import { scenes, seriesOf } from "@/lib/checks/capture-series"
import { parse } from "@/lib/promql/parse"
import { subjectOf } from "@/test/support/subject"

const metrics = `
# TYPE disk_free gauge
disk_free{device="sda"} 4
disk_free{device="sdb"} 0
# TYPE disk_size gauge
disk_size{device="sda"} 8
disk_size{device="sdb"} 0
# TYPE reads_total counter
reads_total{device="sda"} 9
# TYPE host_info gauge
host_info{os="linux"} 1
# TYPE wait_seconds histogram
wait_seconds_bucket{le="1"} 3
wait_seconds_bucket{le="+Inf"} 4
wait_seconds_sum 3
wait_seconds_count 4`
const recordings = '[{ record: "instance:disk_free:sum", expr: "sum by (job, instance) (disk_free)" }]'

function shown(text: string): string[] | undefined {
  const subject = subjectOf(recordings, { metrics })
  const result = parse(text)
  if (!result.ok) throw new Error(result.error.message)
  const [scene] = scenes(result.expr, subject)
  return (scene && seriesOf(result.expr, scene))?.map(({ labels, value, certain }) => {
    const own = Object.entries(labels).filter(([name]) => name !== "instance")
    return `${own
      .map(([name, text]) => `${name}=${text}`)
      .sort()
      .join(" ")} ${value ?? "?"}${certain ? "" : " perhaps"}`
  })
}

test.each([
  ["disk_free", ["device=sda job=job 4", "device=sdb job=job 0"]],
  ['disk_free{device="sda", job="node"}', ["device=sda job=node 4"]],
  ['disk_free{device=~"sd[b-z]"}', ["device=sdb job=job 0"]],
  ["disk_free offset 1h", ["device=sda job=job ?", "device=sdb job=job ?"]],
  ["rate(reads_total[5m])", ["device=sda job=job ?"]],
  ["-disk_free * 2 + 1", ["device=sda job=job -7", "device=sdb job=job 1"]],
  ["disk_free > 1", ["device=sda job=job 4", "device=sdb job=job ? perhaps"]],
  ["1 < disk_free", ["device=sda job=job 4", "device=sdb job=job ? perhaps"]],
  ["disk_free > bool 1", ["device=sda job=job 1", "device=sdb job=job 0"]],
  ["disk_free / disk_size", ["device=sda job=job 0.5", "device=sdb job=job NaN"]],
  ["disk_free / (disk_size > 0)", ["device=sda job=job 0.5", "device=sdb job=job ? perhaps"]],
  ["sum(disk_free)", [" 4"]],
  ["max by (job) (disk_free)", ["job=job 4"]],
  ["count without (device) (disk_free > 1)", ["job=job ?"]],
  ["instance:disk_free:sum", ["job=job 4"]],
  [
    "disk_free * on (job) group_left (os) host_info",
    ["device=sda job=job os=linux 4", "device=sdb job=job os=linux 0"],
  ],
  ["host_info * on (job) group_right () disk_free", ["device=sda job=job 4", "device=sdb job=job 0"]],
  ["disk_free - on (job, device) reads_total", ["device=sda job=job -5"]],
  ["disk_free and ignoring (device) host_info", []],
  ["disk_free and on (job) host_info", ["device=sda job=job 4", "device=sdb job=job 0"]],
  ["disk_free unless reads_total", ["device=sda job=job 4 perhaps", "device=sdb job=job 0"]],
  ["reads_total or disk_free", ["device=sda job=job 9", "device=sda job=job 4 perhaps", "device=sdb job=job 0"]],
  ["histogram_quantile(0.9, rate(wait_seconds_bucket[5m]))", ["job=job ?"]],
  ["up", ["job=job 1"]],
  ["vector(3)", [" 3"]],
  ["topk(1, disk_free)", ["device=sda job=job 4 perhaps", "device=sdb job=job 0 perhaps"]],
  ["disk_free + unknown", undefined],
  ["absent(disk_free)", undefined],
  ["disk_free and unknown", ["device=sda job=job 4 perhaps", "device=sdb job=job 0 perhaps"]],
])("%s", (text, series) => expect(shown(text)).toEqual(series))

test("a selector that names no job may be any of those that the expression names", () => {
  expect(shown('host_info{job="a"} * on (os) host_info{job="b"}')).toEqual(["os=linux 1"])
  expect(shown('host_info{job="a"} or host_info')).toEqual(["job=a os=linux 1", "job=a os=linux 1 perhaps"])
  expect(shown('host_info{job="a"} + on (job) host_info{job="b"}')).toEqual([])
})
