import type { Origin } from "@/lib/catalog/entry"
import { type Expr, unwrap } from "@/lib/promql/ast"
import { isComparison } from "@/lib/promql/keywords"
import { metricName } from "@/lib/promql/selectors"
import { constant } from "@/lib/promql/threshold"
import { templateValues } from "@/lib/templates/find"
import type { ShownValue } from "@/lib/templates/findings"
import { alertTemplates } from "./alert-templates"
import type { Unit } from "./metric-unit"
import { remembered } from "./remember"
import { resultUnit } from "./result-unit"
import { parsed, type Subject } from "./subject"

/** One print of an alert's value in an annotation. */
export interface AnnotationValue {
  /** The annotation, and where in it the value stands. */
  at: Origin
  offset: number
  end: number
  /** The function that makes a text of the number; undefined when it is printed as it is. */
  format: ShownValue["steps"][number] | undefined
  /** What stands behind the braces. */
  after: string
  expr: Expr
  unit: Unit | undefined
}

/** Every print of the value of an alert in its annotations, with what the value measures. */
export const annotationValues: (subject: Subject) => readonly AnnotationValue[] = remembered((subject) =>
  subject.alerts.flatMap((alert) =>
    parsed(alert.expression).flatMap(({ expr }) => {
      const unit = resultUnit(expr, subject)
      return alertTemplates(alert)
        .filter(({ part }) => part === "annotations")
        .flatMap(({ at, text, result }) =>
          result.ok
            ? templateValues(result.template).map(({ start, end, steps }): AnnotationValue => {
                const close = text.indexOf("}}", end)
                const after = close < 0 ? "" : text.slice(close + 2)
                return { at, offset: start, end, format: steps[0], after, expr, unit }
              })
            : [],
        )
    }),
  ),
)

const MEASURES = new Set(
  "rate irate increase delta idelta deriv predict_linear avg_over_time quantile_over_time stddev_over_time stdvar_over_time histogram_quantile histogram_avg time timestamp ln log2 log10 sqrt exp".split(
    " ",
  ),
)
const WHOLE = new Set("round ceil floor changes resets count_over_time absent absent_over_time".split(" "))

/** Whether values of a result mostly have more digits than anyone reads: quotients, averages, slopes. */
export function hasManyDigits(expr: Expr, subject: Subject): boolean {
  const node = unwrap(expr)
  const inner = (child: Expr | undefined) => child !== undefined && hasManyDigits(child, subject)
  switch (node.kind) {
    case "vector": {
      const recorded = subject.recordings.find(({ name }) => name === metricName(node))
      const recordings = subject.recordings.filter((other) => other !== recorded)
      return recorded?.expression.result.ok
        ? hasManyDigits(recorded.expression.result.expr, { ...subject, recordings })
        : false
    }
    case "call":
      return MEASURES.has(node.func) || (!WHOLE.has(node.func) && node.args.some(inner))
    case "aggregate":
      return ["avg", "stddev", "stdvar", "quantile"].includes(node.op) || (node.op !== "count" && inner(node.expr))
    case "binary":
      if (node.bool) return false
      if (isComparison(node.op) || node.op === "and" || node.op === "unless")
        return inner(constant(node.left) === undefined ? node.left : node.right)
      return node.op === "/" || inner(node.left) || inner(node.right)
    case "matrix":
    case "number":
    case "string":
      return false
    default:
      return inner(node.expr)
  }
}

/** The number that the value of a result always is: of `x == 0`, of `absent(x)`. */
export function onlyValue(expr: Expr): number | undefined {
  const node = unwrap(expr)
  if (node.kind === "call") return node.func === "absent" || node.func === "absent_over_time" ? 1 : undefined
  if (node.kind === "aggregate")
    return node.op === "group" ? 1 : ["min", "max", "avg"].includes(node.op) ? onlyValue(node.expr) : undefined
  if (node.kind !== "binary") return undefined
  if (node.op === "and" || node.op === "unless") return onlyValue(node.left)
  if (node.op === "or") return onlyValue(node.left) === onlyValue(node.right) ? onlyValue(node.left) : undefined
  if (node.op !== "==" || node.bool) return undefined
  return constant(node.right) ?? constant(node.left)
}
