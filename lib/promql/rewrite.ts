import type { Binary, Expr, Matcher, MatchOp, VectorSelector } from "./ast"
import { printNumber } from "./print"
import { type Comparison, comparison } from "./threshold"

/** A matcher to add to selectors. */
export interface NewMatcher {
  label: string
  op: MatchOp
  value: string
}

const LEGACY_NAME = /^[A-Za-z_]\w*$/

/** A new tree in which `change` has replaced nodes, from the leaves up; spans still point into the original text. */
export function rewrite(expr: Expr, change: (node: Expr) => Expr): Expr {
  return change(mapChildren(expr, (child) => rewrite(child, change)))
}

function mapChildren(expr: Expr, map: (child: Expr) => Expr): Expr {
  switch (expr.kind) {
    case "matrix": {
      const selector = map(expr.selector)
      return selector.kind === "vector" ? { ...expr, selector } : expr
    }
    case "subquery":
    case "unary":
    case "paren":
      return { ...expr, expr: map(expr.expr) }
    case "call":
      return { ...expr, args: expr.args.map(map) }
    case "aggregate": {
      const param = expr.param && map(expr.param)
      return { ...expr, ...(param && { param }), expr: map(expr.expr) }
    }
    case "binary":
      return { ...expr, left: map(expr.left), right: map(expr.right) }
    default:
      return expr
  }
}

/** The expression with another threshold in its top comparison; undefined when that compares with no number. */
export function withThreshold(expr: Expr, threshold: number): Expr | undefined {
  const found = comparison(expr)
  return found?.side && replaceThreshold(expr, found, threshold)
}

/** The expression with another threshold in one of its comparisons, as `comparisons` lists them. */
export function replaceThreshold(expr: Expr, { node, side }: Comparison, threshold: number): Expr {
  if (!side) return expr
  const { start, end } = node[side]
  const literal: Expr = { kind: "number", value: threshold, text: printNumber(threshold), start, end }
  return replaceNode(expr, node, { ...node, [side]: literal })
}

function replaceNode(expr: Expr, node: Binary, by: Binary): Expr {
  return expr === node ? by : mapChildren(expr, (child) => replaceNode(child, node, by))
}

/** The expression with matchers added to each selector (to those that `where` picks); one it already has is not repeated. */
export function withMatchers(
  expr: Expr,
  matchers: readonly NewMatcher[],
  where: (selector: VectorSelector) => boolean = () => true,
): Expr {
  return rewrite(expr, (node) => (node.kind === "vector" && where(node) ? addMatchers(node, matchers) : node))
}

/** Those of the matchers that the selector does not have yet. */
export function missingMatchers(selector: VectorSelector, matchers: readonly NewMatcher[]): readonly NewMatcher[] {
  return matchers.filter(
    ({ label, op, value }) =>
      !selector.matchers.some((old) => old.label.name === label && old.op === op && old.value.text === value),
  )
}

function addMatchers(selector: VectorSelector, matchers: readonly NewMatcher[]): VectorSelector {
  const at = { start: selector.end, end: selector.end }
  const added = missingMatchers(selector, matchers).map(({ label, op, value }): Matcher => {
    const name = { name: label, quoted: !LEGACY_NAME.test(label), ...at }
    return { label: name, op, value: { text: value, ...at }, ...at }
  })
  return { ...selector, matchers: [...selector.matchers, ...added] }
}
