import { stringify } from "yaml"
import type { RuleCheck, RuleExample } from "@/lib/checks/check"
import { subjectOf } from "./subject"

/** One alert called X with this expression, as the text of a rule list. */
export function rule(expr: string, more: Record<string, unknown> = {}): string {
  return stringify([{ alert: "X", expr, ...more }])
}

/** What a check finds: the message, and the characters of the expression that it points at ("" without an offset). */
export function pointed(
  check: RuleCheck,
  text: string,
  example: Partial<RuleExample> = {},
): { text: string; message: string }[] {
  const subject = subjectOf(text, example)
  const texts = [...subject.alerts, ...subject.recordings, ...subject.queries].map(({ expression }) => expression)
  return check.run(subject).map(({ at, offset, end, message }) => {
    const expression = texts.find((one) => one.at.path.join() === at.path.join())
    return { text: offset === undefined ? "" : (expression?.text.slice(offset, end) ?? "?"), message }
  })
}
