import { isScalar, type Scene, scenes, seriesOf } from "@/lib/checks/capture-series"
import type { Finding, RuleCheck } from "@/lib/checks/check"
import { lackingByForm, lackingInCaptures, type Sides } from "@/lib/checks/lacking-label"
import type { KnownMetric } from "@/lib/checks/metrics"
import { operandText } from "@/lib/checks/operand-text"
import { bySignature, type Series } from "@/lib/checks/series"
import { type ParsedExpression, parsed, type Subject } from "@/lib/checks/subject"
import { visitKind } from "@/lib/checks/walk"
import type { Binary } from "@/lib/promql/ast"
import { isComparison, isSetOperator } from "@/lib/promql/keywords"

/** Series of two operands find each other by their labels: all of them, unless `on` or `ignoring` says otherwise. */
export const vectorMatching: RuleCheck = {
  id: "vector-matching",
  severity: "error",
  summary: "The two sides of an operator can never match, or match more than once",
  needs: ["entry", "captures", "rules"],
  docs: {
    why: `Without \`on\` or \`ignoring\` two series match only when all of their labels are the same. A side that has one label more matches
nothing: the result is empty, and the alert never fires. Where several series of a side share the labels that are matched, Prometheus
gives up with "many-to-many matching not allowed", at each evaluation, and only its own log tells. What the captures show is evaluated
here as Prometheus would.`,
    fix: "Name what both sides share, `on (job, instance)`, and with `group_left` the side that has several series for each of the other.",
    example: {
      metrics: `
# TYPE pool_used gauge
pool_used{pool="a"} 3
pool_used{pool="b"} 4
# TYPE pool_limit gauge
pool_limit 10`,
      before: `
- alert: PoolFull
  expr: pool_used / pool_limit > 0.9`,
      after: `
- alert: PoolFull
  expr: pool_used / on (job, instance) group_left () pool_limit > 0.9`,
    },
  },
  run: (subject) =>
    [...subject.alerts, ...subject.recordings]
      .flatMap(({ expression }) => parsed(expression))
      .flatMap((expression) => faults(expression, subject)),
}

/** Innermost first; what stands around a fault is not judged, as it changes with the correction. */
function faults(expression: ParsedExpression, subject: Subject): Finding[] {
  const wrong: Binary[] = []
  const places = scenes(expression.expr, subject)
  return visitKind(expression.expr, "binary")
    .toReversed()
    .flatMap(({ node }) => {
      if (isScalar(node.left) || isScalar(node.right) || node.op === "or") return []
      if (wrong.some(({ start, end }) => node.start <= start && end <= node.end)) return []
      const sides = sidesOf(node, places)
      const found = ambiguous(node, sides) ?? unmatched(node, sides, subject.metrics.byName)
      if (!found) return []
      wrong.push(node)
      return [{ ...place(node, expression), ...found }]
    })
}

/** Both sides in every capture that shows both; none where a capture cannot tell. */
function sidesOf({ left, right }: Binary, places: readonly Scene[]): readonly Sides[] {
  const sides = places.map((scene) => ({ left: seriesOf(left, scene), right: seriesOf(right, scene) }))
  const known = sides.flatMap(({ left, right }) => (left && right ? [{ left, right }] : []))
  return known.length < sides.length ? [] : known.filter(({ left, right }) => left.length > 0 && right.length > 0)
}

interface Fault {
  message: string
  hint: string
}

function ambiguous(node: Binary, pairs: readonly Sides[]): Fault | undefined {
  if (isSetOperator(node.op)) return undefined
  const group = node.matching?.group
  const unique: readonly ("left" | "right")[] =
    group === undefined ? ["right", "left"] : group.side === "left" ? ["right"] : ["left"]
  for (const pair of pairs)
    for (const side of unique) {
      const clash = clashIn(node, pair[side], pair[side === "left" ? "right" : "left"])
      if (!clash) continue
      const names = [...new Set(clash.flatMap(({ labels }) => Object.keys(labels)))].filter(
        (name) => new Set(clash.map(({ labels }) => labels[name])).size > 1,
      )
      // A comparison first drops the series for which it is false, and only then minds that several are left.
      const when = side === "left" && !group && isComparison(node.op) && !node.bool ? " once two of them pass" : ""
      const message = `Several series of ${operandText(node[side])} have the same labels to match by, and differ in ${names.join(", ")}, which Prometheus refuses to evaluate${when}`
      return { message, hint: clashHint(node, side, pair, names) }
    }
  return undefined
}

/** Series of the side that must be unique which match one and the same series of the other; only such as are surely there. */
function clashIn(node: Binary, side: readonly Series[], other: readonly Series[]): readonly Series[] | undefined {
  const sure = (series: readonly Series[]) => series.filter(({ certain }) => certain)
  const partners = bySignature(sure(other), node.matching)
  return [...bySignature(sure(side), node.matching)].find(([key, { length }]) => length > 1 && partners.has(key))?.[1]
}

function clashHint(node: Binary, side: "left" | "right", { left, right }: Sides, names: readonly string[]): string {
  const [series, other] = side === "left" ? [left, right] : [right, left]
  const shared = names.filter((name) => other.every(({ labels }) => labels[name]))
  if (shared.length > 0) return `Both sides have ${shared.join(", ")}: match by it too`
  const isUnique = [...bySignature(other, node.matching)].every(([, { length }]) => length === 1)
  if (isUnique && series.length > 0) return `Write group_${side} behind on (…): there are several series on the ${side}`
  return `Aggregate ${operandText(node[side])} to one series for each match, such as max by (…)`
}

function unmatched(node: Binary, pairs: readonly Sides[], known: ReadonlyMap<string, KnownMetric>): Fault | undefined {
  const lacking = lackingInCaptures(node, pairs) ?? lackingByForm(node, known)
  if (!lacking) return undefined
  const { name, side, common } = lacking
  const other = side === "left" ? "right" : "left"
  const message = `${operandText(node[side])} has the label ${name} and ${operandText(node[other])} has not, so ${consequence(node)}`
  if (node.matching?.kind === "on")
    return { message, hint: `Keep ${name} in ${operandText(node[other])}, or take it out of on (…)` }
  const grouped = isSetOperator(node.op) ? "" : ` group_${side} ()`
  return {
    message,
    hint: `Say what they share: ${node.op}${node.bool ? " bool" : ""} on (${common.join(", ")})${grouped}`,
  }
}

function consequence({ op }: Binary): string {
  return op === "unless" ? "unless excludes nothing" : "they never match"
}

function place(node: Binary, { at }: ParsedExpression) {
  return { at, offset: node.opSpan.start, end: node.matching?.end ?? node.opSpan.end }
}
