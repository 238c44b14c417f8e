import { beforeAll, describe, expect, test } from "vitest"
import { loadEntry } from "@/lib/catalog/load-entry"
import { validateEntry } from "@/lib/checks/validate"
import type { Problem } from "@/lib/problem"
import { demoFiles } from "@/test/support/demo"
import { memorySource } from "@/test/support/memory-source"

let files: Record<string, string>

beforeAll(async () => {
  files = await demoFiles()
})

async function problemsAfter(change: (files: Record<string, string>) => void): Promise<Problem[]> {
  const changed = { ...files }
  change(changed)
  return validateEntry(await loadEntry(memorySource(changed), "demo-exporter"))
}

/** Replaces `from` in a file and answers the line and column where it stood. */
function swap(file: string, from: string, to: string) {
  const path = `demo-exporter/${file}`
  return {
    path,
    change: (all: Record<string, string>) => {
      const text = all[path] ?? ""
      if (!text.includes(from)) throw new Error(`${file} does not contain ${from}`)
      all[path] = text.replace(from, to)
    },
  }
}

test("the demo entry has no problem", async () => {
  expect(await problemsAfter(() => {})).toEqual([])
})

describe("one fault gives one problem at its line and column", () => {
  test.each([
    ["a metric name", "rules/alerts.yaml", "demo_up{", "demo_upp{", "metric-known", "5:15"],
    ["a metric name in a block", "rules/alerts.yaml", "demo_up == 1", "demo_xup == 1", "metric-known", "18:11"],
    ["a label in a matcher", "rules/alerts.yaml", '{job="demo"}', '{jbo="demo"}', "label-known", "5:23"],
    ["a label in on()", "rules/alerts.yaml", "instance)\n", "instanc)\n", "label-known", "17:26"],
    ["a label in by()", "dashboards/overview.yaml", "by (code)", "by (cod)", "label-known", "20:36"],
    [
      "a dropped label in an annotation",
      "rules/alerts.yaml",
      "$labels.instance }} is down",
      "$labels.code }} is down",
      "annotation-label",
      "10:28",
    ],
    [
      "a dropped label in a legend",
      "dashboards/overview.yaml",
      '"{{code}}"',
      '"{{instance}}"',
      "legend-label",
      undefined,
    ],
    [
      "a metric of a dashboard",
      "dashboards/overview.yaml",
      "rate(demo_requests_total",
      "rate(demo_request_total",
      "metric-known",
      undefined,
    ],
    [
      "a range vector as a rule",
      "rules/recordings.yaml",
      "demo_memory_used_bytes / demo_memory_limit_bytes",
      "demo_memory_used_bytes[5m]",
      "promql-syntax",
      "5:15",
    ],
    [
      "a function that 2.42 lacks",
      "rules/recordings.yaml",
      "demo_memory_used_bytes /",
      "histogram_avg(demo_memory_used_bytes) /",
      "promql-syntax",
      undefined,
    ],
    [
      "a function too new for 2.42",
      "dashboards/overview.yaml",
      "rate(demo_requests_total{",
      "mad_over_time(demo_requests_total{",
      "promql-syntax",
      undefined,
    ],
    [
      "an unclosed parenthesis",
      "rules/recordings.yaml",
      "demo_memory_used_bytes /",
      "(demo_memory_used_bytes /",
      "promql-syntax",
      undefined,
    ],
    ["a wrong duration", "rules/alerts.yaml", "for: 2m", "for: 2mm", "schema", "6:14"],
    ["an unknown severity", "rules/alerts.yaml", "severity: warning", "severity: warn", "schema", "21:21"],
    ["an unknown key in a rule", "rules/alerts.yaml", "for: 10m", "fore: 10m", "schema", "19:9"],
    ["an unknown key in entry.yaml", "entry.yaml", "license: MIT", "licence: MIT\nlicense: MIT", "schema", "9:1"],
    ["a missing key", "entry.yaml", "license: MIT\n", "", "schema", "1:1"],
    ["a duplicate key", "entry.yaml", "license: MIT", "license: MIT\nlicense: MIT", "yaml-syntax", "10:1"],
    ["a tab", "rules/alerts.yaml", "        for: 2m", "\tfor: 2m", "yaml-syntax", "6:1"],
    [
      "a missing capture",
      "entry.yaml",
      "capture: captures/1.2.0.prom",
      "capture: captures/1.2.1.prom",
      "missing-file",
      "14:14",
    ],
    [
      "a missing summary",
      "rules/alerts.yaml",
      "summary: Demo {{ $labels.instance }} is down",
      "note: x",
      "alert-annotations",
      "4:16",
    ],
    [
      "a test of an unknown alert",
      "tests/alerts.yaml",
      "alertname: DemoDown",
      "alertname: DemoDown\n      - eval_time: 2m\n        alertname: DemoDwn",
      "alert-tested",
      undefined,
    ],
    [
      "an unknown parameter",
      "entry.yaml",
      "DEMO_ADDRESS: { param: address }",
      "DEMO_ADDRESS: { param: adress }",
      "parameter-reference",
      "52:28",
    ],
    [
      "a secret in the arguments",
      "entry.yaml",
      "{ flag: --level, param: level }",
      "{ flag: --level, param: password }",
      "parameter-reference",
      "49:31",
    ],
    [
      "another version",
      "captures/1.2.0-stopped.prom",
      "exporter-version: 1.2.0",
      "exporter-version: 1.1.0",
      "capture-version",
      "12:14",
    ],
    ["a broken sample line", "captures/1.2.0.prom", "demo_up 1", "demo_up one", "capture", "8:1"],
    ["a capture without provenance", "captures/1.2.0.prom", "# CAPTURE target: Demo server 7\n", "", "capture", "1:1"],
    ["a runbook without a section", "runbooks/DemoDown.md", "## Impact", "## Impct", "runbook", "1:1"],
    ["an unknown key in a runbook", "runbooks/DemoDown.md", "title:", "titel: x\ntitle:", "schema", "3:1"],
    ["JavaScript front matter", "runbooks/DemoDown.md", "---\n", "---js\n", "runbook", "1:1"],
    ["a duplicate alert", "rules/alerts.yaml", "alert: DemoMemoryHigh", "alert: DemoDown", "duplicate-name", "14:16"],
    [
      "a declared metric without a reason",
      "entry.yaml",
      "    reason: Appears only after the first eviction.\n",
      "",
      "schema",
      "60:5",
    ],
  ])("%s", async (_, file, from, to, check, position) => {
    const { path, change } = swap(file, from, to)
    const problems = await problemsAfter(change)
    const own = problems.filter((problem) => problem.check === check)
    // Renaming an alert also takes its runbook and tests away; every other fault stands alone.
    expect(check === "duplicate-name" ? own : problems, JSON.stringify(problems, null, 1)).toHaveLength(1)
    const expectedFile = check === "missing-file" || check === "capture-version" ? "demo-exporter/entry.yaml" : path
    expect(own[0]?.file).toBe(expectedFile)
    if (position !== undefined) expect(`${own[0]?.line}:${own[0]?.column}`).toBe(position)
  })

  test("a missing runbook", async () => {
    const problems = await problemsAfter((all) => delete all["demo-exporter/runbooks/DemoDown.md"])
    expect(problems).toMatchObject([
      { check: "alert-runbook", file: "demo-exporter/rules/alerts.yaml", line: 4, column: 16 },
    ])
  })

  test("a runbook of no alert", async () => {
    const problems = await problemsAfter((all) => {
      all["demo-exporter/runbooks/DemoGone.md"] = (all["demo-exporter/runbooks/DemoDown.md"] ?? "").replace(
        "DemoDown",
        "DemoGone",
      )
    })
    expect(problems).toMatchObject([{ check: "alert-runbook", file: "demo-exporter/runbooks/DemoGone.md" }])
  })

  test("a missing README", async () => {
    const problems = await problemsAfter((all) => delete all["demo-exporter/README.md"])
    expect(problems).toMatchObject([{ check: "missing-file", file: "demo-exporter/README.md" }])
  })

  test("a file that has no place", async () => {
    const problems = await problemsAfter((all) => {
      all["demo-exporter/rules/alerts.yml"] = "groups: []"
    })
    expect(problems).toMatchObject([{ check: "stray-file", file: "demo-exporter/rules/alerts.yml" }])
  })

  test("no entry.yaml", async () => {
    const problems = await problemsAfter((all) => delete all["demo-exporter/entry.yaml"])
    expect(problems).toMatchObject([{ check: "missing-file", file: "demo-exporter/entry.yaml" }])
  })
})

test("two faults in two files are both found", async () => {
  const problems = await problemsAfter((all) => {
    swap("rules/alerts.yaml", "for: 2m", "for: 2mm").change(all)
    swap("dashboards/overview.yaml", "unit: bytes", "unit: byte").change(all)
  })
  expect(problems.map(({ file }) => file)).toEqual([
    "demo-exporter/dashboards/overview.yaml",
    "demo-exporter/rules/alerts.yaml",
  ])
})

test("a wrong metric name gets the nearest ones as a hint", async () => {
  const [problem] = await problemsAfter(
    swap("rules/recordings.yaml", "demo_memory_used_bytes", "demo_memory_use_bytes").change,
  )
  expect(problem?.hint).toBe("Did you mean demo_memory_used_bytes?")
})
