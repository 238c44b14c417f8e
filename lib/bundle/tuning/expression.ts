import type { Path } from "@/lib/catalog/yaml-source"
import type { Expr, VectorSelector } from "@/lib/promql/ast"
import { applyEdits, type Edit, matcherEdits, printMatcher, thresholdEdits } from "@/lib/promql/edit"
import type { NewMatcher } from "@/lib/promql/rewrite"
import { metricName } from "@/lib/promql/selectors"
import { quoteString } from "@/lib/promql/strings"
import type { Placed } from "./effective"
import { fault, remark, type TuningFault } from "./fault"
import { contradiction } from "./matchers"
import type { Recorded, RuleInBundle } from "./recorded"
import { choiceText, type NoChoice, onlyThreshold, type ThresholdChoice, thresholdAt } from "./thresholds"
import type { RuleTuning } from "./tuning"

/** An expression after tuning, with all that is to be said about it. */
export interface TunedExpression {
  text: string
  faults: readonly TuningFault[]
}

/** Changes thresholds and adds matchers in the text of a rule's expression; whatever is not changed stays as it is. */
export function tuneExpression(rule: RuleInBundle, recorded: Recorded): TunedExpression {
  const { tuning, expr, name } = rule
  const text = rule.rule.expr
  const faults: TuningFault[] = []
  if (!expr) {
    const placed = tuning.threshold?.path ?? tuning.matchers[0]?.path
    return { text, faults: placed ? [fault(placed, `the expression of ${name} cannot be read`)] : [] }
  }
  const thresholds = tuning.threshold ? thresholdsOf(name, expr, tuning.threshold) : { wanted: [], faults: [] }
  faults.push(...thresholds.faults)
  const edits: Edit[] = thresholds.wanted.flatMap(({ choice, to }) => thresholdEdits(text, choice.found, to))
  edits.push(...matcherEdits(text, expr, (selector) => matchersFor(rule, selector, recorded, faults)))
  return { text: applyEdits(text, edits), faults }
}

interface Wanted {
  choice: ThresholdChoice
  to: number
}

function thresholdsOf(
  name: string,
  expr: Expr,
  { value, path, own, overrides }: Placed<NonNullable<RuleTuning["threshold"]>>,
): { wanted: readonly Wanted[]; faults: readonly TuningFault[] } {
  const asked =
    typeof value === "number"
      ? [{ found: onlyThreshold(expr), to: value, at: path, key: undefined }]
      : Object.entries(value).map(([key, to]) => ({ found: thresholdAt(expr, key), to, at: [...path, key], key }))
  const wanted: Wanted[] = []
  const faults: TuningFault[] = []
  for (const { found, to, at, key } of asked) {
    if ("reason" in found) faults.push(noThreshold(name, found, at, key))
    else if (wanted.some(({ choice }) => choice.place === found.place))
      faults.push(fault(at, `names the comparison ${choiceText(found)} of ${name} a second time`))
    else {
      wanted.push({ choice: found, to })
      if (own && !overrides && to === found.threshold) faults.push(remark(at, `${to} is what ${name} has anyway`))
    }
  }
  return { wanted, faults }
}

function noThreshold(name: string, { reason, choices }: NoChoice, path: Path, key: string | undefined): TuningFault {
  if (reason === "none")
    return fault(
      path,
      `${name} compares with no number, so it has no threshold`,
      "for, severity and matchers can be tuned",
    )
  const list = choices.map((choice) => `${choice.place}: ${choiceText(choice)}`).join("; ")
  const hint = `Name it by its number or by what is compared. The comparisons are ${list}`
  if (reason === "unknown") return fault(path, `${name} has no comparison "${key}"`, hint)
  return fault(
    path,
    `${name} does not say by itself which comparison ${key === undefined ? "this" : `"${key}"`} is`,
    hint,
  )
}

/** The extra matchers of one selector. What a recording rule has aggregated away is left out where that rule has it too. */
function matchersFor(
  { name, tuning }: RuleInBundle,
  selector: VectorSelector,
  recorded: Recorded,
  faults: TuningFault[],
): readonly NewMatcher[] {
  const metric = metricName(selector)
  const recording = recorded.by(metric)
  return tuning.matchers.flatMap(({ label, matchers, path }) => {
    const gone = recording !== undefined && !recorded.carries(recording, label)
    return matchers.flatMap((matcher): NewMatcher[] => {
      if (gone) {
        if (!recorded.restricts(recording, matcher)) faults.push(aggregatedAway(name, recording.name, matcher, path))
        return []
      }
      const old = contradiction(selector, matcher)
      if (!old) return [matcher]
      const text = `${old.label.name}${old.op}${quoteString(old.value.text)}`
      faults.push(
        fault(
          path,
          `${printMatcher(matcher)} can never hold in ${name}: ${metric ?? "a selector"} has ${text} already`,
          `Leave ${name} out of it with matchers: {${label}: null}`,
        ),
      )
      return []
    })
  })
}

function aggregatedAway(name: string, metric: string, matcher: NewMatcher, path: Path): TuningFault {
  return fault(
    path,
    `${printMatcher(matcher)} would find nothing in ${name}: the rule ${metric} aggregates ${matcher.label} away`,
    `Give ${metric} the same matcher, or use it for all rules of the entry`,
  )
}
