import type { Origin } from "@/lib/catalog/entry"
import type { ComparisonOp, Expr } from "@/lib/promql/ast"
import { metricName } from "@/lib/promql/selectors"
import { comparisons } from "@/lib/promql/threshold"
import type { Unit } from "./metric-unit"
import { remembered } from "./remember"
import { resultUnit } from "./result-unit"
import { parsedExpressions, type Subject } from "./subject"
import { visitKind } from "./walk"

/** A value of a known unit that is compared with a number; `op` reads as if the number stood on the right. */
export interface UnitComparison {
  at: Origin
  op: ComparisonOp
  threshold: number
  /** Where the number stands. */
  limit: Expr
  value: Expr
  unit: Unit
  /** The metric, when the value has only one. */
  metric?: string
}

/** Every comparison with a number where it is known what the compared value measures. */
export const unitComparisons: (subject: Subject) => readonly UnitComparison[] = remembered((subject) =>
  parsedExpressions(subject).flatMap(({ at, expr }) =>
    comparisons(expr).flatMap(({ op, threshold, side, node }): UnitComparison[] => {
      if (threshold === undefined || side === undefined) return []
      const [limit, value] = side === "right" ? [node.right, node.left] : [node.left, node.right]
      const unit = resultUnit(value, subject)
      if (!unit) return []
      const [metric, ...others] = visitKind(value, "vector").map((visited) => metricName(visited.node))
      return [{ at, op, threshold, limit, value, unit, ...(metric !== undefined && others.length === 0 && { metric }) }]
    }),
  ),
)
