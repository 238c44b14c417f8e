import { dirname, join } from "node:path/posix"
import type { Alert, Entry, Recording, RuleTests } from "@/lib/catalog/entry"
import type { LoadedEntry } from "@/lib/catalog/load-entry"
import { durationMs } from "@/lib/promql/duration"
import { closure, type LinkedRule, linkedRules, type Reads, readsOf, sees } from "./mutation-links"
import { ruleFileName, type Suite, type Trial } from "./rule-runner"

/** The cases of one test of a test file that are kept. */
interface KeptTest {
  index: number
  alerts: readonly number[]
  exprs: readonly number[]
  /** How often promtool evaluates the rules until the last case. */
  rounds: number
  /** Whether a rule is one that the kept cases ask for. */
  asksFor: (rule: LinkedRule) => boolean
}

/** One test with what it takes. */
interface Part {
  file: RuleTests
  kept: KeptTest
  needed: ReadonlySet<LinkedRule>
}

/** Makes the trial of a rule that stands in the place of the original. */
export type MakeTrial = (by: LinkedRule["rule"]) => Trial

/**
 * The unit tests that can tell a rule from another one in its place, each in a suite of its own with the rules that it needs, those
 * that take least first: a mutant that the first one notices costs no more than that. Undefined when no test concerns the rule.
 */
export function trialsOf(loaded: LoadedEntry, entry: Entry, { origin }: Alert | Recording): MakeTrial | undefined {
  const rules = linkedRules(entry)
  const own = rules.find(({ file, path }) => file === origin.file && path.join() === origin.path.join())
  if (!own) return undefined
  const affected = closure([own], (from) => rules.filter(({ reads }) => sees(reads, from)))
  const parts = entry.tests.flatMap((file): Part[] => {
    const here = rules.filter((rule) =>
      file.rule_files.some((name) => matchesGlob(join(dirname(file.file), name), rule.file)),
    )
    return (here.includes(own) ? keptTests(file, affected) : []).map((kept) => {
      const needed = closure(here.filter(kept.asksFor), ({ reads }) => here.filter((rule) => sees(reads, rule)))
      return { file, kept, needed }
    })
  })
  if (parts.length === 0) return undefined
  const cost = ({ kept, needed }: Part): number => kept.rounds * needed.size
  parts.sort((a, b) => cost(a) - cost(b))
  const makers = parts.map((part) => suiteMaker(loaded, entry, part, own))
  return (by) => ({ suites: makers.map((make) => make(by)) })
}

function keptTests({ tests, evaluation_interval: every }: RuleTests, affected: ReadonlySet<LinkedRule>): KeptTest[] {
  const isAffected = (test: (rule: LinkedRule) => boolean): boolean => [...affected].some(test)
  return tests.flatMap((test, index): KeptTest[] => {
    const names = test.alert_rule_test.map(({ alertname }) => alertname)
    const reads = test.promql_expr_test.map(({ expr }) => readsOf(expr))
    const alerts = indices(names, (name) => isAffected((rule) => isAlert(rule, name)))
    const exprs = indices(reads, (read) => isAffected((rule) => sees(read, rule)))
    const asksFor = (rule: LinkedRule): boolean =>
      alerts.some((i) => isAlert(rule, names[i])) || exprs.some((i) => sees(reads[i] as Reads, rule))
    const times = [
      ...alerts.map((i) => test.alert_rule_test[i]?.eval_time),
      ...exprs.map((i) => test.promql_expr_test[i]?.eval_time),
    ].map((time) => durationMs(time ?? "0") ?? 0)
    const rounds = Math.max(...times) / (durationMs(every) || 60_000)
    return times.length > 0 ? [{ index, alerts, exprs, rounds, asksFor }] : []
  })
}

function isAlert({ rule }: LinkedRule, name: string | undefined): boolean {
  return "alert" in rule && rule.alert === name
}

function indices<T>(items: readonly T[], test: (item: T) => boolean): number[] {
  return items.flatMap((item, i) => (test(item) ? [i] : []))
}

/** Only the rules differ from mutant to mutant, and of them only the one file. */
function suiteMaker(loaded: LoadedEntry, entry: Entry, part: Part, own: LinkedRule): (by: LinkedRule["rule"]) => Suite {
  const kept = new Set([...part.needed].map(({ rule }) => rule))
  const files = entry.rules
    .map(({ groups }) =>
      groups
        .map((group) => ({ ...group, rules: group.rules.filter((rule) => kept.has(rule)) }))
        .filter(({ rules }) => rules.length > 0),
    )
    .filter((groups) => groups.length > 0)
  const tests = JSON.stringify({
    // Without an order promtool takes any, another one each time; recordings first is the one that surprises nobody.
    group_eval_order: files
      .flat()
      .sort((a, b) => Number(b.rules.some(isRecording)) - Number(a.rules.some(isRecording)))
      .map(({ name }) => name),
    ...testFile(loaded, part),
    rule_files: files.map((_, i) => ruleFileName(i)),
  })
  return (by) => ({
    rules: files.map((groups) => JSON.stringify({ groups }, (_key, value) => (value === own.rule ? by : value))),
    tests,
  })
}

function isRecording(rule: LinkedRule["rule"]): boolean {
  return "record" in rule
}

interface RawTest {
  alert_rule_test?: readonly unknown[]
  promql_expr_test?: readonly unknown[]
}

/** The test file as its author wrote it, so that promtool's own defaults hold, with the kept cases of one test only. */
function testFile(loaded: LoadedEntry, { file, kept }: Part): object {
  const raw = loaded.sources.get(file.file)?.value as RawFile
  const { alert_rule_test: alertTests = [], promql_expr_test: exprTests = [], ...test } = raw.tests[kept.index] ?? {}
  const cases = {
    alert_rule_test: kept.alerts.map((i) => alertTests[i]),
    promql_expr_test: kept.exprs.map((i) => exprTests[i]),
  }
  return { ...raw, tests: [{ ...test, ...cases }] }
}

interface RawFile {
  tests: readonly RawTest[]
}

/** Whether a path matches a pattern of `rule_files`, in which * and ? stand for anything but a slash. */
function matchesGlob(pattern: string, path: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", "[^/]*")
    .replaceAll("?", "[^/]")
  return new RegExp(`^${source}$`).test(path)
}
