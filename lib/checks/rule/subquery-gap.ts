import type { Finding, RuleCheck } from "@/lib/checks/check"
import { durationText } from "@/lib/checks/mutation-change"
import { parsedExpressions } from "@/lib/checks/subject"
import { visitKind } from "@/lib/checks/walk"
import type { MatrixSelector, Subquery } from "@/lib/promql/ast"

/** The functions whose result is only about their range: what happened between two of them is not seen. */
const OF_THEIR_RANGE = new Set(["rate", "increase", "irate", "delta", "idelta", "changes", "resets"])

/** A subquery that looks at one minute in five misses what happens in the other four. */
export const subqueryGap: RuleCheck = {
  id: "subquery-gap",
  severity: "warning",
  summary: "The steps of a subquery are longer than the range inside of it",
  needs: ["entry", "rules"],
  docs: {
    why: `\`max_over_time(rate(x[1m])[1h:5m])\` computes the rate of one minute, every five minutes. What happens in the four minutes
between is in none of them: the maximum is one of a sample, and an increase that is added up lacks four fifths.`,
    fix: "Make the step as long as the range inside, or the range as long as the step.",
    example: {
      metrics: `
# TYPE jobs_started_total counter
jobs_started_total 12`,
      before: `
- alert: JobBurst
  expr: max_over_time(rate(jobs_started_total[1m])[1h:5m]) > 100`,
      after: `
- alert: JobBurst
  expr: max_over_time(rate(jobs_started_total[5m])[1h:5m]) > 100`,
    },
  },
  run: (subject) =>
    parsedExpressions(subject).flatMap(({ at, expr }) =>
      visitKind(expr, "matrix").flatMap(({ node, around: [call, ...outer] }): Finding[] => {
        const subquery = outer.find((one): one is Subquery => one.kind === "subquery")
        if (call?.kind !== "call" || !OF_THEIR_RANGE.has(call.func) || !subquery?.step) return []
        return leavesGap(node, subquery)
          ? [
              {
                at,
                offset: subquery.step.start,
                end: subquery.step.end,
                ...describe(call.func, node, subquery.step.ms),
              },
            ]
          : []
      }),
    ),
}

function leavesGap({ range }: MatrixSelector, { step }: Subquery): boolean {
  const fixed = ![range, step].some((duration) => duration?.computed || /^0\d/.test(duration?.text ?? ""))
  return fixed && step !== undefined && range.ms < step.ms
}

function describe(func: string, { range }: MatrixSelector, stepMs: number) {
  return {
    message: `${func}() looks at ${range.text} every ${durationText(stepMs)}, and at nothing between`,
    hint: `Use a step of ${range.text}, or a range of ${durationText(stepMs)}`,
  }
}
