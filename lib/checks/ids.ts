import { entryChecks } from "./entry/all"
import { ruleChecks } from "./rule/all"

/** Faults that are found while a file is read, before any check runs. */
export const LOADING_CHECKS: readonly string[] = [
  "yaml-syntax",
  "schema",
  "missing-file",
  "stray-file",
  "capture",
  "runbook",
  "rule-format",
  "template-syntax",
  "duplicate-rule",
]

/** Every id that a problem can carry and a silence can name. */
export const knownCheckIds: ReadonlySet<string> = new Set([
  ...LOADING_CHECKS,
  ...[...ruleChecks, ...entryChecks].map(({ id }) => id),
])
