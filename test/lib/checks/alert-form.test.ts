import { describe, expect, test } from "vitest"
import { alertFor } from "@/lib/checks/rule/alert-for"
import { alertName } from "@/lib/checks/rule/alert-name"
import { alertSeverity } from "@/lib/checks/rule/alert-severity"
import { fragileAlert } from "@/lib/checks/rule/fragile-alert"
import { pointed, rule } from "@/test/support/pointed"
import { findings, subjectOf } from "@/test/support/subject"

describe("alert-for", () => {
  const metrics = `
# TYPE memory_used_bytes gauge
memory_used_bytes 3
# TYPE memory_size_bytes gauge
memory_size_bytes 9
# TYPE uptime_seconds gauge
uptime_seconds 9
# HELP disk_failed_state Whether the disk is in use.
# TYPE disk_failed_state gauge
disk_failed_state 0`
  const found = (expr: string, more = {}) => findings(alertFor, rule(expr, more), { metrics })

  test.each([
    ["up == 0", "X has no for: one scrape that fails is enough"],
    ['up{job="a"} == 0', "X has no for: one scrape that fails is enough"],
    ['absent(up{job="a"})', "X has no for: absent() is true for a moment whenever Prometheus has just started"],
    ["memory_used_bytes > 5", "X has no for: one sample of memory_used_bytes beyond 5 is enough"],
    [
      "memory_used_bytes / memory_size_bytes > 0.9",
      "X has no for: one sample of memory_used_bytes beyond 0.9 is enough",
    ],
    ["up{job='b'} or memory_used_bytes > 5", "X has no for: one sample of memory_used_bytes beyond 5 is enough"],
  ])("%s", (expr, message) => {
    expect(found(expr)).toEqual([message])
    expect(found(expr, { for: "5m" })).toEqual([])
  })

  test.each([
    "avg_over_time(memory_used_bytes[10m]) > 5",
    "increase(errors_total[15m]) > 0",
    "uptime_seconds < 600",
    "time() - start_time_seconds < 600",
    "disk_failed_state > 0",
    "memory_used_bytes == 0",
    "memory_used_bytes > memory_size_bytes",
    "instance:memory_used:ratio > 0.9",
    "memory_used_bytes > 5 and on () hour() > 5",
    "absent_over_time(up[10m])",
    "up == 1",
  ])("%s needs no for", (expr) => expect(found(expr)).toEqual([]))

  test("durations that say nothing, or less than two scrapes", () => {
    const at = (more: object) =>
      alertFor
        .run(subjectOf(rule("up == 0", { for: "5m", ...more })))
        .map(({ at, message }) => [at.path.at(-1), message])
    expect(at({ for: "0s" })).toEqual([
      ["for", "A for of 0 is what an alert has without it"],
      ["alert", "X has no for: one scrape that fails is enough"],
    ])
    expect(at({ keep_firing_for: "0s" })).toEqual([
      ["keep_firing_for", "A keep_firing_for of 0 is what an alert has without it"],
    ])
    expect(at({ for: "10s" })).toEqual([["for", "A for of 10s can pass between two scrapes, which are 30s apart"]])
    expect(at({ for: "30s", keep_firing_for: "5m" })).toEqual([])
  })
})

describe("alert-name", () => {
  test.each([
    ["etcdMembersDown", "Call it EtcdMembersDown"],
    ["high memory usage", "Call it HighMemoryUsage"],
    ["Cert-manager_absent", "Call it CertManagerAbsent"],
    ["2fast", undefined],
  ])("%s", (alert, hint) => {
    const [found] = alertName.run(subjectOf(rule("up == 0", { alert })))
    expect(found).toMatchObject({
      at: { path: ["groups", 0, "rules", 0, "alert"] },
      message: `${alert} is not in PascalCase`,
    })
    expect(found?.hint).toBe(hint)
  })

  test.each(["HostDown", "KubeCPUOvercommit", "Down2"])("%s is fine", (alert) =>
    expect(findings(alertName, rule("up == 0", { alert }))).toEqual([]),
  )
})

describe("alert-severity", () => {
  test.each([
    [{}, "X has no label severity", "Add severity: critical, warning or info"],
    [{ severity: "" }, "X has no label severity", "Add severity: critical, warning or info"],
    [{ severity: "critcal" }, "critcal is none of the usual severities", "Did you mean critical?"],
    [{ severity: "whatever" }, "whatever is none of the usual severities", "critical, warning and info are usual"],
  ])("%j", (labels, message, hint) =>
    expect(alertSeverity.run(subjectOf(rule("up == 0", { labels })))).toMatchObject([{ message, hint }]),
  )

  test.each(["critical", "Warning", "page", "none", "P1", "sev2", "{{ $labels.severity }}"])("%s is fine", (severity) =>
    expect(findings(alertSeverity, rule("up == 0", { labels: { severity } }))).toEqual([]),
  )
})

describe("fragile-alert", () => {
  test.each([
    ["topk(3, load) > 5", "topk", "topk() picks other series at every evaluation, so alerts end and begin by turns"],
    [
      "bottomk(3, load) < 5 and up == 1",
      "bottomk",
      "bottomk() picks other series at every evaluation, so alerts end and begin by turns",
    ],
    [
      'count_values("version", build) > 1',
      "count_values",
      "count_values() makes a label out of a value, so the alert is another one whenever it changes",
    ],
  ])("%s", (expr, text, message) => expect(pointed(fragileAlert, rule(expr))).toEqual([{ text, message }]))

  test.each([
    "sum(topk(3, load)) > 5",
    "topk by (job) (1, load) > 5",
    "load > 5 and topk(3, load)",
    'count(count_values("version", build)) > 1',
    "load > scalar(topk(1, load))",
  ])("%s stays", (expr) => expect(pointed(fragileAlert, rule(expr))).toEqual([]))
})
