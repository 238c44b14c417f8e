import type { RuleCheck } from "@/lib/checks/check"
import type { KnownMetric } from "@/lib/checks/metrics"
import { nearestNames } from "@/lib/checks/nearest-names"
import { parsedExpressions } from "@/lib/checks/subject"
import type { Expr } from "@/lib/promql/ast"
import { groupingLabels } from "@/lib/promql/labels"
import { type Selector, selectors } from "@/lib/promql/selectors"

type Known = ReadonlyMap<string, KnownMetric>

/** A label that an expression names, and the selectors of which at least one must bring it. */
interface UsedLabel {
  label: string
  start: number
  from: readonly Selector[]
}

/** A matcher or grouping on a label that is not there selects or merges the wrong series, silently. */
export const labelKnown: RuleCheck = {
  id: "label-known",
  severity: "error",
  summary: "The label is on none of the metrics that it is used with",
  needs: ["entry", "captures", "rules"],
  docs: {
    why: `A matcher on a label that the metric does not have selects nothing, \`by (…)\` of one puts all series into one group,
and \`on (…)\` of one matches everything with everything. So does a label that an inner aggregation has dropped. None of these is an error to Prometheus.`,
    fix: "Use a label that the metric has; the message lists them. Two metrics may name the same thing differently.",
    example: {
      metrics: `
# TYPE http_requests_total counter
http_requests_total{code="200",method="get"} 12`,
      before: `
- alert: HttpErrors
  expr: sum by (instance) (rate(http_requests_total{status=~"5.."}[5m])) > 1`,
      after: `
- alert: HttpErrors
  expr: sum by (instance) (rate(http_requests_total{code=~"5.."}[5m])) > 1`,
    },
  },
  run: (subject) =>
    parsedExpressions(subject).flatMap(({ at, expr }) =>
      [...wrongLabels(expr, subject.metrics.byName), ...droppedLabels(expr)].map(({ start, ...texts }) => ({
        at,
        offset: start,
        ...texts,
      })),
    ),
}

/** Labels in a list which what stands inside has dropped before; `on` is a fault here when neither side has them. */
function droppedLabels(expr: Expr): { start: number; message: string; hint: string }[] {
  const groupings = groupingLabels(expr)
  const listed = groupings.filter(({ list, possible }) => !possible && ["by", "on", "include"].includes(list))
  return listed.flatMap(({ label, list, start, operand }) => {
    const elsewhere = list === "on" && groupings.some((other) => other.start === start && other.possible)
    if (elsewhere || (operand === "right" && list === "on")) return []
    const message =
      list === "on"
        ? `Neither side has the label ${label}`
        : `${list === "by" ? "What is aggregated here" : "The other side"} has no label ${label} any more`
    return [{ start, message, hint: "It was dropped inside: keep it there, or leave it out here" }]
  })
}

/** Whether it can be told which labels a result carries: its metrics are known, and so is every label that it names. */
export function labelsAreCertain(expr: Expr, known: Known): boolean {
  const named = selectors(expr).every(({ metric }) => metric !== undefined && known.get(metric)?.labels !== undefined)
  return named && wrongLabels(expr, known).length === 0
}

function wrongLabels(expr: Expr, known: Known): { start: number; message: string; hint: string }[] {
  const seen = new Set<number>()
  return usedLabels(expr).flatMap(({ label, start, from }) => {
    const metrics = [...new Set(from.map(({ metric }) => metric ?? ""))]
    const sets = metrics.map((metric) => known.get(metric)?.labels)
    // A selector without a name may find anything, and an unknown metric is a problem of its own.
    if (sets.length === 0 || sets.includes(undefined) || seen.has(start)) return []
    const labels = new Set(sets.flatMap((set) => [...(set ?? [])]))
    if (labels.has(label)) return []
    seen.add(start)
    const near = nearestNames(label, labels)
    const hint = near.length > 0 ? `Did you mean ${near.join(" or ")}?` : `It has ${[...labels].sort().join(", ")}`
    return [{ start, message: `${metrics.join(", ")} has no label ${label}`, hint }]
  })
}

function usedLabels(expr: Expr): UsedLabel[] {
  const matched = selectors(expr).flatMap((selector) =>
    selector.matchers
      .filter(({ label }) => label.name !== "__name__")
      .map(({ label }) => ({ label: label.name, start: label.start, from: [selector] })),
  )
  return [...matched, ...grouped(expr)]
}

/** `on` needs its label on both sides, `ignoring` on one of them at least. */
function grouped(expr: Expr): UsedLabel[] {
  const used = groupingLabels(expr).map(({ label, start, list, selectors }) => ({
    label,
    start,
    list,
    from: selectors,
  }))
  return used.map(({ list, ...one }) => {
    if (list !== "ignoring") return one
    return { ...one, from: used.filter(({ start }) => start === one.start).flatMap(({ from }) => from) }
  })
}
