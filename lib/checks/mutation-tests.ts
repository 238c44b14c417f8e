import { dirname, join } from "node:path/posix"
import { parse } from "yaml"
import type { Alert, Entry, Recording, RuleTests } from "@/lib/catalog/entry"
import type { LoadedEntry } from "@/lib/catalog/load-entry"
import { closure, type LinkedRule, linkedRules, type Reads, readsOf, sees } from "./mutation-links"
import { ruleFileName, type Suite, type Trial } from "./rule-runner"

/** The cases of one test of a test file that are kept. */
interface KeptTest {
  index: number
  alerts: readonly number[]
  exprs: readonly number[]
  /** Whether a rule is one that the kept cases ask for. */
  asksFor: (rule: LinkedRule) => boolean
}

/** A test file's part in the trials of one rule. */
interface Part {
  file: RuleTests
  kept: readonly KeptTest[]
  needed: ReadonlySet<LinkedRule>
}

/** Makes the trial of a rule that stands in the place of the original. */
export type MakeTrial = (by: LinkedRule["rule"]) => Trial

/**
 * The unit tests that can tell a rule from another one in its place, with the rules that these tests need: each test and each
 * rule that is left out saves its time for every mutant. Undefined when no test concerns the rule.
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
    const kept = here.includes(own) ? keptTests(file, affected) : []
    if (kept.length === 0) return []
    const asked = here.filter((rule) => kept.some(({ asksFor }) => asksFor(rule)))
    const needed = closure(asked, ({ reads }) => here.filter((rule) => sees(reads, rule)))
    return [{ file, kept, needed }]
  })
  if (parts.length === 0) return undefined
  return (by) => ({ suites: parts.map((part) => suiteOf(loaded, entry, part, { own, by })) })
}

function keptTests({ tests }: RuleTests, affected: ReadonlySet<LinkedRule>): KeptTest[] {
  const isAffected = (test: (rule: LinkedRule) => boolean): boolean => [...affected].some(test)
  return tests.flatMap((test, index): KeptTest[] => {
    const names = test.alert_rule_test.map(({ alertname }) => alertname)
    const reads = test.promql_expr_test.map(({ expr }) => readsOf(expr))
    const alerts = indices(names, (name) => isAffected((rule) => isAlert(rule, name)))
    const exprs = indices(reads, (read) => isAffected((rule) => sees(read, rule)))
    const asksFor = (rule: LinkedRule): boolean =>
      alerts.some((i) => isAlert(rule, names[i])) || exprs.some((i) => sees(reads[i] as Reads, rule))
    return alerts.length + exprs.length > 0 ? [{ index, alerts, exprs, asksFor }] : []
  })
}

function isAlert({ rule }: LinkedRule, name: string | undefined): boolean {
  return "alert" in rule && rule.alert === name
}

function indices<T>(items: readonly T[], test: (item: T) => boolean): number[] {
  return items.flatMap((item, i) => (test(item) ? [i] : []))
}

function suiteOf(
  loaded: LoadedEntry,
  entry: Entry,
  { file, kept, needed }: Part,
  { own, by }: { own: LinkedRule; by: LinkedRule["rule"] },
): Suite {
  const keep = new Map([...needed].map(({ rule }) => [rule, rule === own.rule ? by : rule]))
  const files = entry.rules
    .map(({ groups }) =>
      groups
        .map((group) => ({ ...group, rules: group.rules.flatMap((rule) => keep.get(rule) ?? []) }))
        .filter(({ rules }) => rules.length > 0),
    )
    .filter((groups) => groups.length > 0)
  return {
    rules: files.map((groups) => JSON.stringify({ groups })),
    tests: JSON.stringify({
      // Without an order promtool takes any, another one each time; recordings first is the one that surprises nobody.
      group_eval_order: files
        .flat()
        .sort((a, b) => Number(b.rules.some(isRecording)) - Number(a.rules.some(isRecording)))
        .map(({ name }) => name),
      ...testFile(loaded, file, kept),
      rule_files: files.map((_, i) => ruleFileName(i)),
    }),
  }
}

function isRecording(rule: LinkedRule["rule"]): boolean {
  return "record" in rule
}

interface RawTest {
  alert_rule_test?: readonly unknown[]
  promql_expr_test?: readonly unknown[]
}

/** The test file as its author wrote it, so that promtool's own defaults hold, with the kept cases only. */
function testFile(loaded: LoadedEntry, { file }: RuleTests, kept: readonly KeptTest[]): object {
  const written = parse(loaded.texts.get(file) ?? "", { schema: "failsafe" })
  const raw = asRead(loaded.sources.get(file)?.value, written) as { tests: readonly RawTest[] }
  const tests = kept.map(({ index, alerts, exprs }) => {
    const { alert_rule_test: alertTests = [], promql_expr_test: exprTests = [], ...test } = raw.tests[index] ?? {}
    return {
      ...test,
      alert_rule_test: alerts.map((i) => alertTests[i]),
      promql_expr_test: exprs.map((i) => exprTests[i]),
    }
  })
  return { ...raw, tests }
}

/**
 * A YAML value as promtool reads it into its types: text as it stands in the file, for `0x20` are zeros and not 32. Only the
 * expected value of a sample is a number to promtool.
 */
function asRead(value: unknown, written: unknown, key = ""): unknown {
  if (Array.isArray(value)) return value.map((item, i) => asRead(item, (written as unknown[])[i]))
  if (value === null || typeof value === "boolean" || key === "value") return value
  if (typeof value !== "object") return written
  const texts = written as Record<string, unknown>
  return Object.fromEntries(
    Object.entries(value as object).map(([name, item]) => [name, asRead(item, texts[name], name)]),
  )
}

/** Whether a path matches a pattern of `rule_files`, in which * and ? stand for anything but a slash. */
function matchesGlob(pattern: string, path: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", "[^/]*")
    .replaceAll("?", "[^/]")
  return new RegExp(`^${source}$`).test(path)
}
