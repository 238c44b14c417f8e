import { describe, expect, test } from "vitest"
import type { RuleCheck } from "@/lib/checks/check"
import { divisionByZero } from "@/lib/checks/rule/division-by-zero"
import { joinLabel } from "@/lib/checks/rule/join-label"
import { labelKnown } from "@/lib/checks/rule/label-known"
import { nanAggregation } from "@/lib/checks/rule/nan-aggregation"
import { vectorMatching } from "@/lib/checks/rule/vector-matching"
import { pointed, rule } from "@/test/support/pointed"
import { subjectOf } from "@/test/support/subject"

const metrics = `
# TYPE disk_free gauge
disk_free{device="sda",mount="/"} 4
disk_free{device="sdb",mount="/b"} 3
# TYPE disk_size gauge
disk_size{device="sda",mount="/"} 8
disk_size{device="sdb",mount="/b"} 8
# TYPE disk_readonly gauge
disk_readonly{device="sda"} 0
disk_readonly{device="sdb"} 1
# TYPE memory_used_bytes gauge
memory_used_bytes 30
# TYPE memory_max_bytes gauge
memory_max_bytes 0
# TYPE memory_idle_bytes gauge
memory_idle_bytes 0
# TYPE swap_max_bytes gauge
swap_max_bytes 9
# TYPE reads_total counter
reads_total{device="sda"} 9
reads_total{device="sdb"} 9
# TYPE host_info gauge
host_info{os="linux"} 1`

const found = (check: RuleCheck, expr: string, example = { metrics }) => pointed(check, rule(expr), example)
const hints = (check: RuleCheck, expr: string) => check.run(subjectOf(rule(expr), { metrics })).map(({ hint }) => hint)

describe("vector-matching", () => {
  test.each([
    [
      "disk_free / memory_max_bytes > 1",
      "/",
      "disk_free has the label device and memory_max_bytes has not, so they never match",
    ],
    [
      "memory_max_bytes / disk_free > 1",
      "/",
      "disk_free has the label device and memory_max_bytes has not, so they never match",
    ],
    [
      "disk_free / disk_readonly > 1",
      "/",
      "disk_free has the label mount and disk_readonly has not, so they never match",
    ],
    [
      "disk_free < 1 and host_info",
      "and",
      "disk_free < 1 has the label device and host_info has not, so they never match",
    ],
    [
      "disk_free < 1 unless host_info",
      "unless",
      "disk_free < 1 has the label device and host_info has not, so unless excludes nothing",
    ],
    [
      "rate(reads_total[5m]) > on (os) host_info",
      "> on (os)",
      "host_info has the label os and rate(reads_total[5m]) has not, so they never match",
    ],
    [
      "disk_free * on (job) group_left () disk_size > 1",
      "* on (job) group_left ()",
      "Several series of disk_size have the same labels to match by, and differ in device, mount, which Prometheus refuses to evaluate",
    ],
    [
      "disk_free * on (job) memory_max_bytes > 1",
      "* on (job)",
      "Several series of disk_free have the same labels to match by, and differ in device, mount, which Prometheus refuses to evaluate",
    ],
    [
      "disk_free > on (job) memory_max_bytes",
      "> on (job)",
      "Several series of disk_free have the same labels to match by, and differ in device, mount, which Prometheus refuses to evaluate once two of them pass",
    ],
    [
      "memory_max_bytes * on (job) group_left () disk_free > 1",
      "* on (job) group_left ()",
      "Several series of disk_free have the same labels to match by, and differ in device, mount, which Prometheus refuses to evaluate",
    ],
  ])("%s", (expr, text, message) => expect(found(vectorMatching, expr)).toEqual([{ text, message }]))

  test("what to write", () => {
    expect(hints(vectorMatching, "disk_free / memory_max_bytes > 1")).toEqual([
      "Say what they share: / on (instance, job) group_left ()",
    ])
    expect(hints(vectorMatching, "rate(reads_total[5m]) > on (os) host_info")).toEqual([
      "Keep os in rate(reads_total[5m]), or take it out of on (…)",
    ])
    expect(hints(vectorMatching, "disk_free < 1 and host_info")).toEqual([
      "Say what they share: and on (instance, job)",
    ])
    expect(hints(vectorMatching, "disk_free * on (job) group_left () disk_size > 1")).toEqual([
      "Both sides have device, mount: match by it too",
    ])
    expect(hints(vectorMatching, "memory_max_bytes * on (job) group_left () disk_free > 1")).toEqual([
      "Write group_right behind on (…): there are several series on the right",
    ])
  })

  test.each([
    ["a / sum(a) > 1", "/", "a has the label instance and sum(a) has not, so they never match"],
    [
      "requests_total > sum by (job) (limits)",
      ">",
      "requests_total has the label instance and sum by (job) (limits) has not, so they never match",
    ],
    [
      "started > 0 and absent(finished)",
      "and",
      "started > 0 has the label instance and absent(finished) has not, so they never match",
    ],
  ])("without any capture: %s", (expr, text, message) =>
    expect(found(vectorMatching, expr, { metrics: "" })).toEqual([{ text, message }]),
  )

  test.each([
    "disk_free / disk_size > 1",
    "disk_free / on (job, device) disk_readonly > 1",
    "disk_free / ignoring (mount) disk_readonly > 1",
    "disk_free * on (job, instance) group_left (os) host_info > 1",
    "host_info * on (job, instance) group_right () disk_free > 1",
    "disk_free and on (job) host_info",
    "disk_free{device='sda'} * on (job) memory_max_bytes > 1",
    "disk_free * on (job) (disk_size > 100) > 1",
    "sum(disk_free) / sum(disk_size) > 1",
    "disk_free > scalar(memory_max_bytes)",
    "disk_free / unknown > 1",
    "memory_max_bytes or disk_free",
    "memory_max_bytes > 1 unless memory_idle_bytes",
    "job:a:sum / sum(job:a:sum) > 1",
    "a / on () group_left () sum(a) > 1",
    "(a or vector(0)) / sum(b) > 1",
  ])("%s stays silent", (expr) => expect(found(vectorMatching, expr)).toEqual([]))

  test("what stands around a fault is not judged", () =>
    expect(found(vectorMatching, "disk_free / memory_max_bytes > 1 and disk_free > 3")).toHaveLength(1))

  test("a recording is what its expression makes", () => {
    const rules = (expr: string) =>
      JSON.stringify([
        { record: "job:disk_free:sum", expr: "sum by (job) (disk_free)" },
        { alert: "X", expr },
      ])
    expect(pointed(vectorMatching, rules("job:disk_free:sum / memory_max_bytes > 1"), { metrics })).toMatchObject([
      { message: "memory_max_bytes has the label instance and job:disk_free:sum has not, so they never match" },
    ])
    expect(pointed(vectorMatching, rules("job:disk_free:sum / on (job) memory_max_bytes > 1"), { metrics })).toEqual([])
  })
})

describe("join-label", () => {
  test.each([
    ["disk_free < 1 and on (job, instance) disk_readonly == 0", "device"],
    ["disk_free < 1 and on (job) disk_size > 0", "device and mount"],
    ["disk_free < 1 unless on (job, instance) disk_readonly == 1", "device"],
  ])("%s", (expr, labels) =>
    expect(found(joinLabel, expr)).toMatchObject([
      { message: expect.stringContaining(`both have several values of ${labels}, and`) },
    ]),
  )

  test("says what to write", () =>
    expect(hints(joinLabel, "disk_free < 1 and on (job, instance) disk_readonly == 0")).toEqual([
      "Write and on (job, instance, device)",
    ]))

  test.each([
    "disk_free < 1 and on (job, instance, device) disk_readonly == 0",
    "disk_free < 1 and on (job, device) disk_size > 0",
    "disk_free < 1 and disk_size > 0",
    "disk_free < 1 and on (job, instance) host_info == 1",
    "disk_free < 1 and on (job, instance) disk_readonly{device='sda'} == 0",
    "disk_free < 1 and on (job, instance) max by (job, instance) (disk_readonly) == 0",
    "disk_free < 1 and on (job, instance) unknown == 0",
  ])("%s stays silent", (expr) => expect(found(joinLabel, expr)).toEqual([]))
})

describe("division-by-zero", () => {
  const zero = "memory_max_bytes is 0 in example, and the alert then fires with +Inf"
  test.each([
    ["memory_used_bytes / memory_max_bytes > 0.9", "memory_max_bytes", zero],
    ["memory_used_bytes / memory_max_bytes * 100 > 90", "memory_max_bytes", zero],
    ["100 * (memory_used_bytes / memory_max_bytes) >= 90", "memory_max_bytes", zero],
    [
      "redis_memory_used_bytes / redis_memory_max_bytes > 0.9",
      "redis_memory_max_bytes",
      "redis_memory_max_bytes is 0 where there is no limit, and the alert then fires with +Inf",
    ],
    [
      "sum by (pod) (container_memory_working_set_bytes) / sum by (pod) (container_spec_memory_limit_bytes) * 100 > 80",
      "sum by (pod) (container_spec_memory_limit_bytes)",
      "sum by (pod) (container_spec_memory_limit_bytes) is 0 where there is no limit, and the alert then fires with +Inf",
    ],
  ])("%s", (expr, text, message) => expect(found(divisionByZero, expr)).toEqual([{ text, message }]))

  test("says what to write", () =>
    expect(hints(divisionByZero, "memory_used_bytes / memory_max_bytes > 0.9")).toEqual([
      "Write memory_used_bytes / (memory_max_bytes > 0)",
    ]))

  test.each([
    "memory_used_bytes / (memory_max_bytes > 0) > 0.9",
    "memory_used_bytes / memory_max_bytes > 0.9 and memory_max_bytes > 0",
    "memory_max_bytes > 0 and memory_used_bytes / memory_max_bytes > 0.9",
    "memory_used_bytes / memory_max_bytes > 0.9 unless memory_max_bytes == 0",
    "memory_used_bytes / clamp_min(memory_max_bytes, 1) > 0.9",
    "memory_used_bytes / memory_max_bytes < 0.1",
    "memory_idle_bytes / memory_max_bytes > 0.1",
    "memory_used_bytes / swap_max_bytes > 0.9",
    "1 - memory_used_bytes / memory_max_bytes > 0.9",
    "rate(reads_total[5m]) / rate(reads_total[5m]) > 0.9",
    "redis_memory_used_bytes / redis_memory_max_bytes > 0.9 and redis_memory_max_bytes > 0",
    "redis_memory_used_bytes / redis_memory_max_bytes < 0.9",
    "redis_memory_used_bytes / clamp_min(redis_memory_max_bytes, 1) > 0.9",
    "redis_memory_used_bytes / other_bytes > 0.9",
  ])("%s stays silent", (expr) => expect(found(divisionByZero, expr)).toEqual([]))
})

describe("label-known: labels that were dropped inside", () => {
  test.each([
    ["sum by (device) (sum by (job) (disk_free)) > 1", "What is aggregated here has no label device any more"],
    ["sum(disk_free) / on (job) sum(disk_size) > 1", "Neither side has the label job"],
    ["disk_free * on (job) group_left (os) sum by (job) (host_info) > 1", "The other side has no label os any more"],
  ])("%s", (expr, message) => expect(found(labelKnown, expr).map((one) => one.message)).toEqual([message]))

  test.each([
    "sum by (device) (sum by (job, device) (disk_free)) > 1",
    "sum without (os) (sum by (job) (disk_free)) > 1",
    "sum(disk_free) / ignoring (job) sum(disk_size) > 1",
    "sum by (device) (topk(3, disk_free)) > 1",
  ])("%s stays silent", (expr) => expect(found(labelKnown, expr)).toEqual([]))
})

describe("label-known: labels of service discovery", () => {
  test.each([
    "sum by (namespace, device) (disk_free) > 1",
    "disk_free * on (job, cluster) memory_max_bytes > 1",
    'ALERTS{namespace="a"} == 1',
  ])("%s stays silent", (expr) => expect(found(labelKnown, expr)).toEqual([]))

  test("a matcher on one that no capture shows selects nothing", () =>
    expect(found(labelKnown, 'disk_free{namespace="a"} > 1')).toEqual([
      { text: "namespace", message: "disk_free has no label namespace" },
    ]))

  test("with nothing to look them up in, no label is unknown", () =>
    expect(found(labelKnown, 'up{team="a"} == 0', { metrics: "" })).toEqual([]))
})

describe("nan-aggregation", () => {
  const inodes = `
# TYPE used gauge
used{mount="/"} 30
used{mount="/boot"} 0
# TYPE size gauge
size{mount="/"} 100
size{mount="/boot"} 0
# TYPE own gauge
own{mount="/"} NaN
own{mount="/boot"} 1
# TYPE reads_total counter
reads_total{mount="/"} 0`
  test.each([
    ["avg(used / size) > 0.9", "/ size", "In example a series of used / size is 0/0, so avg() is NaN"],
    ["sum by (job) (used / size) > 0.9", "/ size", "In example a series of used / size is 0/0, so sum() is NaN"],
  ])("%s", (expr, text, message) =>
    expect(found(nanAggregation, expr, { metrics: inodes })).toEqual([{ text, message }]),
  )

  test.each([
    "avg(used / (size > 0)) > 0.9",
    "sum(used) / sum(size) > 0.9",
    "max(used / size) > 0.9",
    "sum by (mount) (used{mount='/'} / size) > 0.9",
    "avg(used{mount='/boot'} / size) > 0.9",
    "avg(own / size) > 0.9",
    "avg(rate(reads_total[5m]) / rate(reads_total[5m])) > 0.9",
    "sum(used / unknown) > 1",
  ])("%s stays silent", (expr) => expect(found(nanAggregation, expr, { metrics: inodes })).toEqual([]))
})
