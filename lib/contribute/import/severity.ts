import type { RuleSeverity } from "@/lib/catalog/rule-file"

/** Words of public rule sets for how much an alert matters, and what they are here. */
const WORDS: Readonly<Record<RuleSeverity, readonly string[]>> = {
  critical: ["critical", "crit", "error", "page", "pager", "high", "disaster", "emergency", "fatal", "major", "p1"],
  warning: ["warning", "warn", "average", "medium", "ticket", "minor", "p2", "moderate"],
  info: ["info", "information", "informational", "none", "low", "notice", "notify", "p3", "p4", "debug"],
}

/** The catalog's severity for that of a rule, with what was changed; an unknown one becomes a warning, and says so. */
export function mappedSeverity(given: string | undefined): { severity: RuleSeverity; change?: string } {
  const word = given?.trim().toLowerCase() ?? ""
  const found = (Object.keys(WORDS) as RuleSeverity[]).find((severity) => WORDS[severity].includes(word))
  if (found !== undefined)
    return found === given ? { severity: found } : { severity: found, change: `severity ${given} is ${found} here` }
  if (word === "") return { severity: "warning", change: "it had no severity: warning was set, decide" }
  return { severity: "warning", change: `severity ${given} is unknown here: warning was set, decide` }
}
