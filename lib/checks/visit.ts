import { children, type Expr } from "@/lib/promql/ast"

/** A node of an expression with everything around it, innermost first. */
export interface Visited<Node extends Expr = Expr> {
  node: Node
  above: readonly Expr[]
}

/** Every node of the tree, parents before children. */
export function visit(expr: Expr, above: readonly Expr[] = []): Visited[] {
  return [{ node: expr, above }, ...children(expr).flatMap((child) => visit(child, [expr, ...above]))]
}

/** Every node of one kind. */
export function visitKind<Kind extends Expr["kind"]>(expr: Expr, kind: Kind): Visited<Extract<Expr, { kind: Kind }>>[] {
  return visit(expr).filter((visited): visited is Visited<Extract<Expr, { kind: Kind }>> => visited.node.kind === kind)
}
