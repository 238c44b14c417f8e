import { atLeast, type Profile } from "@/lib/promql/profile"
import type { RuleGroup } from "./rule-group"

/** A rule that has the name and the labels of one above it. */
export interface DuplicateRule {
  at: RuleGroup["rules"][number]
  message: string
  hint: string
}

/**
 * Rules of one file with the same name and labels. promtool's lint "duplicate-rules" reports them and still succeeds: two
 * recording rules then write the same series, two alerts cannot be told apart. Labels of groups count since Prometheus 3.
 */
export function duplicateRules(groups: readonly RuleGroup[], profile: Profile): DuplicateRule[] {
  const seen = new Map<string, string>()
  return groups.flatMap(({ labels, rules, name: group }) =>
    rules.flatMap((rule): DuplicateRule[] => {
      const name = rule.kind === "alert" ? rule.alert : rule.record
      const all = atLeast(profile, "3.0") ? { ...labels, ...rule.labels } : rule.labels
      const sorted = Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1))
      const key = JSON.stringify([name, sorted])
      const first = seen.get(key)
      if (first === undefined) {
        seen.set(key, group)
        return []
      }
      const where = first === group ? "above" : `in group ${first}`
      const what = rule.kind === "alert" ? "alert" : "recording rule"
      return [
        {
          at: rule,
          message: `There is another ${what} ${name} with the same labels ${where}`,
          hint:
            rule.kind === "alert"
              ? "Give one of them a label of its own, such as another severity"
              : "Two rules then write the same series; rename one",
        },
      ]
    }),
  )
}
