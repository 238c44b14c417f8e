import type { AlertRule, RecordingRule } from "@/lib/catalog/rule-file"
import { children, type Expr, type Span } from "@/lib/promql/ast"
import { durationMs } from "@/lib/promql/duration"
import { parse } from "@/lib/promql/parse"
import { print } from "@/lib/promql/print"
import { branchChanges } from "./mutation-branches"
import { callChanges } from "./mutation-calls"
import { type Change, durationText, type LabelsOf, type Operator, type Place } from "./mutation-change"
import { comparisonChanges } from "./mutation-comparisons"
import { labelChanges } from "./mutation-labels"

/** A rule with one fault put in: what good unit tests of the rule must notice. */
export interface Mutant<R = AlertRule | RecordingRule> {
  /** Unique among the mutants of a rule. */
  id: string
  operator: Operator
  /** One line for people: "threshold 0.9 → 0.92". */
  description: string
  /** What a unit test must show so that it fails with this mutant. */
  test: string
  /** The key of the rule that was changed. */
  key: "expr" | "for" | "keep_firing_for"
  /** The characters of `expr` that were changed. */
  span?: Span
  rule: R
}

/**
 * Every mutant of a rule. Left out are those that are certain to do the same as the rule: they print alike, or only the sign
 * of a value matters and the change keeps it, or an aggregation has one series in each group by what `labelsOf` knows of the
 * metric. None when the expression does not parse.
 */
export function mutants<R extends AlertRule | RecordingRule>(
  rule: R,
  { labelsOf = () => undefined }: { labelsOf?: LabelsOf } = {},
): Mutant<R>[] {
  const parsed = parse(rule.expr)
  if (!parsed.ok) return []
  const valueSeen = !("alert" in rule) || Object.values(rule.annotations).some((text) => /\$value|\.Value/.test(text))
  const seen = new Set([print(parsed.expr)])
  const found: Mutant<R>[] = []
  for (const change of changesIn(parsed.expr, [], { source: rule.expr, valueSeen, labelsOf })) {
    const expr = rule.expr.slice(0, change.span.start) + change.text + rule.expr.slice(change.span.end)
    const mutated = parse(expr)
    if (!mutated.ok || mutated.type !== parsed.type) continue // a selector without any matcher, a number for a vector
    const printed = print(mutated.expr)
    if (seen.has(printed)) continue
    seen.add(printed)
    const { operator, description, test, span } = change
    const at = { start: span.start, end: span.end }
    const id = `${operator}-${found.length + 1}`
    found.push({ id, operator, description, test, key: "expr", span: at, rule: { ...rule, expr } })
  }
  return "alert" in rule ? [...found, ...timingMutants(rule as R & AlertRule)] : found
}

function changesIn(node: Expr, around: readonly Expr[], rule: Omit<Place, "node" | "around">): Change[] {
  const place: Place = { node, around, ...rule }
  return [
    ...comparisonChanges(place),
    ...branchChanges(place),
    ...callChanges(place),
    ...labelChanges(place),
    ...children(node).flatMap((child) => changesIn(child, [node, ...around], rule)),
  ]
}

function timingMutants<R extends AlertRule>(rule: R): Mutant<R>[] {
  const { for: wait, keep_firing_for: keep, ...rest } = rule
  const ms = wait === undefined ? 0 : (durationMs(wait) ?? 0)
  const found: Mutant<R>[] = []
  if (ms > 0) {
    const twice = durationText(ms * 2)
    found.push(
      {
        id: "for-none",
        operator: "for",
        key: "for",
        description: `no for (was ${wait})`,
        test: `a silent case less than ${wait} after the expression began to hold`,
        rule: { ...rest, ...(keep === undefined ? {} : { keep_firing_for: keep }) } as R,
      },
      {
        id: "for-twice",
        operator: "for",
        key: "for",
        description: `for ${wait} → ${twice}`,
        test: `a firing case between ${wait} and ${twice} after the expression began to hold`,
        rule: { ...rule, for: twice },
      },
    )
  }
  if (keep !== undefined && durationMs(keep) !== 0) {
    found.push({
      id: "keep-firing-for-none",
      operator: "keep-firing-for",
      key: "keep_firing_for",
      description: `no keep_firing_for (was ${keep})`,
      test: `a firing case less than ${keep} after the expression ceased to hold`,
      rule: { ...rest, ...(wait === undefined ? {} : { for: wait }) } as R,
    })
  }
  return found
}
