import { inside, type Origin } from "@/lib/catalog/entry"
import { grafanaQueries } from "@/lib/dashboards/grafana-queries"
import { parse } from "@/lib/promql/parse"
import type { Profile } from "@/lib/promql/profile"
import type { RuleDocument } from "@/lib/rules/document"
import type { AlertingRule, RecordingRule, RuleGroup } from "@/lib/rules/rule-group"
import { toValue } from "@/lib/yaml/to-value"
import { durationField } from "./duration-field"
import type { Expression, SubjectAlert, SubjectQuery, SubjectRecording } from "./subject"
import { withoutVariables } from "./variables"

/** The rules of a file as the checks see them. */
export function rulesOf(
  groups: readonly RuleGroup[],
  profile: Profile,
): { alerts: SubjectAlert[]; recordings: SubjectRecording[] } {
  const rules = groups.flatMap((group) => group.rules.map((rule) => ({ rule, common: commonOf(rule, group, profile) })))
  return {
    alerts: rules.flatMap(({ rule, common }): SubjectAlert[] =>
      rule.kind === "alert" ? [{ ...common, name: rule.alert, annotations: rule.annotations, ...timesOf(rule) }] : [],
    ),
    recordings: rules.flatMap(({ rule, common }): SubjectRecording[] =>
      rule.kind === "record" ? [{ ...common, name: rule.record }] : [],
    ),
  }
}

/** The queries of a dashboard, Grafana's or of our own model, as the checks see them. */
export function queriesOf({ file, node, path }: RuleDocument, profile: Profile): SubjectQuery[] {
  return grafanaQueries(toValue(node)).map(({ path: at, expr, offset, legend, legendPath, panel }) => ({
    // Blanks in front of the query of a variable keep its offsets those of the whole text.
    expression: expressionAt({ file, path: [...path, ...at] }, " ".repeat(offset) + withoutVariables(expr), profile),
    legend,
    legendAt: { file, path: [...path, ...legendPath] },
    ...(panel && { panel }),
  }))
}

function commonOf({ expr, parsed, labels, origin }: AlertingRule | RecordingRule, group: RuleGroup, profile: Profile) {
  const expression: Expression = { at: inside(origin, "expr"), text: expr, result: parsed, profile }
  return {
    at: origin,
    expression,
    labels: { ...group.labels, ...labels },
    group: group.name,
    ...durationField("intervalMs", group.interval),
  }
}

function timesOf({ for: holds, keep_firing_for: keeps }: AlertingRule) {
  return { ...durationField("forMs", holds), ...durationField("keepFiringForMs", keeps) }
}

function expressionAt(at: Origin, text: string, profile: Profile): Expression {
  return { at, text, result: parse(text, { profile }), profile }
}
