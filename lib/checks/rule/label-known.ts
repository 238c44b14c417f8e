import type { RuleCheck } from "@/lib/checks/check"
import { labelHint } from "@/lib/checks/label-hint"
import type { KnownMetric } from "@/lib/checks/metrics"
import { rememberedIn } from "@/lib/checks/remember"
import { parsedExpressions } from "@/lib/checks/subject"
import { DISCOVERED_LABELS } from "@/lib/checks/target-labels"
import type { Expr, Span } from "@/lib/promql/ast"
import { groupingLabels } from "@/lib/promql/labels"
import { type Selector, selectors } from "@/lib/promql/selectors"

type Known = ReadonlyMap<string, KnownMetric>

/** To group by a label that service discovery may put on every series does no harm where it does not. */
const FROM_DISCOVERY: ReadonlySet<string> = new Set(DISCOVERED_LABELS)
/** Its labels are those of all alerts there are. */
const ALERTS = /^ALERTS(?:_FOR_STATE)?$/

/** A label that an expression names, and the selectors of which at least one must bring it. */
interface UsedLabel extends Span {
  label: string
  groups: boolean
  from: readonly Selector[]
}

interface WrongLabel extends Span {
  label: string
  /** It stands in a list such as that of `by`, and not in a matcher. */
  groups: boolean
  message: string
  hint: string
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
    parsedExpressions(subject).flatMap(({ at, expr }) => {
      // With nothing to look labels up in, those of `up` are not known either: its targets may have any.
      const unknown = subject.metrics.complete ? wrongLabels(expr, subject.metrics.byName) : []
      const wrong = unknown.filter(({ label, groups }) => !(groups && FROM_DISCOVERY.has(label)))
      return [...wrong, ...droppedLabels(expr)].map(({ start, end, message, hint }) => ({
        at,
        offset: start,
        end,
        message,
        hint,
      }))
    }),
}

/** Labels in a list which what stands inside has dropped before; `on` is a fault here when neither side has them. */
function droppedLabels(expr: Expr): WrongLabel[] {
  const groupings = groupingLabels(expr)
  const listed = groupings.filter(({ list, possible }) => !possible && ["by", "on", "include"].includes(list))
  return listed.flatMap(({ label, list, start, end, operand }) => {
    const elsewhere = list === "on" && groupings.some((other) => other.start === start && other.possible)
    if (elsewhere || (operand === "right" && list === "on")) return []
    const message =
      list === "on"
        ? `Neither side has the label ${label}`
        : `${list === "by" ? "What is aggregated here" : "The other side"} has no label ${label} any more`
    return [
      { label, groups: true, start, end, message, hint: "It was dropped inside: keep it there, or leave it out here" },
    ]
  })
}

/** Whether it can be told which labels a result carries: its metrics are known, and so is every label that it names. */
export function labelsAreCertain(expr: Expr, known: Known): boolean {
  const named = selectors(expr).every(({ metric }) => metric !== undefined && known.get(metric)?.labels !== undefined)
  return named && wrongLabels(expr, known).length === 0
}

const wrongLabels: (expr: Expr, known: Known) => readonly WrongLabel[] = rememberedIn((expr, known) => {
  const seen = new Set<number>()
  return usedLabels(expr).flatMap(({ label, groups, start, end, from }) => {
    const metrics = [...new Set(from.map(({ metric }) => metric ?? ""))]
    const sets = metrics.map((metric) => (ALERTS.test(metric) ? undefined : known.get(metric)?.labels))
    // A selector without a name may find anything, and an unknown metric is a problem of its own.
    if (sets.length === 0 || sets.includes(undefined) || seen.has(start)) return []
    if (sets.some((set) => set?.has(label))) return []
    const labels = new Set(sets.flatMap((set) => [...(set ?? [])]))
    seen.add(start)
    const hint = labelHint("has", label, labels)
    return [{ label, groups, start, end, message: `${metrics.join(", ")} has no label ${label}`, hint }]
  })
})

function usedLabels(expr: Expr): UsedLabel[] {
  const matched = selectors(expr).flatMap((selector) =>
    selector.matchers
      .filter(({ label }) => label.name !== "__name__")
      .map(({ label }) => ({ label: label.name, groups: false, start: label.start, end: label.end, from: [selector] })),
  )
  return [...matched, ...grouped(expr)]
}

/** `on` needs its label on both sides, `ignoring` on one of them at least. */
function grouped(expr: Expr): UsedLabel[] {
  const used = groupingLabels(expr).map(({ label, start, end, list, selectors }) => ({
    label,
    groups: true,
    start,
    end,
    list,
    from: selectors,
  }))
  return used.map(({ list, ...one }) => {
    if (list !== "ignoring") return one
    return { ...one, from: used.filter(({ start }) => start === one.start).flatMap(({ from }) => from) }
  })
}
