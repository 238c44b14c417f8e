import type { Binary, Expr } from "@/lib/promql/ast"
import { labelSource } from "@/lib/promql/label-sets"
import { keptLabels } from "@/lib/promql/labels"
import type { KnownMetric } from "./metrics"
import { type Series, signature } from "./series"
import { visitKind } from "./walk"

/** What the operands of an operator are in one capture. */
export interface Sides {
  left: readonly Series[]
  right: readonly Series[]
}

/** A label that keeps two operands from ever matching. */
export interface Lacking {
  name: string
  /** The operand that has it. */
  side: "left" | "right"
  /** Labels that both have. */
  common: readonly string[]
}

/** A label that is matched by, on every series of one side and on none of the other, in all captures. */
export function lackingInCaptures(node: Binary, sides: readonly Sides[]): Lacking | undefined {
  if (sides.length === 0 || sides.some((pair) => matchesSomewhere(node, pair))) return undefined
  const [left, right] = [sides.flatMap((pair) => pair.left), sides.flatMap((pair) => pair.right)]
  const common = labelsOf(left).filter(
    (name) => left.every(({ labels }) => labels[name]) && right.every(({ labels }) => labels[name]),
  )
  for (const [side, has, lacks] of [
    ["left", left, right],
    ["right", right, left],
  ] as const) {
    const name = labelsOf(has).find(
      (label) =>
        isMatched(node, label) &&
        has.every(({ labels }) => labels[label]) &&
        lacks.every(({ labels }) => !labels[label]),
    )
    if (name !== undefined) return { name, side, common: common.filter((label) => label !== name) }
  }
  return undefined
}

function matchesSomewhere({ matching }: Binary, { left, right }: Sides): boolean {
  const there = new Set(left.map((one) => signature(one, matching)))
  return right.some((one) => there.has(signature(one, matching)))
}

function labelsOf(series: readonly Series[]): string[] {
  return [...new Set(series.flatMap(({ labels }) => Object.keys(labels)))].sort()
}

function isMatched({ matching }: Binary, label: string): boolean {
  return (matching?.kind === "on") === (matching?.labels.some(({ name }) => name === label) ?? false)
}

/** What every scrape puts on its series, on one side, and what the other has aggregated away: certain without any capture. */
export function lackingByForm(node: Binary, known: ReadonlyMap<string, KnownMetric>): Lacking | undefined {
  for (const [side, other] of [
    ["left", "right"],
    ["right", "left"],
  ] as const)
    for (const name of ["instance", "job"]) {
      if (!isMatched(node, name) || !isScraped(node[side], name, known) || cannotHave(node[other], name) === false)
        continue
      const common = ["job", "instance"].filter((label) => label !== name && isScraped(node[other], label, known))
      return { name, side, common }
    }
  return undefined
}

function isScraped(expr: Expr, label: string, known: ReadonlyMap<string, KnownMetric>): boolean {
  const from = labelSource(keptLabels(expr), label) ?? []
  return (
    from.length > 0 &&
    !hasOr(expr) &&
    from.every(
      ({ metric }) =>
        metric !== undefined &&
        !metric.includes(":") &&
        !["recorded", "synthetic"].includes(known.get(metric)?.how ?? ""),
    )
  )
}

function cannotHave(expr: Expr, label: string): boolean {
  return labelSource(keptLabels(expr), label) === undefined
}

function hasOr(expr: Expr): boolean {
  return visitKind(expr, "binary").some(({ node }) => node.op === "or")
}
