import type { ComparisonOp } from "@/lib/promql/ast"
import { printNumber } from "@/lib/promql/print"
import { brief, type Change, type Place, textOf } from "./mutation-change"
import { comparisonOf, isHarmlessAtZero, isMeasured, passesZero } from "./mutation-quantity"

const OPPOSITE: Readonly<Record<ComparisonOp, ComparisonOp>> = {
  "==": "!=",
  "!=": "==",
  ">": "<",
  "<": ">",
  ">=": "<=",
  "<=": ">=",
}
const WITH_LIMIT: Partial<Record<ComparisonOp, ComparisonOp>> = { ">": ">=", ">=": ">", "<": "<=", "<=": "<" }

/**
 * How far a threshold is moved: a fifth of it, and of a share (0 to 1) a fifth of the way to its nearer end, so that 0.995
 * becomes 0.994 and not 0.796. A test of either side within that distance notices. Less would make authors fight with the
 * extrapolation of increase(), which is off by up to a tenth; more would let 0.9 of a disk pass for 0.75.
 */
const STEP = 0.2

/** Mutants of one comparison: turned around, with or without its limit, and with the threshold moved up and down. */
export function comparisonChanges(place: Place): Change[] {
  const { node, source } = place
  const found = comparisonOf(node)
  if (!found || node.kind !== "binary") return []
  const op = node.op as ComparisonOp
  const text = brief(textOf(source, node))
  const turned: Change = {
    operator: "comparison",
    span: node.opSpan,
    text: OPPOSITE[op],
    description: `${op} → ${OPPOSITE[op]} in ${text}`,
    test: `a series for which "${text}" holds, and one for which it does not`,
  }
  return [turned, ...limitChanges(place, op, text), ...thresholdChanges(place, text), ...boolChanges(place, text)]
}

function limitChanges(place: Place, op: ComparisonOp, text: string): Change[] {
  const { node } = place
  const other = WITH_LIMIT[op]
  const found = comparisonOf(node)
  if (!other || !found || node.kind !== "binary") return []
  const compared = found.side === undefined ? [node.left, node.right] : [found.side === "left" ? node.right : node.left]
  // A measured value is never exactly 0.9, but a rate or a ratio of nothing is exactly 0; a difference of times is not.
  const canHit = !compared.some(passesZero) && (found.threshold === 0 || !compared.some(isMeasured))
  if (!canHit || (found.threshold === 0 && found.op === ">" && isHarmlessAtZero(place))) return []
  const change = {
    span: node.opSpan,
    text: other,
    description: `${op} → ${other} in ${text}`,
    test: `a series exactly at the limit of "${text}"`,
  }
  return [{ operator: "boundary", ...change }]
}

function thresholdChanges({ node, source }: Place, text: string): Change[] {
  const found = comparisonOf(node)
  if (!found?.side || found.threshold === undefined || node.kind !== "binary") return []
  // Zero is where a quantity begins and not a choice; for == and != the turned comparison says it all.
  if (found.threshold === 0 || found.op === "==" || found.op === "!=") return []
  const { threshold, side } = found
  const span = node[side]
  const whole = Number.isInteger(threshold) && !isMeasured(side === "left" ? node.right : node.left)
  return movedThresholds(threshold, whole).map((moved) => ({
    operator: "threshold",
    span,
    text: printNumber(moved),
    description: `threshold ${textOf(source, span)} → ${printNumber(moved)}`,
    test: `a value between ${printNumber(Math.min(threshold, moved))} and ${printNumber(Math.max(threshold, moved))} in "${text}"`,
  }))
}

/** The thresholds below and above one; whole numbers stay whole. */
function movedThresholds(threshold: number, whole: boolean): readonly [number, number] {
  const size = Math.abs(threshold)
  const step = STEP * (size < 1 ? Math.min(size, 1 - size) : size)
  const moves = whole ? Math.max(1, Math.round(step)) : step
  const tidy = (value: number): number => Number(value.toPrecision(10))
  return [tidy(threshold - moves), tidy(threshold + moves)]
}

function boolChanges({ node, source }: Place, text: string): Change[] {
  if (node.kind !== "binary" || !node.bool) return []
  const after = source.slice(node.opSpan.end, node.right.start)
  const at = node.opSpan.end + after.indexOf("bool")
  const change = {
    span: { start: at, end: at + 4 },
    text: "",
    description: `no bool in ${text}`,
    test: `a series for which "${text}" does not hold`,
  }
  return [{ operator: "bool", ...change }]
}
