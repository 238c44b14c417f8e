import { type Scene, scenes, seriesOf } from "@/lib/checks/capture-series"
import type { Finding, RuleCheck } from "@/lib/checks/check"
import { operandText } from "@/lib/checks/operand-text"
import { type ParsedExpression, parsed, type Subject } from "@/lib/checks/subject"
import { visitKind } from "@/lib/checks/walk"
import { type Aggregate, type Binary, unwrap } from "@/lib/promql/ast"
import { print } from "@/lib/promql/print"

/** With one value that is no number the result is none; min, max and count pass it over. */
const SPOILED = new Set(["sum", "avg", "stddev", "stdvar"])

/** 0/0 of one series makes the sum or mean of all of them NaN. */
export const nanAggregation: RuleCheck = {
  id: "nan-aggregation",
  severity: "error",
  summary: "A division 0/0 of one series spoils the aggregation of all",
  needs: ["entry", "captures", "rules"],
  docs: {
    why: `0 divided by 0 is NaN, and a sum or mean with one NaN in it is NaN, whatever the other series say. No comparison with NaN is true, so
the alert stays silent because of a series that has nothing to do with the trouble: a disk without inodes, a queue without limit.`,
    fix: "Let only divisors pass that are above zero, or aggregate both sides before the division.",
    example: {
      metrics: `
# TYPE inodes_used gauge
inodes_used{mount="/"} 30
inodes_used{mount="/boot"} 0
# TYPE inodes_total gauge
inodes_total{mount="/"} 100
inodes_total{mount="/boot"} 0`,
      before: `
- alert: InodesLow
  expr: avg by (job, instance) (inodes_used / inodes_total) > 0.9`,
      after: `
- alert: InodesLow
  expr: avg by (job, instance) (inodes_used / (inodes_total > 0)) > 0.9`,
    },
  },
  run: (subject) =>
    [...subject.alerts, ...subject.recordings]
      .flatMap(({ expression }) => parsed(expression))
      .flatMap((expression) => spoiled(expression, subject)),
}

function spoiled({ at, expr }: ParsedExpression, subject: Subject): Finding[] {
  const places = scenes(expr, subject)
  return visitKind(expr, "aggregate").flatMap(({ node }): Finding[] => {
    const division = SPOILED.has(node.op) ? unwrap(node.expr) : undefined
    if (division?.kind !== "binary" || division.op !== "/") return []
    if (!places.some((scene) => isSpoiled(node, division, scene))) return []
    const message = `In ${subject.metrics.source || "a capture"} a series of ${operandText(division)} is 0/0, so ${node.op}() is NaN`
    const { left, right } = division
    const hint = `Write ${node.op} (${print(left)} / (${print(unwrap(right))} > 0))`
    return [{ at, offset: division.opSpan.start, end: right.end, message, hint }]
  })
}

/** Some series are 0/0 and others are not, and what they are aggregated to is certain to be no number. */
function isSpoiled(node: Aggregate, division: Binary, scene: Scene): boolean {
  const parts = seriesOf(division, scene) ?? []
  const isNone = ({ value }: (typeof parts)[number]) => Number.isNaN(value)
  if (!parts.some((one) => isNone(one) && one.certain) || parts.every(isNone)) return false
  const samples = seriesOf(division.left, scene)
  if (samples?.some(isNone)) return false // the exporter itself says NaN
  return seriesOf(node, scene)?.some(isNone) ?? false
}
