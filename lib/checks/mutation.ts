import type { Alert, Entry, Origin, Recording } from "@/lib/catalog/entry"
import { inside } from "@/lib/catalog/entry"
import type { LoadedEntry } from "@/lib/catalog/load-entry"
import { ruleName } from "@/lib/catalog/rule-file"
import { entrySubject } from "./entry-subject"
import { type Mutant, mutants } from "./mutants"
import type { Operator } from "./mutation-change"
import { trialsOf } from "./mutation-tests"
import type { Trial, TrialOptions, TrialRunner, Verdict } from "./rule-runner"

/** A mutant that no unit test noticed: where it is, what it changes, and what a test must show to notice it. */
export interface Survivor {
  /** Unique among the mutants of its rule. */
  id: string
  operator: Operator
  description: string
  test: string
  file: string
  line: number
  column: number
}

/** How the unit tests of one rule did against its mutants. */
export interface RuleMutation {
  kind: "alert" | "recording"
  name: string
  origin: Origin
  mutants: number
  killed: number
  /** How many mutants there were of each kind, and how many of them were noticed. */
  operators: Partial<Record<Operator, { mutants: number; killed: number }>>
  survivors: readonly Survivor[]
}

/** A mutant that promtool could not try, or a rule whose tests fail without any mutant. A fault of ours or of the tests. */
export interface MutationFault {
  name: string
  message: string
}

/** Mutation testing of one entry. */
export interface EntryMutation {
  id: string
  /** Program and version that judged. */
  tool: string
  rules: readonly RuleMutation[]
  total: { mutants: number; killed: number }
  faults: readonly MutationFault[]
}

/** Percent of an entry's mutants that its unit tests noticed; 100 where there is nothing to notice. */
export function scoreOf({ total: { mutants, killed } }: Pick<EntryMutation, "total">): number {
  return mutants === 0 ? 100 : (100 * killed) / mutants
}

/** Every mutant of an entry that no unit test noticed, with the rule that it changes. */
export function survivorsOf({ rules }: EntryMutation): (Survivor & { rule: string })[] {
  return rules.flatMap(({ name, survivors }) => survivors.map((survivor) => ({ rule: name, ...survivor })))
}

/** A rule with its mutants and their trials; the first trial is of the rule as it is. */
interface Target {
  rule: Alert | Recording
  found: readonly Mutant[]
  trials: readonly Trial[]
}

/** Tries the mutants of an entry's rules, or of those called `only`, against its unit tests. */
export async function mutateEntry(
  loaded: LoadedEntry,
  entry: Entry,
  runner: TrialRunner,
  { only, ...options }: TrialOptions & { only?: string | undefined } = {},
): Promise<EntryMutation> {
  const targets = targetsOf(loaded, entry, only)
  const verdicts = await runner.tryAll(
    targets.flatMap(({ trials }) => trials),
    options,
  )
  let first = 0
  const judged = targets.map((target) => {
    const own = verdicts.slice(first, first + target.trials.length)
    first += target.trials.length
    return { mutation: mutationOf(loaded, target, own), faults: faultsOf(target, own) }
  })
  const rules = judged.map(({ mutation }) => mutation)
  const sum = (key: "mutants" | "killed"): number => rules.reduce((total, rule) => total + rule[key], 0)
  return {
    id: entry.id,
    tool: runner.tool,
    rules,
    total: { mutants: sum("mutants"), killed: sum("killed") },
    faults: judged.flatMap(({ faults }) => faults),
  }
}

/** How many trials the mutants of an entry take: for showing progress over several entries. */
export function trialCount(loaded: LoadedEntry, entry: Entry, only?: string): number {
  return targetsOf(loaded, entry, only).reduce((sum, { trials }) => sum + trials.length, 0)
}

function targetsOf(loaded: LoadedEntry, entry: Entry, only: string | undefined): Target[] {
  const { byName } = entrySubject(entry).metrics
  const labelsOf = (metric: string) => byName.get(metric)?.labels
  const rules = [...entry.alerts, ...entry.recordings].filter((rule) => only === undefined || ruleName(rule) === only)
  return rules.map((rule): Target => {
    const original = ruleOf(rule)
    const found = mutants(original, { labelsOf })
    const make = trialsOf(loaded, entry, rule)
    return { rule, found, trials: make ? [original, ...found.map((mutant) => mutant.rule)].map(make) : [] }
  })
}

/** The rule as its file has it, without what the entry adds. */
function ruleOf({ group: _group, origin: _origin, ...rule }: Alert | Recording): Mutant["rule"] {
  return rule
}

/** A rule without any test has no trials, and all of its mutants live on. */
function mutationOf(loaded: LoadedEntry, { rule, found }: Target, verdicts: readonly Verdict[]): RuleMutation {
  const isKilled = (i: number): boolean => verdicts[i + 1]?.outcome === "failed"
  const operators: RuleMutation["operators"] = {}
  for (const [i, { operator }] of found.entries()) {
    const count = operators[operator] ?? { mutants: 0, killed: 0 }
    operators[operator] = { mutants: count.mutants + 1, killed: count.killed + (isKilled(i) ? 1 : 0) }
  }
  return {
    kind: "alert" in rule ? "alert" : "recording",
    name: ruleName(rule),
    origin: rule.origin,
    mutants: found.length,
    killed: found.filter((_, i) => isKilled(i)).length,
    operators,
    survivors: found.flatMap((mutant, i) => (isKilled(i) ? [] : [survivorOf(loaded, rule.origin, mutant)])),
  }
}

function survivorOf(loaded: LoadedEntry, origin: Origin, mutant: Mutant): Survivor {
  const { id, operator, description, test, key, span } = mutant
  const at = inside(origin, key)
  const place = loaded.sources.get(origin.file)?.locate(at.path, span ? { offset: span.start } : {})
  return { id, operator, description, test, file: origin.file, line: place?.line ?? 1, column: place?.column ?? 1 }
}

function faultsOf({ rule, found }: Target, verdicts: readonly Verdict[]): MutationFault[] {
  const name = ruleName(rule)
  return verdicts.flatMap((verdict, i): MutationFault[] => {
    const what = i === 0 ? "the rule itself" : (found[i - 1]?.description ?? "")
    if (verdict.outcome === "refused") return [{ name, message: `promtool refuses ${what}: ${verdict.message}` }]
    return i === 0 && verdict.outcome === "failed"
      ? [{ name, message: "Its unit tests fail without any change, when run with only the rules that they need" }]
      : []
  })
}
