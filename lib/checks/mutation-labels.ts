import { type Aggregate, type Expr, type Matcher, type MatchOp, type Name, unwrap } from "@/lib/promql/ast"
import { CHOOSING } from "@/lib/promql/keywords"
import { labelSource } from "@/lib/promql/label-sets"
import { keptLabels } from "@/lib/promql/labels"
import { print } from "@/lib/promql/print"
import { metricName } from "@/lib/promql/selectors"
import { quoteString } from "@/lib/promql/strings"
import { brief, type Change, type LabelsOf, type Place, textOf } from "./mutation-change"
import { carries, fixedMatchers, isRepeated } from "./mutation-matchers"
import { isNeverNegative, onlyPresenceMatters, onlySignMatters } from "./mutation-quantity"

const NEGATED: Readonly<Record<MatchOp, MatchOp>> = { "=": "!=", "!=": "=", "=~": "!~", "!~": "=~" }
const MIXED_UP: Readonly<Record<string, readonly string[]>> = {
  sum: ["avg", "max"],
  avg: ["max", "sum"],
  max: ["min", "sum"],
  min: ["max"],
  count: ["sum"],
  topk: ["bottomk"],
  bottomk: ["topk"],
}
/** Aggregations of values that are not negative: zero exactly when all of them are. */
const ZERO_TOGETHER = ["sum", "avg", "max"]

/** Aggregations that give back the value when there is only one. */
const SAME_OF_ONE = new Set(["sum", "avg", "max", "min"])

/** Mutants of one aggregation, label list or selector. */
export function labelChanges(place: Place): Change[] {
  return [...aggregationChanges(place), ...groupingChanges(place), ...matchingChanges(place), ...matcherChanges(place)]
}

function aggregationChanges(place: Place): Change[] {
  const { node, source } = place
  if (node.kind !== "aggregate" || (onlyPresenceMatters(place) && !CHOOSING.has(node.op))) return []
  if (SAME_OF_ONE.has(node.op) && isOneEach(node, place.labelsOf)) return []
  const zero = onlySignMatters(place) && isNeverNegative(node.expr)
  return (MIXED_UP[node.op] ?? [])
    .filter((other) => !(zero && ZERO_TOGETHER.includes(node.op) && ZERO_TOGETHER.includes(other)))
    .map((other) => ({
      operator: "aggregation",
      span: { start: node.start, end: node.start + node.op.length },
      text: other,
      description: `${node.op} → ${other} in ${brief(textOf(source, node))}`,
      test: `several series in one group, for which ${node.op} and ${other} differ`,
    }))
}

/** Whether every group holds one series: an aggregation by all labels that the series carry and do not have fixed. */
function isOneEach({ grouping, expr }: Aggregate, labelsOf: LabelsOf): boolean {
  const by = grouping?.kind === "by" ? grouping.labels.map(({ name }) => name) : []
  return isTellingApart(expr, new Set(by), labelsOf)
}

function isTellingApart(expr: Expr, by: ReadonlySet<string>, labelsOf: LabelsOf): boolean {
  const node = unwrap(expr)
  switch (node.kind) {
    case "vector": {
      const labels = labelsOf(metricName(node) ?? "")
      const fixed = node.matchers.filter(({ op }) => op === "=").map(({ label }) => label.name)
      return labels !== undefined && [...labels].every((label) => by.has(label) || fixed.includes(label))
    }
    case "matrix":
      return isTellingApart(node.selector, by, labelsOf)
    case "call":
      return node.args.some((arg) => unwrap(arg).kind === "matrix" && isTellingApart(arg, by, labelsOf))
    default:
      return false
  }
}

function groupingChanges({ node, source }: Place): Change[] {
  if (node.kind !== "aggregate") return []
  const { grouping } = node
  const text = brief(textOf(source, node))
  if (!grouping) return addedGrouping(node, text)
  const without = grouping.labels.map(
    (label): Change => ({
      operator: "grouping",
      span: grouping,
      text: `${grouping.kind} ${list(grouping.labels.filter((other) => other !== label))}`,
      description: `${grouping.kind} without ${label.name} in ${text}`,
      test: `two series that differ in ${label.name} only`,
    }),
  )
  const none: Change = {
    operator: "grouping",
    span: grouping,
    text: "",
    description: `no ${grouping.kind} in ${text}`,
    test: `two series that differ in ${grouping.labels.map(({ name }) => name).join(" or ")}`,
  }
  return grouping.labels.length > 1 ? [...without, none] : without
}

/** Grouping by the label that nearly every series has; where the expression has dropped it, it changes nothing. */
function addedGrouping(node: Aggregate, text: string): Change[] {
  if (labelSource(keptLabels(node.expr), "instance") === undefined) return []
  const at = node.start + node.op.length
  const change = {
    span: { start: at, end: at },
    text: " by (instance) ",
    description: `by (instance) in ${text}`,
    test: "series of two instances",
  }
  return [{ operator: "grouping", ...change }]
}

function matchingChanges({ node, source }: Place): Change[] {
  if (node.kind !== "binary" || !node.matching) return []
  const { matching } = node
  const { kind, labels, group } = matching
  const text = brief(`${node.op} … ${textOf(source, node.right)}`)
  const tail = group ? ` group_${group.side} ${list(group.include)}` : ""
  const isFixed = ({ name }: Name): boolean =>
    kind === "on" && fixedMatchers(node.left, name).some((matcher) => carries(node.right, matcher))
  // Where both sides fix the label to one value, it matches anyway.
  const dropped = labels
    .filter((label) => !isFixed(label))
    .map(
      (label): Change => ({
        operator: "matching",
        span: matching,
        text: `${kind} ${list(labels.filter((other) => other !== label))}${tail}`,
        description: `${kind} without ${label.name} in ${text}`,
        test: `series that differ in ${label.name} only, on both sides`,
      }),
    )
  const notTaken = (group?.include ?? []).map(
    (label): Change => ({
      operator: "matching",
      span: matching,
      text: `${kind} ${list(labels)} group_${group?.side} ${list((group?.include ?? []).filter((other) => other !== label))}`,
      description: `group_${group?.side} without ${label.name} in ${text}`,
      test: `a firing case that expects the label ${label.name}`,
    }),
  )
  return [...dropped, ...notTaken]
}

function list(labels: readonly Name[]): string {
  return `(${labels.map(({ name, quoted }) => (quoted ? quoteString(name) : name)).join(", ")})`
}

function matcherChanges(place: Place): Change[] {
  const { node, source } = place
  if (node.kind !== "vector") return []
  const others = (matcher: Matcher): Matcher[] => node.matchers.filter((other) => other !== matcher)
  return node.matchers.flatMap((matcher): Change[] => {
    const { label, op } = matcher
    const text = brief(textOf(source, matcher))
    const negated = node.matchers.map((other) => (other === matcher ? { ...other, op: NEGATED[op] } : other))
    const dropped: Change = {
      operator: "matcher",
      span: node,
      text: print({ ...node, matchers: others(matcher) }),
      description: `without the matcher ${text} on ${node.metric?.name ?? "the selector"}`,
      test: `a series that ${text} excludes and that would decide the result`,
    }
    return [
      ...(isRepeated(place, matcher) ? [] : [dropped]),
      {
        operator: "matcher",
        span: node,
        text: print({ ...node, matchers: negated }),
        description: `${text} → ${label.name}${NEGATED[op]}${quoteString(matcher.value.text)} on ${node.metric?.name ?? "the selector"}`,
        test: `a series with ${text}, and one without`,
      },
    ]
  })
}
