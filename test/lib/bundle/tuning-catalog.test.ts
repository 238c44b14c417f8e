import { fileURLToPath } from "node:url"
import { describe, expect, test } from "vitest"
import { disk } from "@/lib/adapters/disk"
import { targets } from "@/lib/bundle/all"
import { buildBundle, optionValues } from "@/lib/bundle/build"
import type { BundleRequest } from "@/lib/bundle/bundle"
import { withBase } from "@/lib/bundle/tuning/base"
import { mergeTuning } from "@/lib/bundle/tuning/merge"
import { rulesByEntry, rulesOf } from "@/lib/bundle/tuning/rules-of"
import { thresholdChoices } from "@/lib/bundle/tuning/thresholds"
import { tune } from "@/lib/bundle/tuning/tune"
import type { Tuning } from "@/lib/bundle/tuning/tuning"
import type { Entry } from "@/lib/catalog/entry"
import { loadEntries } from "@/lib/catalog/load-entry"
import { ruleName } from "@/lib/catalog/rule-file"
import { parse } from "@/lib/promql/parse"
import { itemOf } from "@/test/support/tuning"

const loaded = await loadEntries(disk(fileURLToPath(new URL("../../../catalog", import.meta.url))))
const entries = loaded.flatMap(({ entry }) => (entry ? [entry] : []))

const request = (entry: Entry, tuning?: Tuning): BundleRequest => ({
  items: [itemOf(entry)],
  name: entry.id,
  namespace: "monitoring",
  labels: {},
  ...(tuning && { tuning }),
})

/** Sets every field of every rule to what it is already. */
function sameAgain(entry: Entry): Tuning {
  const rules = rulesOf(entry).map((rule) => {
    const parsed = parse(rule.expr)
    const choices = parsed.ok ? thresholdChoices(parsed.expr) : []
    const threshold = Object.fromEntries(choices.map(({ place, threshold }) => [place, threshold]))
    const labels = Object.fromEntries(Object.entries(rule.labels).filter(([name]) => name !== "severity"))
    const alert =
      "alert" in rule ? { severity: rule.labels.severity, for: rule.for ?? "0s", annotations: rule.annotations } : {}
    return [ruleName(rule), { enabled: true, threshold, labels, ...alert }] as const
  })
  return { [entry.id]: Object.fromEntries(rules) }
}

test("the catalog is there", () => expect(entries.length).toBeGreaterThanOrEqual(5))

describe.each(entries.map((entry) => [entry.id, entry] as const))("%s", (_, entry) => {
  const able = targets.filter(({ refuses }) => !refuses?.(request(entry))).map(({ id }) => id)
  test.each(able)("to %s: a tuning that changes nothing gives the same bytes", (target) => {
    const options = optionValues(target, {}, { examples: true })
    const plain = buildBundle(target, { ...request(entry), options })
    for (const tuning of [{}, { "*": {} }, { [entry.id]: {} }, sameAgain(entry)]) {
      const tuned = buildBundle(target, { ...request(entry, tuning), options })
      expect(tuned.files).toEqual(plain.files)
      expect(tuned.digest).toBe(plain.digest)
    }
  })

  test.each(able)("to %s: tuned rules get there", (target) => {
    const [alert] = entry.alerts
    const tuning: Tuning = { [entry.id]: { [alert?.alert ?? ""]: { labels: { tuned_by: "the-test" } } } }
    const options = optionValues(target, {}, { examples: true })
    const { files } = buildBundle(target, { ...request(entry, tuning), options })
    expect(files.some(({ content }) => content.includes("the-test"))).toBe(true)
  })

  test("a tuning of everything has a base, and goes on to the same version without a conflict", () => {
    const rules = rulesByEntry([entry])
    const tuning = withBase(sameAgain(entry), rules)
    const merged = mergeTuning(tuning, undefined, rules)
    expect(merged).toMatchObject({ tuning, conflicts: [] })
    expect(merged.kept.length).toBeGreaterThan(entry.alerts.length * 3)
  })

  test("a matcher for all rules is possible", () => {
    const { faults, items } = tune([itemOf(entry)], { "*": { "*": { matchers: { tenant: "a" } } } })
    expect(faults).toEqual([])
    for (const { expr } of items.flatMap(({ entry }) => rulesOf(entry)))
      expect(expr.includes('tenant="a"') || entry.recordings.some(({ record }) => expr.includes(record)), expr).toBe(
        true,
      )
  })
})
