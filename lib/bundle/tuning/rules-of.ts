import type { Entry } from "@/lib/catalog/entry"
import type { AlertRule, RecordingRule } from "@/lib/catalog/rule-file"

/** A rule of either kind. */
export type AnyRule = AlertRule | RecordingRule

/** The rules of entries as their authors wrote them, by entry id. */
export type RulesByEntry = ReadonlyMap<string, readonly AnyRule[]>

/** All rules of an entry in the order of its files. */
export function rulesOf({ rules }: Pick<Entry, "rules">): readonly AnyRule[] {
  return rules.flatMap(({ groups }) => groups.flatMap((group) => group.rules))
}

/** The rules of several entries. */
export function rulesByEntry(entries: readonly Entry[]): RulesByEntry {
  return new Map(entries.map((entry) => [entry.id, rulesOf(entry)]))
}
