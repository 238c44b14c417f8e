import { describe, expect, test } from "vitest"
import { baseOf, withBase } from "@/lib/bundle/tuning/base"
import { mergeTuning } from "@/lib/bundle/tuning/merge"
import { type RulesByEntry, rulesByEntry } from "@/lib/bundle/tuning/rules-of"
import { conflictProblem, parseTuneFile } from "@/lib/bundle/tuning/tune-file"
import type { Tuning } from "@/lib/bundle/tuning/tuning"
import { demoWithRules, tuningOf } from "@/test/support/tuning"

const MEMORY = "demo_memory_used_bytes / (demo_memory_limit_bytes > 0)"

async function version(rules: string): Promise<RulesByEntry> {
  const entry = await demoWithRules(`groups:\n  - name: g\n    rules:\n${rules}`)
  return rulesByEntry([entry])
}

const rule = (name: string, expr: string, more = "for: 5m, labels: { severity: warning, team: sre }") =>
  `      - { alert: ${name}, expr: '${expr}', ${more}, annotations: { summary: old } }\n`

const old = await version(
  rule("Full", `${MEMORY} > 0.9`) + rule("Down", "demo_up == 0") + rule("Other", "demo_up == 2"),
)
const mine = tuningOf(`
"*": { "*": { matchers: { namespace: prod } } }
demo-exporter:
  Full: { threshold: 0.95, for: 10m, severity: critical, labels: { team: db, tier: "1" }, annotations: { summary: mine } }
  Down: { enabled: false }`)
const based = withBase(mine, old)

const conflictsWith = (next: RulesByEntry, tuning: Tuning = based, before?: RulesByEntry) =>
  mergeTuning(tuning, before, next).conflicts.map(({ kind, path, mine, base, theirs }) => {
    return `${kind} ${path.join(".")}: ${base} → mine ${mine}, theirs ${theirs}`
  })

test("the base says in a few words what was tuned", () => {
  expect(based["demo-exporter"]?.Full?.base).toEqual({
    expr: expect.stringMatching(/^[0-9a-f]{12}$/),
    threshold: `${MEMORY} > 0.9`,
    for: "5m",
    severity: "warning",
    labels: { team: "sre", tier: null },
    annotations: { summary: "old" },
  })
  expect(based["demo-exporter"]?.Down?.base).toEqual({ expr: expect.any(String) })
  expect(based["*"]).toEqual(mine["*"])
})

test("a long comparison is a digest in the base", () => {
  const expr = `${Array.from({ length: 20 }, (_, i) => `demo_metric_${i}`).join(" + ")} > 5`
  const base = baseOf({ threshold: 6 }, { alert: "A", expr, labels: { severity: "info" }, annotations: {} })
  expect(base.threshold).toMatch(/^sha256:[0-9a-f]{12} > 5$/)
})

describe("a new version", () => {
  test("that changes nothing of what was tuned keeps everything", async () => {
    const next = await version(
      rule("Full", `${MEMORY}   > 0.9`) + rule("Down", "demo_up == 0 # reworded") + rule("New", "demo_up == 3"),
    )
    const { tuning, kept, conflicts } = mergeTuning(based, undefined, next)
    expect(conflicts).toEqual([])
    expect(tuning).toEqual(based)
    expect(kept.map((path) => path.join("."))).toEqual([
      "*.*",
      "demo-exporter.Full.threshold",
      "demo-exporter.Full.for",
      "demo-exporter.Full.severity",
      "demo-exporter.Full.labels.team",
      "demo-exporter.Full.labels.tier",
      "demo-exporter.Full.annotations.summary",
      "demo-exporter.Down.enabled",
    ])
  })

  test("that changes another part of the expression keeps everything, and the base moves on", async () => {
    const next = await version(rule("Full", `${MEMORY} > 0.9 unless demo_up == 0`) + rule("Down", "demo_up == 0"))
    const tuning: Tuning = { "demo-exporter": { Full: { for: "10m" } } }
    const merged = mergeTuning(withBase(tuning, old), undefined, next)
    expect(merged.conflicts).toEqual([])
    expect(merged.tuning["demo-exporter"]?.Full?.base?.expr).not.toBe(based["demo-exporter"]?.Full?.base?.expr)
  })

  test("that changes what was tuned is a conflict with both sides, field by field", async () => {
    const more = "for: 7m, labels: { severity: info, team: core, tier: gold }"
    const next = await version(
      rule("Full", `${MEMORY} > 0.8`, more).replace("summary: old", "summary: new") + rule("Down", "demo_up == 0"),
    )
    expect(conflictsWith(next)).toEqual([
      `changed demo-exporter.Full.threshold: ${MEMORY} > 0.9 → mine 0.95, theirs ${MEMORY} > 0.8`,
      "changed demo-exporter.Full.for: 5m → mine 10m, theirs 7m",
      "changed demo-exporter.Full.severity: warning → mine critical, theirs info",
      "changed demo-exporter.Full.labels.team: sre → mine db, theirs core",
      "changed demo-exporter.Full.labels.tier: none → mine 1, theirs gold",
      "changed demo-exporter.Full.annotations.summary: old → mine mine, theirs new",
    ])
    const { tuning } = mergeTuning(based, undefined, next)
    expect(tuning).toEqual({
      ...based,
      "demo-exporter": {
        ...based["demo-exporter"],
        Full: {
          ...based["demo-exporter"]?.Full,
          base: { ...based["demo-exporter"]?.Full?.base, expr: expect.any(String) },
        },
      },
    })
  })

  test("that comes to the same value as the user is no conflict", async () => {
    const more = "for: 600s, labels: { severity: critical, team: db }"
    const next = await version(rule("Full", `${MEMORY} > 0.95`, more) + rule("Down", "demo_up == 0"))
    expect(conflictsWith(next)).toEqual([])
  })

  test.each([
    ["demo_memory_used_bytes > 0.9", "shape", `demo_memory_used_bytes > 0.9`],
    [`${MEMORY} >= 0.9`, "shape", `${MEMORY} >= 0.9`],
    ["demo_up == 1 and demo_memory_used_bytes > 5", "shape", "demo_up == 1; demo_memory_used_bytes > 5"],
    ["demo_up unless demo_last_error", "shape", "no comparison with a number"],
  ])("that compares as %s is a conflict of shape", async (expr, kind, theirs) => {
    const next = await version(rule("Full", expr) + rule("Down", "demo_up == 0"))
    expect(conflictsWith(next)).toEqual([
      `${kind} demo-exporter.Full.threshold: ${MEMORY} > 0.9 → mine 0.95, theirs ${theirs}`,
    ])
  })

  test("that renames a rule says what it may be called now", async () => {
    const next = await version(rule("MemoryHigh", `${MEMORY} > 0.9`) + rule("Down", "demo_up == 0"))
    expect(mergeTuning(based, undefined, next).conflicts).toEqual([
      expect.objectContaining({
        kind: "renamed",
        path: ["demo-exporter", "Full"],
        renamedTo: "MemoryHigh",
        keepable: true,
      }),
    ])
  })

  test("that has a new rule of a similar name says so; without the old rules it is a hint only", async () => {
    const next = await version(rule("FullMemory", `${MEMORY} > 0.5`) + rule("Down", "demo_up == 0"))
    const tuning = withBase(
      tuningOf("demo-exporter: { MemoryFull: { for: 1h } }"),
      await version(rule("MemoryFull", `${MEMORY} > 0.4`)),
    )
    const [blind] = mergeTuning(tuning, undefined, next).conflicts
    expect(blind).toMatchObject({ kind: "vanished", theirs: "it is gone; FullMemory is named alike", keepable: false })
    const [seeing] = mergeTuning(tuning, old, next).conflicts
    expect(seeing).toMatchObject({ kind: "renamed", renamedTo: "FullMemory", keepable: true })
  })

  test("that drops a rule, or the entry, is a conflict too", async () => {
    const next = await version(rule("Full", `${MEMORY} > 0.9`))
    expect(mergeTuning(based, undefined, next).conflicts).toEqual([
      expect.objectContaining({ kind: "vanished", path: ["demo-exporter", "Down"], keepable: false }),
    ])
    expect(mergeTuning(based, undefined, new Map()).conflicts.map(({ path }) => path.join("."))).toEqual([
      "demo-exporter.Full",
      "demo-exporter.Down",
    ])
  })
})

test("without a base in the file the old rules are the base, and what is noted wins over them", async () => {
  const next = await version(rule("Full", `${MEMORY} > 0.8`) + rule("Down", "demo_up == 0"))
  expect(conflictsWith(next, mine)).toEqual([])
  expect(conflictsWith(next, mine, old)).toEqual([
    `changed demo-exporter.Full.threshold: ${MEMORY} > 0.9 → mine 0.95, theirs ${MEMORY} > 0.8`,
  ])
  expect(conflictsWith(next, withBase(mine, next), old)).toEqual([])
})

test("a conflict is a problem at its line, with both sides and a way out", async () => {
  const file = parseTuneFile(
    "tune.yaml",
    `demo-exporter:\n  Full:\n    threshold: 0.95\n    base: { threshold: "${MEMORY} > 0.85" }\n`,
  )
  const [conflict] = mergeTuning(file.tuning, undefined, old).conflicts
  expect(conflict && file.source && conflictProblem(conflict, file.source)).toEqual({
    check: "tuning-conflict",
    severity: "error",
    file: "tune.yaml",
    line: 3,
    column: 5,
    message: `demo-exporter.Full.threshold: you have 0.95 in place of ${MEMORY} > 0.85, and this version has ${MEMORY} > 0.9`,
    hint: "Look at the new expression; remove base.threshold to keep your value, or remove threshold to take the new one",
  })
})
