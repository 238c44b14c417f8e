import { children, type Expr, type Name } from "@/lib/promql/ast"
import type { Check } from "./check"
import { parsedExpressions } from "./expressions"
import { vectorSelectors } from "./metric-known"
import { type KnownMetric, knownMetrics, nearestNames } from "./metric-names"

type Known = ReadonlyMap<string, KnownMetric>

/** A matcher or grouping on a label that is not there selects or merges the wrong series, silently. */
export const labelKnown: Check = {
  id: "label-known",
  severity: "error",
  summary: "The label is on none of the metrics that it is used with",
  needs: ["entry", "captures", "rules"],
  run(entry) {
    const known = knownMetrics(entry)
    return parsedExpressions(entry).flatMap(({ at, expr }) =>
      usedLabels(expr).flatMap(({ label, of }) => {
        const labels = labelsOf(of, known)
        if (labels === undefined || labels.has(label.name)) return []
        const metrics = [...new Set(of.flatMap(vectorSelectors).flatMap(({ metric }) => metric?.name ?? []))]
        const near = nearestNames(label.name, labels)
        const hint = near.length > 0 ? `Did you mean ${near.join(" or ")}?` : `It has ${[...labels].sort().join(", ")}`
        return [{ at, offset: label.start, message: `${metrics.join(", ")} has no label ${label.name}`, hint }]
      }),
    )
  },
}

/** A label that an expression names, and the expressions whose series must carry it. */
interface UsedLabel {
  label: Name
  of: readonly Expr[]
}

function usedLabels(expr: Expr): UsedLabel[] {
  const inner = children(expr).flatMap(usedLabels)
  if (expr.kind === "vector")
    return expr.matchers.filter(({ label }) => label.name !== "__name__").map(({ label }) => ({ label, of: [expr] }))
  if (expr.kind === "aggregate")
    return [...inner, ...(expr.grouping?.labels ?? []).map((label) => ({ label, of: [expr.expr] }))]
  if (expr.kind !== "binary" || !expr.matching) return inner
  const { kind, labels, group } = expr.matching
  // `on` needs the label on both sides; `ignoring` is of use when one of them has it.
  const matched = labels.flatMap((label) =>
    kind === "on"
      ? [expr.left, expr.right].map((side) => ({ label, of: [side] }))
      : [{ label, of: [expr.left, expr.right] }],
  )
  const one = group?.side === "left" ? expr.right : expr.left
  return [...inner, ...matched, ...(group?.include ?? []).map((label) => ({ label, of: [one] }))]
}

/** The labels that series of these expressions may carry; undefined when that cannot be told. */
function labelsOf(exprs: readonly Expr[], known: Known): Set<string> | undefined {
  const labels = new Set<string>()
  for (const expr of exprs) {
    for (const made of madeLabels(expr)) labels.add(made)
    for (const { metric } of vectorSelectors(expr)) {
      const found = metric === undefined ? undefined : known.get(metric.name)
      if (found?.labels === undefined) return undefined
      for (const label of found.labels) labels.add(label)
    }
  }
  return labels
}

/** Labels that functions put on the series of an expression. */
function madeLabels(expr: Expr): string[] {
  const inner = children(expr).flatMap(madeLabels)
  const target =
    expr.kind === "call" && (expr.func === "label_replace" || expr.func === "label_join")
      ? expr.args[1]
      : expr.kind === "aggregate" && expr.op === "count_values"
        ? expr.param
        : undefined
  return target?.kind === "string" ? [...inner, target.value] : inner
}
