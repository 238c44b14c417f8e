import { type Binary, type Expr, eachChild, type MatrixSelector, type Subquery, unwrap } from "@/lib/promql/ast"

/** A node of an expression and its ancestors, innermost first. */
export interface Visited<T extends Expr = Expr> {
  node: T
  around: readonly Expr[]
}

type OfKind<K extends Expr["kind"]> = Extract<Expr, { kind: K }>

/**
 * Every node of one kind with its ancestors, outermost first. Almost every check asks this of every expression, so nothing
 * is made for nodes of other kinds.
 */
export function visitKind<K extends Expr["kind"]>(expr: Expr, kind: K): readonly Visited<OfKind<K>>[] {
  const found: Visited<OfKind<K>>[] = []
  collect(expr, { kind, path: [], found })
  return found
}

interface Search<K extends Expr["kind"]> {
  kind: K
  /** The ancestors, outermost first. */
  path: Expr[]
  found: Visited<OfKind<K>>[]
}

function collect<K extends Expr["kind"]>(expr: Expr, search: Search<K>): void {
  const { kind, path, found } = search
  if (isKind(expr, kind)) found.push({ node: expr, around: path.toReversed() })
  path.push(expr)
  eachChild(expr, collect, search)
  path.pop()
}

function isKind<K extends Expr["kind"]>(expr: Expr, kind: K): expr is OfKind<K> {
  return expr.kind === kind
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
