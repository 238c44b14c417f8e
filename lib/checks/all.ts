import type { EntryCheck, RuleCheck } from "./check"
import { entryChecks } from "./entry/all"
import { type LoadingCheck, loadingChecks } from "./loading-checks"
import { reviewChecks } from "./review-checks"
import { ruleChecks } from "./rule/all"
import { textChecks } from "./text-checks"

/** Everything that a problem can come from, by id in alphabetical order. */
export const allChecks: readonly (RuleCheck | EntryCheck | LoadingCheck)[] = [
  ...ruleChecks,
  ...entryChecks,
  ...loadingChecks,
  ...textChecks,
  ...reviewChecks,
].sort((a, b) => (a.id < b.id ? -1 : 1))

/** Every id that a problem can carry and a silence can name. */
export const checkIds: ReadonlySet<string> = new Set(allChecks.map(({ id }) => id))
