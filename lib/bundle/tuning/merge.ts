import { ruleName } from "@/lib/catalog/rule-file"
import type { Path } from "@/lib/catalog/yaml-source"
import { durationMs } from "@/lib/promql/duration"
import { parse } from "@/lib/promql/parse"
import { mostAlike } from "./alike"
import { baseOf, chosen, comparisonText, exprDigest, mapRules, withBase } from "./base"
import type { AnyRule, RulesByEntry } from "./rules-of"
import { choiceText, thresholdChoices } from "./thresholds"
import { ALL, type Base, type RuleTuning, type Tuning } from "./tuning"

/**
 * A change of the user's that cannot go on by itself, with both sides.
 * - `changed`: the new version has another value than the one that was tuned
 * - `shape`: what the threshold was compared with is another one now, or is not there
 * - `renamed`, `vanished`: the rule is gone; `renamed` when another one looks like it
 */
export interface TuningConflict {
  kind: "changed" | "shape" | "renamed" | "vanished"
  /** Of the field, or of the rule, in the tuning. */
  path: Path
  /** What the user wants, what it was when they said so, and what the new version has; as text for people. */
  mine: string
  base: string
  theirs: string
  /** The rule that a vanished one looks like. */
  renamedTo?: string
  /** Whether the user's side can be kept at all. */
  keepable: boolean
}

/** The result of a three-way merge. */
export interface MergedTuning {
  /** The tuning for the new version. Nothing is dropped: what conflicts stands there as it was, with its old base. */
  tuning: Tuning
  /** Places of what goes on as it is. */
  kept: readonly Path[]
  conflicts: readonly TuningConflict[]
}

/**
 * Carries a tuning over to new versions of its rules. What it was made against is its own `base`, and where it has none, the
 * old rules; without those either there is nothing to compare, and all is kept. Tunings for all rules ("*") are always kept.
 */
export function mergeTuning(tuning: Tuning, oldRules: RulesByEntry | undefined, newRules: RulesByEntry): MergedTuning {
  const kept: Path[] = []
  const conflicts: TuningConflict[] = []
  const based = oldRules ? withBase(tuning, oldRules) : tuning
  for (const [entry, rules] of Object.entries(based)) {
    for (const [name, changes] of Object.entries(rules)) {
      if (entry === ALL || name === ALL) {
        kept.push([entry, name])
        continue
      }
      const next = newRules.get(entry) ?? []
      const rule = next.find((candidate) => ruleName(candidate) === name)
      const found = rule ? fieldMerges(changes, rule) : gone(changes, [entry, name], next, oldRules?.get(entry))
      for (const { path, ...conflict } of found.conflicts) conflicts.push({ ...conflict, path: [entry, name, ...path] })
      kept.push(...found.kept.map((path) => [entry, name, ...path]))
    }
  }
  return { tuning: rebased(based, newRules, conflicts), kept, conflicts }
}

interface Found {
  kept: readonly Path[]
  conflicts: readonly TuningConflict[]
}

/** A rule that is not there any more. One that never was is a typing error, and not ours to report. */
function gone(
  { base }: RuleTuning,
  [entry, name]: readonly [string, string],
  next: readonly AnyRule[],
  old: readonly AnyRule[] | undefined,
): Found {
  const before = old?.find((candidate) => ruleName(candidate) === name)
  const digest = base?.expr ?? (before && exprDigest(before.expr))
  if (digest === undefined) return { kept: [], conflicts: [] }
  const fresh = next.filter((rule) => !old?.some((known) => ruleName(known) === ruleName(rule)))
  const same = fresh.find(({ expr }) => exprDigest(expr) === digest)
  const candidate = mostAlike(name, fresh.map(ruleName))
  // A name alone says something only of a rule that is new; without the old ones nobody knows which are.
  const renamedTo = same ? ruleName(same) : old && candidate
  const found = same ? `${renamedTo} has the same expression` : candidate && `${candidate} is named alike`
  const conflict: TuningConflict = {
    kind: renamedTo === undefined ? "vanished" : "renamed",
    path: [],
    mine: `the tuning of ${name}`,
    base: `${entry} had the rule ${name}`,
    theirs: found ? `it is gone; ${found}` : "it is gone",
    ...(renamedTo !== undefined && { renamedTo }),
    keepable: renamedTo !== undefined,
  }
  return { kept: [], conflicts: [conflict] }
}

/** One tuned value with what it was and what it is. */
interface Side {
  path: Path
  mine: string | null
  base: string | null | undefined
  theirs: string | null
  same?: (a: string, b: string) => boolean
}

function fieldMerges(changes: RuleTuning, rule: AnyRule): Found {
  const { base = {} } = changes
  const thresholds = thresholdMerges(changes, base, rule)
  const kept: Path[] = [...thresholds.kept]
  const conflicts: TuningConflict[] = [...thresholds.conflicts]
  for (const { path, mine, base: before, theirs, same = Object.is } of sides(changes, base, rule)) {
    const equal = (a: string | null, b: string | null) => a === b || (a !== null && b !== null && same(a, b))
    if (before === undefined || equal(theirs, before) || equal(theirs, mine)) kept.push(path)
    else
      conflicts.push({
        kind: "changed",
        path,
        mine: text(mine),
        base: text(before),
        theirs: text(theirs),
        keepable: true,
      })
  }
  for (const key of ["enabled", "matchers"] as const) if (changes[key] !== undefined) kept.push([key])
  return { kept, conflicts }
}

const text = (value: string | null): string => value ?? "none"
const sameDuration = (a: string, b: string): boolean => durationMs(a) === durationMs(b)

function sides(changes: RuleTuning, base: Base, rule: AnyRule): readonly Side[] {
  const now = baseOf(changes, rule)
  const found: Side[] = []
  for (const key of ["for", "keep_firing_for", "severity"] as const) {
    const [mine, theirs] = [changes[key], now[key]]
    if (mine === undefined || theirs === undefined) continue
    found.push({ path: [key], mine, base: base[key], theirs, ...(key !== "severity" && { same: sameDuration }) })
  }
  for (const key of ["labels", "annotations"] as const)
    for (const [name, mine] of Object.entries(changes[key] ?? {}))
      found.push({ path: [key, name], mine, base: base[key]?.[name], theirs: now[key]?.[name] ?? null })
  return found
}

function thresholdMerges({ threshold }: RuleTuning, base: Base, rule: AnyRule): Found {
  if (threshold === undefined) return { kept: [], conflicts: [] }
  const single = typeof threshold === "number"
  const asked = single ? [[undefined, threshold] as const] : Object.entries(threshold)
  const kept: Path[] = []
  const conflicts: TuningConflict[] = []
  for (const [key, to] of asked) {
    const path = key === undefined ? ["threshold"] : ["threshold", key]
    const noted =
      typeof base.threshold === "object" ? base.threshold[key ?? ""] : key === undefined ? base.threshold : undefined
    const conflict = noted === undefined ? undefined : thresholdConflict(rule, key, to, noted)
    if (conflict) conflicts.push({ ...conflict, path, mine: String(to), base: noted ?? "" })
    else kept.push(path)
  }
  return { kept, conflicts }
}

function thresholdConflict(
  rule: AnyRule,
  key: string | undefined,
  to: number,
  noted: string,
): Pick<TuningConflict, "kind" | "theirs" | "keepable"> | undefined {
  const parsed = parse(rule.expr)
  const choice = parsed.ok ? chosen(parsed.expr, key) : { reason: "none" as const, choices: [] }
  if ("reason" in choice) {
    const choices = parsed.ok ? thresholdChoices(parsed.expr).map(choiceText) : []
    return { kind: "shape", theirs: choices.join("; ") || "no comparison with a number", keepable: false }
  }
  const theirs = comparisonText(choice)
  if (theirs === noted) return undefined
  if (shape(theirs) !== shape(noted)) return { kind: "shape", theirs: choiceText(choice), keepable: true }
  return choice.threshold === to ? undefined : { kind: "changed", theirs, keepable: true }
}

/** A comparison without its number. */
function shape(comparison: string): string {
  return comparison.slice(0, comparison.lastIndexOf(" "))
}

/** Notes the new original values of all that has no conflict. */
function rebased(tuning: Tuning, newRules: RulesByEntry, conflicts: readonly TuningConflict[]): Tuning {
  return mapRules(tuning, (changes, entry, name) => {
    const rule = newRules.get(entry)?.find((candidate) => ruleName(candidate) === name)
    if (!rule || changes.base === undefined) return changes
    const own = conflicts.filter(({ path }) => path[0] === entry && path[1] === name).map(({ path }) => path.slice(2))
    return { ...changes, base: withOld(baseOf(changes, rule), changes.base, own) }
  })
}

/** The new base, with the old values at the places that conflict. */
function withOld(fresh: Base, old: Base, places: readonly Path[]): Base {
  const result: Record<string, unknown> = { ...fresh }
  for (const [field = "", key] of places) {
    const before = (old as Record<string, unknown>)[field]
    result[field] = key === undefined ? before : { ...Object(result[field]), [key]: Object(before)[key] }
  }
  return result
}
