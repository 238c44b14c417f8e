import { type Expr, eachChild, type Matcher, unwrap } from "@/lib/promql/ast"
import { CHOOSING, isSetOperator } from "@/lib/promql/keywords"
import { metricName } from "@/lib/promql/selectors"

/** A selector with what the expression around it asks of its series. */
export interface SelectorContext {
  metric: string
  matchers: readonly Matcher[]
  /** Labels that the nodes around it name: groupings, joins, label_replace. */
  named: ReadonlySet<string>
  /** The expression still gives an answer without it: it stands beside an `or`, or behind `unless`. */
  optional: boolean
  /** A label that nothing names does not get past the aggregation around it. */
  aggregated: boolean
  /** Functions around it. */
  calls: readonly string[]
}

type Around = Omit<SelectorContext, "metric" | "matchers">

/** Every selector of an expression that names its metric, in source order. */
export function selectorContexts(expr: Expr): SelectorContext[] {
  const found: SelectorContext[] = []
  walk(expr, { named: new Set(), optional: false, aggregated: false, calls: [] }, found)
  return found
}

function walk(expr: Expr, around: Around, found: SelectorContext[]): void {
  switch (expr.kind) {
    case "vector": {
      const metric = metricName(expr)
      if (metric !== undefined) found.push({ ...around, metric, matchers: expr.matchers })
      return
    }
    case "aggregate": {
      const grouped = expr.grouping?.kind === "by" ? expr.grouping.labels.map(({ name }) => name) : []
      const cuts = !CHOOSING.has(expr.op) && expr.grouping?.kind !== "without"
      if (expr.param) walk(expr.param, around, found)
      walk(expr.expr, { ...naming(around, grouped), aggregated: around.aggregated || cuts }, found)
      return
    }
    case "call": {
      const inner = { ...naming(around, sourceLabels(expr)), calls: [expr.func, ...around.calls] }
      for (const arg of expr.args) walk(arg, inner, found)
      return
    }
    case "binary": {
      for (const side of ["left", "right"] as const) walk(expr[side], operand(expr, side, around), found)
      return
    }
    default:
      eachChild(expr, (child, inner) => walk(child, inner, found), around)
  }
}

function operand(binary: Extract<Expr, { kind: "binary" }>, side: "left" | "right", around: Around): Around {
  const { op, matching } = binary
  const included = matching?.group && matching.group.side !== side ? matching.group.include : []
  const on = matching?.kind === "on" ? matching.labels : []
  const joined = naming(
    around,
    [...on, ...included].map(({ name }) => name),
  )
  const bothVectors = [binary.left, binary.right].every((one) => unwrap(one).kind !== "number")
  return {
    ...joined,
    optional: around.optional || op === "or" || (op === "unless" && side === "right"),
    // Without on(), series of both sides must have the same labels, also those that nothing names.
    aggregated: around.aggregated && !(bothVectors && matching?.kind !== "on" && !isSetOperator(op)),
  }
}

function naming(around: Around, labels: readonly string[]): Around {
  return labels.length === 0 ? around : { ...around, named: new Set([...around.named, ...labels]) }
}

/** The labels that label_replace and label_join read. */
function sourceLabels({ func, args }: Extract<Expr, { kind: "call" }>): string[] {
  const texts = args.map((arg) => unwrap(arg)).map((arg) => (arg.kind === "string" ? arg.value : ""))
  if (func === "label_replace") return texts.slice(3, 4)
  return func === "label_join" ? texts.slice(3) : []
}
