import type { Finding, RuleCheck } from "@/lib/checks/check"
import { ANY, closed, compare, constraint, type Interval, intersect, inWords, isEmpty } from "@/lib/checks/interval"
import type { Metrics } from "@/lib/checks/metrics"
import { operandText } from "@/lib/checks/operand-text"
import { type ParsedExpression, parsed } from "@/lib/checks/subject"
import { valueRange } from "@/lib/checks/value-range"
import { visitKind } from "@/lib/checks/walk"
import { type Binary, type Expr, unwrap } from "@/lib/promql/ast"
import { isComparison } from "@/lib/promql/keywords"
import { print, printNumber } from "@/lib/promql/print"
import { comparison } from "@/lib/promql/threshold"

/** An alert whose comparison cannot be true looks like protection and is none. */
export const impossibleComparison: RuleCheck = {
  id: "impossible-comparison",
  severity: "error",
  summary: "The comparison can never be true",
  needs: ["entry", "captures", "rules"],
  docs: {
    why: `\`count()\` of nothing is not 0 but nothing, a rate is never below 0, a share is never above 1, and no value is both above 5
and below 3. An alert on one of these never fires. Its author believes to be warned; the outage comes without a word.`,
    fix: `For "there are none" use \`absent()\`, or give the count its zero: \`(count(…) or vector(0)) == 0\`. Where a share meets a
percentage, bring both to the same unit.`,
    example: {
      before: `
- alert: NoWorkers
  expr: count(up{job="worker"} == 1) == 0
  for: 5m`,
      after: `
- alert: NoWorkers
  expr: absent(up{job="worker"} == 1)
  for: 5m`,
    },
  },
  run: ({ alerts, recordings, metrics }) =>
    [...alerts, ...recordings]
      .flatMap(({ expression }) => parsed(expression))
      .flatMap((expression) => [...byRange(expression, metrics), ...contradictions(expression)]),
}

function byRange({ at, expr }: ParsedExpression, { byName }: Metrics): Finding[] {
  return visitKind(expr, "binary").flatMap(({ node }) => {
    const { op, left, right } = node
    if (!isComparison(op)) return []
    const place = { at, offset: node.opSpan.start, end: node.right.end }
    if ((op === ">" || op === "<") && !node.matching && isSame(unwrap(left), unwrap(right)))
      return [{ ...place, message: `${operandText(left)} is compared with itself, which is never true for ${op}` }]
    const [a, b] = [valueRange(left, byName), valueRange(right, byName)]
    if (isNothing(a) || isNothing(b)) {
      const hint = "A value that is not a number is the one that does not equal itself: x != x"
      return op === "!=" ? [] : [{ ...place, message: `Nothing is ${op} NaN, not even NaN itself`, hint }]
    }
    if (compare(op, a, b) !== "never") return []
    return [{ ...place, message: rangeMessage(node, a, b), ...hintFor(node, a) }]
  })
}

function isSame(a: Expr, b: Expr): boolean {
  return a.kind === b.kind && print(a) === print(b)
}

/** Only NaN. */
function isNothing(range: Interval): boolean {
  return isEmpty(range) && range.nan
}

function rangeMessage({ op, left, right }: Binary, a: Interval, b: Interval): string {
  const [words, other] = [inWords(a), inWords(b)]
  const what = words ? `${operandText(left)} is ${words}` : `${operandText(right)} is ${other}`
  return `${what}, so ${op} ${operandText(right)} is never true`
}

function hintFor({ op, left, right }: Binary, a: Interval): { hint?: string } {
  const inner = unwrap(left)
  if (inner.kind === "aggregate" && inner.op === "count" && ["==", "<", "<="].includes(op))
    return { hint: `Nothing is counted as no result, not as 0: absent(${print(unwrap(inner.expr))})` }
  const number = unwrap(right)
  if (a.max === 1 && op.startsWith(">") && number.kind === "number" && number.value > 1 && number.value <= 100)
    return { hint: `A share lies between 0 and 1: write ${number.value / 100}, or multiply by 100` }
  return {}
}

/** Conditions on one operand that are joined by `and` and exclude each other. */
function contradictions({ at, expr }: ParsedExpression): Finding[] {
  return visitKind(expr, "binary").flatMap(({ node, around }) => {
    const outer = around.find(({ kind }) => kind !== "paren")
    if (!isPlainAnd(node) || (outer && isPlainAnd(outer))) return []
    const allowed = new Map<string, { range: Interval; first: string }>()
    return conjuncts(node).flatMap((side): Finding[] => {
      const found = comparison(side)
      if (!found?.side || found.bool || found.threshold === undefined) return []
      const operand = found.side === "right" ? found.node.left : found.node.right
      const key = print(unwrap(operand))
      const condition = `${found.op} ${printNumber(found.threshold)}`
      const before = allowed.get(key)
      const range = intersect(before?.range ?? ANY, constraint(found.op, closed(found.threshold, found.threshold)))
      allowed.set(key, { range, first: before?.first ?? condition })
      if (!before || !isEmpty(range)) return []
      const message = `${operandText(operand)} is never both ${before.first} and ${condition}`
      return [{ at, offset: found.node.opSpan.start, end: found.node.right.end, message }]
    })
  })
}

/** Without `on` or `ignoring` both sides are the same series. */
function isPlainAnd(expr: Expr): boolean {
  return expr.kind === "binary" && expr.op === "and" && !expr.matching
}

function conjuncts(expr: Expr): Expr[] {
  const inner = unwrap(expr)
  return inner.kind === "binary" && isPlainAnd(inner) ? [inner.left, inner.right].flatMap(conjuncts) : [inner]
}
