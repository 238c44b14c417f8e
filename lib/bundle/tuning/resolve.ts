import { baseOf } from "./base"
import type { TuningConflict } from "./merge"
import { type RulesByEntry, ruleName } from "./rules-of"
import type { RuleTuning, Tuning } from "./tuning"

/** Which side of a conflict goes on. */
export type Choice = "mine" | "theirs"

/**
 * Ends one conflict. "theirs" drops the user's change. "mine" keeps it and notes the new value as its base; with a renamed
 * rule it moves the tuning to the new name. Where the user's side cannot be kept the tuning stays as it is.
 */
export function resolveConflict(
  tuning: Tuning,
  { path, renamedTo, keepable }: TuningConflict,
  choice: Choice,
  newRules: RulesByEntry,
): Tuning {
  const [entry, name, field, key] = path.map(String)
  const rules = entry === undefined ? undefined : tuning[entry]
  const changes = name === undefined ? undefined : rules?.[name]
  if (entry === undefined || name === undefined || !rules || !changes) return tuning
  if (choice === "mine" && !keepable) return tuning
  if (field === undefined) {
    const renamed = Object.entries(rules).flatMap(([rule, value]): [string, RuleTuning][] => {
      if (rule !== name) return [[rule, value]]
      return choice === "mine" && renamedTo !== undefined ? [[renamedTo, { ...value, ...rules[renamedTo] }]] : []
    })
    return withRules(tuning, entry, Object.fromEntries(renamed))
  }
  if (choice === "theirs") return withRules(tuning, entry, withoutField(rules, name, field, key))
  const rule = newRules.get(entry)?.find((candidate) => ruleName(candidate) === name)
  if (!rule) return tuning
  const fresh: Record<string, unknown> = baseOf(changes, rule)
  const old: Record<string, unknown> = { ...changes.base }
  const value = key === undefined ? fresh[field] : { ...Object(old[field]), [key]: Object(fresh[field])[key] }
  return withRules(tuning, entry, { ...rules, [name]: { ...changes, base: { ...old, [field]: value } } })
}

/** Without what one field says, and without the rule when that was all. */
function withoutField(
  rules: Readonly<Record<string, RuleTuning>>,
  name: string,
  field: string,
  key: string | undefined,
): Record<string, RuleTuning> {
  const { base = {}, ...changes } = rules[name] ?? {}
  const left = { ...without(changes, field, key), base: without(base, field, key) }
  const { [name]: _, ...others } = rules
  return Object.keys(left).length > 1 ? { ...rules, [name]: left } : others
}

function without(from: Readonly<Record<string, unknown>>, field: string, key: string | undefined) {
  const { [field]: value, ...others } = from
  if (key === undefined || value === undefined) return others
  const { [key]: _, ...left } = Object(value) as Record<string, unknown>
  return Object.keys(left).length > 0 ? { ...others, [field]: left } : others
}

function withRules(tuning: Tuning, entry: string, rules: Record<string, RuleTuning>): Tuning {
  const { [entry]: _, ...others } = tuning
  return Object.keys(rules).length > 0 ? { ...tuning, [entry]: rules } : others
}
