import { arithmetic, compares } from "@/lib/promql/arithmetic"
import type { Binary } from "@/lib/promql/ast"
import { isComparison } from "@/lib/promql/keywords"

/** One series of a result; the metric's name is not among its labels. */
export interface CaptureSeries {
  labels: Readonly<Record<string, string>>
  value: number
}

/** What an expression gives: a number, or series. */
export type Value = number | readonly CaptureSeries[]

/** Why one scrape cannot say; thrown inside the evaluation only. */
export class CannotTell extends Error {}

/** A number as the one series that a vector of it has. */
export function asSeries(value: Value): readonly CaptureSeries[] {
  return typeof value === "number" ? [{ labels: {}, value }] : value
}

/** Every value changed, the labels kept. */
export function mapped(value: Value, change: (value: number) => number): Value {
  return typeof value === "number" ? change(value) : value.map((one) => ({ ...one, value: change(one.value) }))
}

/** An operation on each series of the left side and what it meets on the other; a series that meets nothing is gone. */
export function computed(
  node: Binary,
  left: readonly CaptureSeries[],
  other: (labels: CaptureSeries["labels"]) => number | undefined,
): readonly CaptureSeries[] {
  return left.flatMap(({ labels, value }) => {
    const right = other(labels)
    return right === undefined ? [] : one(node, labels, value, right, value)
  })
}

/** The result of one pair of values; a comparison that does not hold has none, one that does passes `kept` on. */
export function one(
  node: Binary,
  labels: CaptureSeries["labels"],
  left: number,
  right: number,
  kept: number,
): CaptureSeries[] {
  const value = calculated(node, left, right)
  if (!isComparison(node.op) || node.bool) return [{ labels, value }]
  return value === 1 ? [{ labels, value: kept }] : []
}

/** An operation on two numbers; a comparison gives 1 or 0. */
export function calculated({ op }: Binary, left: number, right: number): number {
  if (isComparison(op)) return compares(op, left, right) ? 1 : 0
  const value = arithmetic(op, left, right)
  if (value === undefined) throw new CannotTell(`${op} is not worked out here`)
  return value
}

/** `and`, `or` and `unless`. */
export function sets(
  op: string,
  left: readonly CaptureSeries[],
  right: readonly CaptureSeries[],
  key: (labels: CaptureSeries["labels"]) => string,
): readonly CaptureSeries[] {
  const onLeft = new Set(left.map(({ labels }) => key(labels)))
  const onRight = new Set(right.map(({ labels }) => key(labels)))
  if (op === "or") return [...left, ...right.filter(({ labels }) => !onLeft.has(key(labels)))]
  return left.filter(({ labels }) => onRight.has(key(labels)) === (op === "and"))
}

/** The values of a side by what its series are found by; each must be found by one key only. */
export function byKey(series: readonly CaptureSeries[], key: (labels: CaptureSeries["labels"]) => string) {
  const found = new Map<string, number>()
  for (const { labels, value } of series) {
    if (found.has(key(labels))) throw new CannotTell("several series match one")
    found.set(key(labels), value)
  }
  return found
}

/** Only these labels. */
export function only(labels: CaptureSeries["labels"], names: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => names.includes(name)))
}

/** All but these labels. */
export function without(labels: CaptureSeries["labels"], names: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => !names.includes(name)))
}

/** Equal for equal sets of labels. */
export function keyOf(labels: CaptureSeries["labels"]): string {
  return JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)))
}
