import type { Aggregate } from "@/lib/promql/ast"
import { quantile, sum } from "./statistics"
import { CannotTell, keyOf, type Labels, only, type Point, without } from "./vector"

const OPERATORS: Readonly<Record<string, (values: readonly number[], parameter: number) => number>> = {
  sum,
  avg: (values) => sum(values) / values.length,
  min: (values) => values.reduce((a, b) => (b < a || Number.isNaN(a) ? b : a)),
  max: (values) => values.reduce((a, b) => (b > a || Number.isNaN(a) ? b : a)),
  count: (values) => values.length,
  group: () => 1,
  stdvar: variance,
  stddev: (values) => Math.sqrt(variance(values)),
  quantile: (values, share) => quantile(share, values),
}

/** The groups of a vector with what an aggregation makes of each; `parameter` is its first argument, where it has one. */
export function aggregated({ op, grouping }: Aggregate, vector: readonly Point[], parameter = Number.NaN): Point[] {
  const names = new Set(grouping?.labels.map(({ name }) => name))
  const groups = new Map<string, { labels: Labels; members: Point[] }>()
  for (const point of vector) {
    const labels = grouping?.kind === "without" ? without(point.labels, names) : only(point.labels, names)
    const group = groups.get(keyOf(labels)) ?? { labels, members: [] }
    groups.set(keyOf(labels), group)
    group.members.push(point)
  }
  const all = [...groups.values()]
  if (op === "topk" || op === "bottomk") return all.flatMap(({ members }) => best(op, members, parameter))
  const compute = Object.hasOwn(OPERATORS, op) ? OPERATORS[op] : undefined
  if (!compute) throw new CannotTell(`${op} is not worked out here`)
  return all.map(({ labels, members }) => ({
    labels,
    value: compute(
      members.map(({ value }) => value),
      parameter,
    ),
  }))
}

function best(op: "topk" | "bottomk", members: readonly Point[], count: number): Point[] {
  const sign = op === "topk" ? -1 : 1
  const rank = ({ value }: Point): number => (Number.isNaN(value) ? Number.POSITIVE_INFINITY : sign * value)
  return [...members].sort((a, b) => rank(a) - rank(b)).slice(0, Math.max(0, Math.trunc(count)))
}

function variance(values: readonly number[]): number {
  const mean = sum(values) / values.length
  return sum(values.map((value) => (value - mean) ** 2)) / values.length
}
