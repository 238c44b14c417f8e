import { arithmetic, compares } from "@/lib/promql/arithmetic"
import type { Binary, Matching } from "@/lib/promql/ast"
import { isComparison, isSetOperator } from "@/lib/promql/keywords"
import { CannotTell, keyOf, type Labels, only, type Point, type Value, without } from "./vector"

/** What an operator makes of its two sides. */
export function combined(node: Binary, left: Value, right: Value): Value {
  if (typeof left === "number" && typeof right === "number") return calculated(node, left, right) ?? 0
  if (typeof right === "number") return each(node, left as readonly Point[], (value) => [value, right, value])
  if (typeof left === "number") return each(node, right, (value) => [left, value, value])
  const names = new Set(node.matching?.labels.map(({ name }) => name))
  const key = (labels: Labels): string =>
    keyOf(node.matching?.kind === "on" ? only(labels, names) : without(labels, names))
  return isSetOperator(node.op) ? set(node.op, left, right, key) : matched(node, left, right, key)
}

/** Two numbers; a comparison gives 1 or 0 with `bool`, and undefined where it does not hold without. */
function calculated({ op, bool }: Binary, left: number, right: number): number | undefined {
  if (isComparison(op)) {
    const is = compares(op, left, right)
    return bool ? Number(is) : is ? left : undefined
  }
  const value = arithmetic(op, left, right)
  if (value === undefined) throw new CannotTell(`${op} is not worked out here`)
  return value
}

/** A vector with a number: a comparison without `bool` passes on the value of the vector, on whichever side it stands. */
function each(node: Binary, vector: readonly Point[], sides: (value: number) => [number, number, number]): Point[] {
  return vector.flatMap(({ labels, value }) => {
    const [left, right, kept] = sides(value)
    const found = calculated(node, left, right)
    if (found === undefined) return []
    return [{ labels, value: isComparison(node.op) && !node.bool ? kept : found }]
  })
}

function set(
  op: string,
  left: readonly Point[],
  right: readonly Point[],
  key: (labels: Labels) => string,
): readonly Point[] {
  const keys = new Set((op === "or" ? left : right).map(({ labels }) => key(labels)))
  if (op === "or") return [...left, ...right.filter(({ labels }) => !keys.has(key(labels)))]
  return left.filter(({ labels }) => keys.has(key(labels)) === (op === "and"))
}

/** Each series of the "many" side with the one that it finds on the other. */
function matched(
  node: Binary,
  left: readonly Point[],
  right: readonly Point[],
  key: (labels: Labels) => string,
): readonly Point[] {
  const manyIsRight = node.matching?.group?.side === "right"
  const [many, one] = manyIsRight ? [right, left] : [left, right]
  const byKey = new Map<string, Point>()
  for (const point of one) {
    if (byKey.has(key(point.labels))) throw new CannotTell("several series match one, which is an error")
    byKey.set(key(point.labels), point)
  }
  const seen = new Set<string>()
  return many.flatMap(({ labels, value }) => {
    const other = byKey.get(key(labels))
    if (!other) return []
    const found = manyIsRight ? calculated(node, other.value, value) : calculated(node, value, other.value)
    if (found === undefined) return []
    const result = resultLabels(node.matching, labels, other.labels)
    if (seen.has(keyOf(result))) throw new CannotTell("several results have the same labels, which is an error")
    seen.add(keyOf(result))
    return [{ labels: result, value: found }]
  })
}

/** One to one, only what both sides were matched by is left; otherwise the labels of the "many" side and those asked for. */
function resultLabels(matching: Matching | undefined, many: Labels, one: Labels): Labels {
  if (!matching) return many
  const names = new Set(matching.labels.map(({ name }) => name))
  if (!matching.group) return matching.kind === "on" ? only(many, names) : without(many, names)
  const labels = { ...many }
  for (const { name } of matching.group.include) {
    const value = one[name]
    if (value) labels[name] = value
    else delete labels[name]
  }
  return labels
}
