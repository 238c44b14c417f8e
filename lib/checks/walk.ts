import { type Binary, children, type Expr, type MatrixSelector, type Subquery, unwrap } from "@/lib/promql/ast"

/** A node of an expression and its ancestors, innermost first. */
export interface Visited<T extends Expr = Expr> {
  node: T
  around: readonly Expr[]
}

/**
 * Every node of one kind with its ancestors, outermost first. Almost every check asks this of every expression, so nothing
 * is made for nodes of other kinds.
 */
export function visitKind<K extends Expr["kind"]>(expr: Expr, kind: K): readonly Visited<Extract<Expr, { kind: K }>>[] {
  const found: Visited<Extract<Expr, { kind: K }>>[] = []
  const path: Expr[] = []
  const collect = (node: Expr): void => {
    if (isKind(node, kind)) found.push({ node, around: path.toReversed() })
    path.push(node)
    children(node).forEach(collect)
    path.pop()
  }
  collect(expr)
  return found
}

function isKind<K extends Expr["kind"]>(node: Expr, kind: K): node is Extract<Expr, { kind: K }> {
  return node.kind === kind
}

/** The range that a function reads: its argument that is a range selector or a subquery. */
export function rangeArgument(args: readonly Expr[]): MatrixSelector | Subquery | undefined {
  return args
    .map(unwrap)
    .find((arg): arg is MatrixSelector | Subquery => arg.kind === "matrix" || arg.kind === "subquery")
}

/** The operand of a binary operation that a child (parentheses aside) is not. */
export function otherOperand({ left, right }: Binary, child: Expr): Expr {
  return unwrap(left) === unwrap(child) ? right : left
}
