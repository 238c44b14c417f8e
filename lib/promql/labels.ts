import {
  type Aggregate,
  type Binary,
  type Call,
  type Expr,
  eachChild,
  type Matching,
  type Name,
  type Span,
  unwrap,
} from "./ast"
import { CHOOSING, isSetOperator } from "./keywords"
import { add, drop, type KeptLabels, labelSource, pick, union } from "./label-sets"
import { perNode } from "./per-node"
import { type Selector, selectors } from "./selectors"

const NONE: KeptLabels = { kind: "only", labels: new Map() }

/** Which labels the result of the expression can carry. */
export function keptLabels(expr: Expr): KeptLabels {
  switch (expr.kind) {
    case "number":
    case "string":
      return NONE
    case "paren":
    case "unary":
    case "subquery":
      return keptLabels(expr.expr)
    default:
      return ofNode(expr)
  }
}

const ofNode: (expr: Expr) => KeptLabels = perNode((expr) => {
  switch (expr.kind) {
    case "aggregate":
      return ofAggregate(expr)
    case "call":
      return ofCall(expr)
    case "binary":
      return ofBinary(expr)
    default:
      return { kind: "all", selectors: selectors(expr), without: [], labels: new Map() }
  }
})

function ofAggregate({ op, grouping, param, expr }: Aggregate): KeptLabels {
  const inner = keptLabels(expr)
  if (CHOOSING.has(op)) return inner
  const names = grouping?.labels.map(({ name }) => name) ?? []
  const grouped = grouping?.kind === "without" ? drop(inner, names) : pick(inner, names)
  const made = op === "count_values" && param ? unwrap(param) : undefined
  return made?.kind === "string" ? add(grouped, [made.value]) : grouped
}

function ofCall({ func, args }: Call): KeptLabels {
  const texts = args.map((arg) => unwrap(arg)).map((arg) => (arg.kind === "string" ? [arg.value] : []))
  const subject = args.find((arg) => !["number", "string"].includes(unwrap(arg).kind))
  switch (func) {
    case "scalar":
    case "vector":
      return NONE
    case "absent":
    case "absent_over_time":
      return ofAbsent(subject)
    case "label_replace":
    case "label_join":
      return subject ? add(keptLabels(subject), texts[1] ?? []) : NONE
    case "histogram_quantile":
      return drop(keptLabels(args[1] ?? { kind: "string", value: "", start: 0, end: 0 }), ["le"])
    case "quantile_over_time":
    case "histogram_fraction":
      return lastOf(args)
    default:
      return args[0] ? keptLabels(args[0]) : NONE
  }
}

function lastOf(args: readonly Expr[]): KeptLabels {
  const last = args.at(-1)
  return last ? keptLabels(last) : NONE
}

/** absent() takes its labels from the equality matchers of a selector, one matcher per label. */
function ofAbsent(arg: Expr | undefined): KeptLabels {
  const selector = arg && unwrap(arg)
  if (selector?.kind !== "vector" && selector?.kind !== "matrix") return NONE
  const { matchers } = selector.kind === "matrix" ? selector.selector : selector
  const names = matchers.map(({ label }) => label.name)
  const fixed = matchers.filter(
    ({ label, op }) => op === "=" && names.indexOf(label.name) === names.lastIndexOf(label.name),
  )
  return add(
    NONE,
    fixed.map(({ label }) => label.name).filter((name) => name !== "__name__"),
  )
}

function ofBinary(binary: Binary): KeptLabels {
  const { op, matching, left, right } = binary
  const [leftLabels, rightLabels] = [keptLabels(left), keptLabels(right)]
  if (op === "or") return union(leftLabels, rightLabels)
  if (isSetOperator(op)) return leftLabels
  if (isScalar(left)) return rightLabels
  if (isScalar(right)) return leftLabels
  if (matching?.group?.side === "right") return withIncluded(matching, rightLabels, leftLabels)
  if (matching?.group) return withIncluded(matching, leftLabels, rightLabels)
  const names = matching?.labels.map(({ name }) => name) ?? []
  return matching?.kind === "on" ? pick(leftLabels, names) : drop(leftLabels, names)
}

function withIncluded({ group }: Matching, many: KeptLabels, one: KeptLabels): KeptLabels {
  const names = group?.include.map(({ name }) => name) ?? []
  const taken = pick(one, names)
  return { ...drop(many, names), labels: new Map([...drop(many, names).labels, ...taken.labels]) }
}

function isScalar(expr: Expr): boolean {
  const inner = unwrap(expr)
  if (inner.kind === "number") return true
  if (inner.kind === "call") return ["scalar", "time", "pi"].includes(inner.func)
  if (inner.kind === "unary") return isScalar(inner.expr)
  return inner.kind === "binary" && isScalar(inner.left) && isScalar(inner.right)
}

/** One label name in a by, without, on, ignoring, group_left or group_right list, for one operand it applies to. */
export interface GroupingLabel extends Span {
  label: string
  /** "include" is the list of group_left and group_right. */
  list: "by" | "without" | "on" | "ignoring" | "include"
  /** Which operand of a binary operation; an aggregation has one only. */
  operand: "only" | "left" | "right"
  /** The selectors that must bring the label; empty when the expression makes it or has dropped it. */
  selectors: readonly Selector[]
  /** Whether the operand can still carry the label: false for `sum by (pod) (sum by (job) (…))`. */
  possible: boolean
}

/** Every label name in a label list, once for each operand it applies to, in source order. */
export const groupingLabels: (expr: Expr) => readonly GroupingLabel[] = perNode((expr) => {
  const found: GroupingLabel[] = []
  collect(expr, found)
  return found.sort((a, b) => a.start - b.start)
})

function collect(expr: Expr, found: GroupingLabel[]): void {
  found.push(...ownLabels(expr))
  eachChild(expr, collect, found)
}

function ownLabels(expr: Expr): readonly GroupingLabel[] {
  if (expr.kind === "aggregate" && expr.grouping) {
    return applied(expr.grouping.labels, expr.grouping.kind, expr.expr, "only")
  }
  if (expr.kind !== "binary" || !expr.matching) return []
  const { labels, kind, group } = expr.matching
  const sides = [...applied(labels, kind, expr.left, "left"), ...applied(labels, kind, expr.right, "right")]
  if (!group) return sides
  const one = group.side === "left" ? "right" : "left"
  return [...sides, ...applied(group.include, "include", expr[one], one)]
}

function applied(
  names: readonly Name[],
  list: GroupingLabel["list"],
  to: Expr,
  operand: GroupingLabel["operand"],
): readonly GroupingLabel[] {
  if (names.length === 0) return []
  const kept = keptLabels(to)
  return names.map(({ name, start, end }) => {
    const source = labelSource(kept, name)
    return { label: name, list, operand, selectors: source ?? [], possible: source !== undefined, start, end }
  })
}
