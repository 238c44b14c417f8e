import type { BinaryOp, Expr } from "@/lib/promql/ast"
import { isSetOperator } from "@/lib/promql/keywords"
import { constant } from "@/lib/promql/threshold"
import { brief, type Change, type Place, textOf } from "./mutation-change"

const REVERSE: Partial<Record<BinaryOp, BinaryOp>> = { "+": "-", "-": "+", "*": "/", "/": "*", "%": "*" }

/** Mutants of one operator between two expressions that does not compare: a branch left out, or other arithmetic. */
export function branchChanges(place: Place): Change[] {
  const { node } = place
  if (node.kind !== "binary") return []
  return isSetOperator(node.op) ? setChanges(place) : arithmeticChanges(place)
}

function setChanges({ node, source }: Place): Change[] {
  if (node.kind !== "binary") return []
  const [left, right] = [brief(textOf(source, node.left)), brief(textOf(source, node.right))]
  const keep = (side: Expr, gone: string, test: string): Change => ({
    operator: "branch",
    span: node,
    text: source.slice(side.start, side.end),
    description: `without ${node.op === "or" && side === node.right ? `${gone} or` : `${node.op} ${gone}`}`,
    test,
  })
  const onlyLeft = `a series for which "${left}" has a result`
  switch (node.op) {
    case "and":
      return [
        keep(node.left, right, `${onlyLeft} and "${right}" has none`),
        {
          ...keep(node.right, left, `a series for which "${right}" has a result and "${left}" has none`),
          description: `without ${left} and`,
        },
      ]
    case "unless":
      return [keep(node.left, right, `${onlyLeft} and "${right}" has one too`)]
    default:
      return [
        keep(node.left, right, `a series for which only "${right}" has a result`),
        keep(node.right, left, `a series for which only "${left}" has a result`),
      ]
  }
}

function arithmeticChanges({ node, source }: Place): Change[] {
  if (node.kind !== "binary") return []
  const other = REVERSE[node.op]
  // A computed number such as 3 * 86400 is one number; where it is a threshold, it is moved as such.
  if (other === undefined || constant(node) !== undefined || isNeutral(node.op, constant(node.right))) return []
  const text = brief(textOf(source, node))
  return [
    {
      operator: "arithmetic",
      span: node.opSpan,
      text: other,
      description: `${node.op} → ${other} in ${text}`,
      test: `values that make "${text}" differ from the same with ${other}`,
    },
  ]
}

/** x * 1 and x / 1 are the same, and so are x + 0 and x - 0. */
function isNeutral(op: BinaryOp, right: number | undefined): boolean {
  return ((op === "*" || op === "/") && right === 1) || ((op === "+" || op === "-") && right === 0)
}
