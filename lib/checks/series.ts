import { arithmetic, compares } from "@/lib/promql/arithmetic"
import type { Binary, Matching } from "@/lib/promql/ast"
import { isComparison } from "@/lib/promql/keywords"
import { remembered } from "./remember"

/** One series of a result, as a scrape and an expression make it. */
export interface Series {
  labels: Readonly<Record<string, string>>
  /** Undefined where it takes more than one scrape to tell. */
  value: number | undefined
  /** False when it is there in another state only, or perhaps. */
  certain: boolean
}

/** What series of two operands find each other by. */
export function signature({ labels }: Series, matching: Matching | undefined): string {
  return labelKey(labels, matching?.kind === "on", matching ? namesOf(matching) : [])
}

const namesOf = remembered(({ labels }: Matching) => labels.map(({ name }) => name).sort())

/** A text that is the same for the same labels: only those that are named, or all but those. `names` are sorted. */
function labelKey(labels: Series["labels"], only: boolean, names: readonly string[]): string {
  let key = ""
  for (const name of only ? names : Object.keys(labels).sort()) {
    const value = labels[name] ?? ""
    // With their lengths before them, no two lists of names and values make the same text.
    if (value !== "" && (only || !names.includes(name))) key += `${name.length}:${name}${value.length}:${value}`
  }
  return key
}

/** Series by what they are matched with. */
export function bySignature(series: readonly Series[], matching: Matching | undefined): Map<string, Series[]> {
  return groupBy(series, (one) => signature(one, matching))
}

/** The result of an operator between two vectors; of several possible partners the first. */
export function joined(node: Binary, left: readonly Series[], right: readonly Series[]): Series[] {
  const partners = (series: readonly Series[]) => bySignature(series, node.matching)
  switch (node.op) {
    case "and": {
      const there = partners(right)
      return left.flatMap((one) => {
        const found = there.get(signature(one, node.matching))
        return found ? [{ ...one, certain: one.certain && found.some(({ certain }) => certain) }] : []
      })
    }
    case "unless": {
      const there = partners(right)
      return left.map((one) => ({ ...one, certain: one.certain && !there.has(signature(one, node.matching)) }))
    }
    case "or": {
      const there = partners(left)
      const rest = right.map((one) => ({ ...one, certain: one.certain && !there.has(signature(one, node.matching)) }))
      return [...left, ...rest]
    }
    default:
      return computed(node, left, right)
  }
}

function computed(node: Binary, left: readonly Series[], right: readonly Series[]): Series[] {
  const { matching } = node
  const manyIsRight = matching?.group?.side === "right"
  const [many, one] = manyIsRight ? [right, left] : [left, right]
  const partners = bySignature(one, matching)
  return many.flatMap((each) => {
    const other = partners.get(signature(each, matching))?.[0]
    if (!other) return []
    const [a, b] = manyIsRight ? [other, each] : [each, other]
    const result = calculated(node, a.value, b.value, a.certain && b.certain)
    return [{ ...result, labels: resultLabels(matching, each, other) }]
  })
}

function resultLabels(matching: Matching | undefined, many: Series, one: Series): Record<string, string> {
  if (!matching?.group) {
    const kept: Record<string, string> = {}
    const names = matching ? namesOf(matching) : []
    for (const [name, value] of Object.entries(many.labels))
      if ((matching?.kind === "on") === names.includes(name)) kept[name] = value
    return kept
  }
  const taken = matching.group.include.map(({ name }) => [name, one.labels[name] ?? ""] as const)
  return { ...many.labels, ...Object.fromEntries(taken) }
}

/** A value out of two. A comparison that is false here may be true in another state, so its series stays, uncertain. */
export function calculated(
  { op, bool }: Binary,
  left: number | undefined,
  right: number | undefined,
  certain: boolean,
  scalarIsLeft = false,
): Omit<Series, "labels"> {
  if (!isComparison(op)) {
    const value = left === undefined || right === undefined ? undefined : arithmetic(op, left, right)
    return { value, certain }
  }
  const holds = left === undefined || right === undefined ? undefined : compares(op, left, right)
  if (bool) return { value: holds === undefined ? undefined : Number(holds), certain }
  return { value: holds ? (scalarIsLeft ? right : left) : undefined, certain: certain && holds === true }
}

/** Series that have the same value of some labels, or of all but some, with the labels that are left to them together. */
export function groupedBy(
  series: readonly Series[],
  { kind, labels }: { kind: "by" | "without"; labels: readonly string[] },
): { labels: Record<string, string>; of: Series[] }[] {
  const names = [...labels].sort()
  const groups = groupBy(series, (one) => labelKey(one.labels, kind === "by", names))
  return [...groups.values()].map((of) => ({ labels: leftLabels(of[0]?.labels ?? {}, kind, names), of }))
}

function leftLabels(labels: Series["labels"], kind: "by" | "without", names: readonly string[]) {
  const left: Record<string, string> = {}
  for (const name of Object.keys(labels).sort()) {
    const value = labels[name] ?? ""
    if (value !== "" && (kind === "by") === names.includes(name)) left[name] = value
  }
  return left
}

/** The items by key, in the order in which the keys first appear (Map.groupBy needs Node 21). */
export function groupBy<Item>(items: readonly Item[], key: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const name = key(item)
    const group = groups.get(name)
    if (group) group.push(item)
    else groups.set(name, [item])
  }
  return groups
}
