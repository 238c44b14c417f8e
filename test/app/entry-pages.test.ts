import { beforeAll, describe, expect, test } from "vitest"
import { suggestedPairs } from "@/app/compare/suggested-pairs"
import { changeWords, namedChanges } from "@/app/entries/[id]/changelog/change-words"
import { privilegeWords } from "@/app/entries/[id]/privilege-words"
import { changeGroups, touchedContent } from "@/app/entries/[id]/versions/diff-groups"
import { diffPath, parseRange } from "@/app/entries/[id]/versions/diff-path"
import { diffWords } from "@/app/entries/[id]/versions/diff-words"
import type { Entry } from "@/lib/catalog/entry"
import type { PartChange } from "@/lib/catalog/rule-changes"
import { type VersionDiff, versionDiff } from "@/lib/checks/diff-impact"
import { captured } from "@/test/support/captured"
import { demoEntry } from "@/test/support/demo"

let demo: Entry
beforeAll(async () => {
  demo = await demoEntry()
})

describe("the address of a comparison", () => {
  const versions = ["2.0.0", "1.0.0", "1.0.0+build.5", "1.0.0-a...b"].map((version) => ({ version }))
  test.each([
    ["1.0.0...2.0.0", ["1.0.0", "2.0.0"]],
    ["1.0.0%2Bbuild.5...2.0.0", ["1.0.0+build.5", "2.0.0"]],
    ["1.0.0-a...b...2.0.0", ["1.0.0-a...b", "2.0.0"]],
    ["2.0.0...2.0.0", ["2.0.0", "2.0.0"]],
    ["1.0.0...3.0.0", undefined],
    ["1.0.0", undefined],
    ["...", undefined],
    ["%E0%A4%A", undefined],
    ["__proto__...2.0.0", undefined],
  ])("%s", (range, expected) => {
    expect(parseRange(range, versions)?.map(({ version }) => version)).toEqual(expected)
  })
  test("leads back to its versions", () => {
    const path = diffPath("x", "1.0.0+build.5", "2.0.0")
    expect(path).toBe("/entries/x/versions/1.0.0%2Bbuild.5...2.0.0")
    expect(parseRange(path.replace(/.*\//, ""), versions)?.map(({ version }) => version)).toEqual([
      "1.0.0+build.5",
      "2.0.0",
    ])
  })
})

describe("what a comparison shows", () => {
  const diffOf = (before: string, after: string, exprs: string[]): VersionDiff => {
    const [alert] = demo.alerts
    if (!alert) throw new Error("the demo has no alert")
    const alerts = exprs.map((expr, i) => ({ ...alert, alert: `A${i}`, expr, annotations: {} }))
    const entry = { ...demo, alerts, recordings: [], dashboards: [], tests: [] }
    return versionDiff(entry, captured("1", { normal: before }), captured("2", { normal: after }))
  }
  test("each thing once, with its worst effect and all the reasons for that", () => {
    const diff = diffOf("a 1\nb 1\nc 1\n", "c 1\nd 1\n", ["a > 1 and b > 1", "d > 1", "c > 1", "c > 1 or a > 1"])
    expect(touchedContent(diff).map(({ name, effect, reasons }) => [name, effect, reasons])).toEqual([
      ["A0", "breaks", ["a is gone", "b is gone"]],
      ["A1", "needs", ["d is not in the version before"]],
      ["A3", "affects", ["a is gone, and the expression has another branch"]],
    ])
  })
  test("metrics that changed alike stand together, the largest group first", () => {
    const labelled = (label: string) => ["a", "b"].map((name) => `${name}${label} 1\n`).join("")
    const diff = diffOf(`${labelled('{l="x"}')}# TYPE t gauge\nt 1\n`, `${labelled("")}# TYPE t counter\nt 1\n`, [])
    expect(changeGroups(diff).map(({ words, metrics }) => [words, metrics.map(({ name }) => name)])).toEqual([
      [["label l is gone"], ["a", "b"]],
      [["type gauge → counter"], ["t"]],
    ])
    expect(diffWords(diff)).toBe("3 changed")
    expect(diffWords(diffOf("a 1\n", "a 1\n", []))).toBe("no metric changed")
    expect(diffWords(diffOf("a 1\n", "b 1\n", []))).toBe("1 added, 1 removed")
  })
})

test("what a commit did, in words; what users notice most comes first", () => {
  const change = (part: PartChange["part"], kind: PartChange["change"], name = "x"): PartChange => ({
    part,
    change: kind,
    name,
  })
  const changes = [
    change("tests", "changed"),
    change("readme", "changed"),
    change("alert", "added", "A"),
    change("alert", "added", "B"),
    change("alert", "removed", "C"),
    change("version", "added", "2.0.0"),
  ]
  expect(changeWords(changes)).toEqual([
    "1 version added",
    "2 alerts added",
    "1 alert removed",
    "1 file of unit tests changed",
    "README changed",
  ])
  expect(namedChanges(changes).map(({ name }) => name)).toEqual(["A", "B", "C", "2.0.0"])
})

test("pairs of the same software come before those of the same category", () => {
  const entry = (id: string, software: string, category: Entry["category"]): Entry => ({
    ...demo,
    id,
    software,
    category,
  })
  const entries = [
    entry("a", "redis", "database"),
    entry("b", "mysql", "database"),
    entry("c", "redis", "cache"),
    entry("d", "nginx", "web"),
  ]
  const ids = (of?: string) =>
    suggestedPairs(entries, { of, limit: 9 }).map(({ a, b, sameSoftware }) => [a.id, b.id, sameSoftware])
  expect(ids()).toEqual([
    ["a", "c", true],
    ["a", "b", false],
  ])
  expect(ids("c")).toEqual([["c", "a", true]])
  expect(ids("d")).toEqual([])
  expect(suggestedPairs(entries, { limit: 1 })).toHaveLength(1)
})

test("rights in words, with their reason", () => {
  const { deploy } = demo
  expect(
    privilegeWords({ deploy: { ...deploy, workload: "Deployment", privileges: undefined, rbac: undefined } }),
  ).toBe("None beyond the restricted pod security standard")
  const privileges = {
    reason: "It reads the host's processes.",
    hostNetwork: false,
    hostPID: true,
    capabilities: ["NET_RAW"],
    hostPaths: [{ path: "/proc", mount: "/host/proc", propagation: "None" as const }],
  }
  expect(
    privilegeWords({ deploy: { ...deploy, workload: "DaemonSet", privileges, rbac: { scope: "cluster", rules: [] } } }),
  ).toBe(
    "the host's processes, the capability NET_RAW, the host's /proc, the Kubernetes API, in the whole cluster. It reads the host's processes.",
  )
  expect(privilegeWords({ deploy: { ...deploy, workload: "none" } })).toBe("Those of the software itself")
})
