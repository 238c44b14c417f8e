import { children, type Expr } from "./ast"

/** Levels of a tree. Counted without recursion, because a long chain of operators is deep and not nested in the text. */
export function treeDepth(root: Expr): number {
  let depth = 0
  for (let level: readonly Expr[] = [root]; level.length > 0; level = level.flatMap(children)) depth++
  return depth
}
