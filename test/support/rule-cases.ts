import { expect } from "vitest"
import type { RuleCheck, RuleExample } from "@/lib/checks/check"
import { parsedExpressions } from "@/lib/checks/subject"
import { subjectOf } from "./subject"

/** What a check finds in an expression (as that of an alert) or in a whole text of rules or panels, with the text it points at. */
export function pointedAt(check: RuleCheck, text: string, example: Partial<RuleExample> = {}) {
  const subject = subjectOf(isList(text) ? text : JSON.stringify([{ alert: "Case", expr: text }]), example)
  const parsed = parsedExpressions(subject)
  return check.run(subject).map(({ at, offset, end, message, hint }) => {
    const expression = parsed.find((one) => one.at === at)
    return { at: expression?.text.slice(offset, end), message, hint }
  })
}

/** Fails when the check finds something, or when the text has an expression that does not parse. */
export function silent(check: RuleCheck, text: string, example: Partial<RuleExample> = {}): void {
  const subject = subjectOf(isList(text) ? text : JSON.stringify([{ alert: "Case", expr: text }]), example)
  const all = subject.alerts.length + subject.recordings.length + subject.queries.length
  expect(parsedExpressions(subject)).toHaveLength(all)
  expect(check.run(subject)).toEqual([])
}

function isList(text: string): boolean {
  return /^\s*(\[|- )/.test(text)
}
