import { type Aggregate, type Binary, type Expr, type Matcher, unwrap } from "@/lib/promql/ast"
import { isComparison, isSetOperator } from "@/lib/promql/keywords"
import { constant } from "@/lib/promql/threshold"
import { type Place, sameNode } from "./mutation-change"

/** Functions that change values and leave the labels alone. */
const KEEPS_LABELS =
  /^(rate|irate|increase|delta|idelta|deriv|changes|resets|predict_linear|abs|ceil|floor|round|clamp\w*|\w+_over_time)$/

/** Whether every series of an expression satisfies a matcher, because each selector it comes from has the same one. */
export function carries(expr: Expr, matcher: Matcher): boolean {
  const node = unwrap(expr)
  switch (node.kind) {
    case "vector":
      return node.matchers.some((own) => isSame(own, matcher))
    case "matrix":
      return carries(node.selector, matcher)
    case "subquery":
      return carries(node.expr, matcher)
    case "call":
      return keepsLabels(node.func) && node.args.some((arg) => carries(arg, matcher))
    case "aggregate":
      return groupsBy(node, matcher.label.name) && carries(node.expr, matcher)
    case "binary":
      if (node.op === "and" || node.op === "unless") return carries(node.left, matcher)
      if (constant(node.right) !== undefined) return carries(node.left, matcher)
      if (constant(node.left) !== undefined) return carries(node.right, matcher)
      return carries(node.left, matcher) && carries(node.right, matcher)
    default:
      return false
  }
}

/** Matchers that fix a label of every series of an expression to one value. */
export function fixedMatchers(expr: Expr, label: string): Matcher[] {
  return matchersIn(expr).filter(
    (matcher) => matcher.op === "=" && matcher.label.name === label && carries(expr, matcher),
  )
}

function matchersIn(expr: Expr): readonly Matcher[] {
  const node = unwrap(expr)
  switch (node.kind) {
    case "vector":
      return node.matchers
    case "matrix":
      return node.selector.matchers
    case "call":
      return node.args.flatMap(matchersIn)
    case "binary":
      return [...matchersIn(node.left), ...matchersIn(node.right)]
    case "aggregate":
    case "subquery":
    case "unary":
      return matchersIn(node.expr)
    default:
      return []
  }
}

/**
 * Whether a matcher of the selector at a place only repeats what another one demands: the series meet others, matched by that
 * label, which all satisfy it. So in `a{job="x"} and on (job) b{job="x"}` either matcher may go, but not both.
 */
export function isRepeated({ node, around }: Place, matcher: Matcher): boolean {
  let child = node
  for (const parent of around) {
    if (parent.kind === "call" && !keepsLabels(parent.func)) return false
    if (parent.kind === "aggregate" && !groupsBy(parent, matcher.label.name)) return false
    if (parent.kind === "unary" || parent.kind === "subquery") return false
    if (parent.kind === "binary") {
      const isLeft = sameNode(parent.left, child)
      const other = isLeft ? parent.right : parent.left
      const filtersChild = parent.op !== "or" && !(parent.op === "unless" && isLeft)
      if (filtersChild && matchesBy(parent, matcher.label.name) && carries(other, matcher)) return true
      // Further up it is still this side's series, unless they were only asked whether they exist.
      const goesOn = isComparison(parent.op) ? constant(other) !== undefined : isSetOperator(parent.op) && isLeft
      if (!goesOn || parent.op === "or") return false
    }
    child = parent
  }
  return false
}

function matchesBy({ matching }: Binary, label: string): boolean {
  if (!matching) return true
  return (matching.kind === "on") === matching.labels.some(({ name }) => name === label)
}

function groupsBy({ grouping }: Aggregate, label: string): boolean {
  return grouping !== undefined && (grouping.kind === "by") === grouping.labels.some(({ name }) => name === label)
}

function keepsLabels(func: string): boolean {
  return KEEPS_LABELS.test(func) && func !== "absent_over_time"
}

function isSame(a: Matcher, b: Matcher): boolean {
  return a.label.name === b.label.name && a.op === b.op && a.value.text === b.value.text
}
