import { type Expr, unwrap } from "@/lib/promql/ast"
import { isComparison } from "@/lib/promql/keywords"
import { parse } from "@/lib/promql/parse"
import { print, printNumber } from "@/lib/promql/print"
import { type Comparison, comparisons, constant } from "@/lib/promql/threshold"

/** A comparison with a number, as people name it. */
export interface ThresholdChoice {
  /** Its place among the comparisons with a number, from 1, as the text reads. */
  place: number
  /** What is compared, in canonical form. */
  subject: string
  /** The side of the comparison that is compared. */
  compared: Expr
  threshold: number
  found: Comparison
}

/** Why no comparison was chosen: nothing to choose from, no such one, or more than one. */
export interface NoChoice {
  reason: "none" | "unknown" | "ambiguous"
  choices: readonly ThresholdChoice[]
}

/** Every comparison of series with a number, as the text reads. */
export function thresholdChoices(expr: Expr): readonly ThresholdChoice[] {
  return comparisons(expr)
    .flatMap((found) => {
      const { node, side, threshold } = found
      if (side === undefined || threshold === undefined) return []
      const compared = node[side === "right" ? "left" : "right"]
      return constant(compared) === undefined ? [{ subject: print(compared), compared, threshold, found }] : []
    })
    .sort((a, b) => a.found.node.opSpan.start - b.found.node.opSpan.start)
    .map((choice, i) => ({ place: i + 1, ...choice }))
}

/** A comparison in words: `redis_up > 5`. */
export function choiceText({ subject, found, threshold }: ThresholdChoice): string {
  return `${subject} ${found.op} ${printNumber(threshold)}`
}

/**
 * The comparison that a plain number is for: the only one that decides, leaving aside those deeper inside, such as the guard
 * in `a / (b > 0) > 0.8`; where nothing is compared at the top, the only one there is.
 */
export function onlyThreshold(expr: Expr): ThresholdChoice | NoChoice {
  const choices = thresholdChoices(expr)
  const deciding = decidingNodes(expr)
  const candidates = deciding.size > 0 ? choices.filter(({ found }) => deciding.has(found.node)) : choices
  const [first, ...more] = candidates
  if (choices.length === 0) return { reason: "none", choices }
  // Series compared with series decide, and a guard inside of them must not be taken for the threshold.
  return !first || more.length > 0 ? { reason: "ambiguous", choices } : first
}

/** The comparison with this key: its place, what is compared, or that with the operator behind it. */
export function thresholdAt(expr: Expr, key: string): ThresholdChoice | NoChoice {
  const choices = thresholdChoices(expr)
  if (choices.length === 0) return { reason: "none", choices }
  const place = /^\d+$/.test(key) ? choices.find((choice) => choice.place === Number(key)) : undefined
  if (place) return place
  const wanted = canonical(key)
  const same = choices.filter(({ subject, found }) => wanted === subject || key.trim() === `${subject} ${found.op}`)
  const [first, ...more] = same
  if (!first) return { reason: "unknown", choices }
  return more.length > 0 ? { reason: "ambiguous", choices } : first
}

function canonical(key: string): string {
  const parsed = parse(key)
  return parsed.ok ? print(parsed.expr) : key
}

/** Comparisons that decide whether there is a result: at the top, below `and`, `or`, `unless`, and chained ones. */
function decidingNodes(expr: Expr): ReadonlySet<Expr> {
  const inner = unwrap(expr)
  if (inner.kind !== "binary") return new Set()
  const { op, left, right } = inner
  if (op === "and" || op === "or" || op === "unless") return new Set([...decidingNodes(left), ...decidingNodes(right)])
  if (!isComparison(op)) return new Set()
  // What passes is the left side, or what a number on the left is compared with; the other side is a guard at most.
  return new Set<Expr>([inner, ...decidingNodes(constant(left) === undefined ? left : right)])
}
