import { type Binary, children, type Expr, type MatrixSelector, type Subquery, unwrap } from "@/lib/promql/ast"

/** A node of an expression and its ancestors, innermost first. */
export interface Visited<T extends Expr = Expr> {
  node: T
  around: readonly Expr[]
}

/** Every node of the tree with its ancestors, outermost first. */
export function visit(expr: Expr, around: readonly Expr[] = []): readonly Visited[] {
  return [{ node: expr, around }, ...children(expr).flatMap((child) => visit(child, [expr, ...around]))]
}

/** Every node of one kind with its ancestors. */
export function visitKind<K extends Expr["kind"]>(expr: Expr, kind: K): readonly Visited<Extract<Expr, { kind: K }>>[] {
  return visit(expr).filter((visited): visited is Visited<Extract<Expr, { kind: K }>> => visited.node.kind === kind)
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
