import type { Expr } from "./ast"

/**
 * The function with its answer for each node remembered for as long as the node is. Trees never change, and a function that
 * asks itself for the parts of a node again and again would take time that grows with a power of the tree's depth.
 */
export function perNode<T>(compute: (expr: Expr) => T): (expr: Expr) => T {
  const known = new WeakMap<Expr, { value: T }>()
  return (expr) => {
    const found = known.get(expr)
    if (found) return found.value
    const value = compute(expr)
    known.set(expr, { value })
    return value
  }
}
