import type { Finding, RuleCheck } from "@/lib/checks/check"
import { compare, inWords } from "@/lib/checks/interval"
import type { Metrics } from "@/lib/checks/metrics"
import { operandText } from "@/lib/checks/operand-text"
import { type ParsedExpression, parsed } from "@/lib/checks/subject"
import { valueRange } from "@/lib/checks/value-range"
import { visitKind } from "@/lib/checks/walk"
import { type Expr, unwrap } from "@/lib/promql/ast"
import { isComparison } from "@/lib/promql/keywords"
import { comparisons } from "@/lib/promql/threshold"

/** What gives a value only where series are: `> 0` behind it says no more than the series do, and does no harm. */
const COUNTS = new Set([
  "count",
  "count_values",
  "group",
  "absent",
  "absent_over_time",
  "present_over_time",
  "count_over_time",
])

/** A comparison that is always true lets everything through. */
export const constantComparison: RuleCheck = {
  id: "constant-comparison",
  severity: "error",
  summary: "The comparison is always true, so it filters nothing",
  needs: ["entry", "captures", "rules"],
  docs: {
    why: `A rate, an increase or a counter is never negative, so \`>= 0\` is true for every series there is: the alert fires at once,
for all of them, and never ends. Most often \`> 0\` was meant.`,
    example: {
      before: `
- alert: JobsFail
  expr: increase(jobs_failed_total[15m]) >= 0`,
      after: `
- alert: JobsFail
  expr: increase(jobs_failed_total[15m]) > 0`,
    },
  },
  run: ({ alerts, recordings, metrics }) =>
    [...alerts, ...recordings]
      .flatMap(({ expression }) => parsed(expression))
      .flatMap((expression) => alwaysTrue(expression, metrics)),
}

function alwaysTrue({ at, expr }: ParsedExpression, { byName }: Metrics): Finding[] {
  return visitKind(expr, "binary").flatMap(({ node, around }): Finding[] => {
    const { op, left, right } = node
    if (!isComparison(op) || isCount(left) || isFiltered(left) || isCondition(node, around)) return []
    const [a, b] = [valueRange(left, byName), valueRange(right, byName)]
    // What is always one value, such as an info metric, is compared to say that it is there.
    if (a.min === a.max || compare(op, a, b) !== "always") return []
    const message = `${operandText(left)} is ${inWords(a) ?? "any number"}, so ${op} ${operandText(right)} is always true`
    const more = op === ">=" && b.min === 0 && b.max === 0 ? { hint: "Did you mean > 0?" } : {}
    return [{ at, offset: node.opSpan.start, end: right.end, message, ...more }]
  })
}

/** What an inner comparison lets through is compared once more than needed, and filtered all the same. */
function isFiltered(expr: Expr): boolean {
  return comparisons(expr).some(({ bool }) => !bool)
}

function isCount(expr: Expr): boolean {
  const inner = unwrap(expr)
  const name = inner.kind === "aggregate" ? inner.op : inner.kind === "call" ? inner.func : ""
  return COUNTS.has(name)
}

/** Right of `and` and `unless` only the presence of series counts, and some write `>= 0` there to say so. */
function isCondition(node: Expr, around: readonly Expr[]): boolean {
  const path = [node, ...around]
  return path.some((outer, i) => {
    const inner = path[i - 1]
    return outer.kind === "binary" && ["and", "unless"].includes(outer.op) && outer.right === inner
  })
}
