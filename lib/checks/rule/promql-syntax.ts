import type { Finding, RuleCheck } from "@/lib/checks/check"
import { type Expression, expressions } from "@/lib/checks/subject"
import { minimumVersion } from "@/lib/promql/minimum-version"
import { parse } from "@/lib/promql/parse"
import { atLeast, type Profile } from "@/lib/promql/profile"

/** Prometheus refuses the whole file when one expression is wrong. */
export const promqlSyntax: RuleCheck = {
  id: "promql-syntax",
  severity: "error",
  summary: "The expression is not valid PromQL, or no instant vector, or too new",
  needs: [],
  docs: {
    why: `Prometheus refuses the whole rule file when one expression does not parse, and keeps running with the rules that
it had before: nobody is told. A range vector or a string parses, so \`promtool check rules\` accepts it, and fails at every
evaluation. A function that is newer than the server has the same effect as a typing error.`,
    fix: `Correct the expression at the column that is named. Where a newer function is needed, use what Prometheus 2.42
knows, so that the rule loads everywhere.`,
    example: {
      before: `
- record: job:http_requests:rate5m
  expr: sum by (job) (http_requests_total[5m])`,
      after: `
- record: job:http_requests:rate5m
  expr: sum by (job) (rate(http_requests_total[5m]))`,
    },
  },
  run: (subject) => expressions(subject).flatMap((expression) => fault(expression, subject.oldest)),
}

function fault({ at, text, result, profile }: Expression, oldest: Profile): Finding[] {
  if (!result.ok) return [{ at, offset: result.error.start, end: result.error.end, message: result.error.message }]
  // promtool accepts these; only the evaluation fails, every minute, in the log of the server.
  if (result.type === "matrix" || result.type === "string") {
    const what = result.type === "matrix" ? "a range vector" : "a string"
    return [{ at, offset: 0, message: `The expression is ${what}, which cannot be evaluated as a rule or panel` }]
  }
  if (profile === oldest || parse(text, { profile: oldest }).ok) return []
  const needs = minimumVersion(result.expr)
  if (needs !== undefined && atLeast(oldest, needs)) return []
  return [
    {
      at,
      offset: 0,
      message: `The expression needs Prometheus ${needs} or later`,
      hint: `These rules must load in ${oldest} and later`,
    },
  ]
}
