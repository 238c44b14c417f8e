import type { Aggregate, AtModifier, Binary, Expr, Modifiers, Name, VectorSelector } from "./ast"
import { quoteString } from "./strings"

/** The expression on one line in canonical form; numbers and durations stay as they were written. */
export function print(expr: Expr): string {
  switch (expr.kind) {
    case "number":
      return expr.text
    case "string":
      return quoteString(expr.value)
    case "vector":
      return printSelector(expr) + printModifiers(expr)
    case "matrix":
      return `${printSelector(expr.selector)}[${expr.range.text}]${printModifiers(expr)}`
    case "subquery":
      return `${print(expr.expr)}[${expr.range.text}:${expr.step?.text ?? ""}]${printModifiers(expr)}`
    case "call":
      return `${expr.func}(${expr.args.map(print).join(", ")})`
    case "aggregate":
      return printAggregate(expr)
    case "binary":
      return printBinary(expr)
    case "unary":
      return expr.op + print(expr.expr)
    case "paren":
      return `(${print(expr.expr)})`
  }
}

function printSelector({ metric, matchers }: VectorSelector): string {
  const conditions = matchers.map(({ label, op, value }) => `${printName(label)}${op}${quoteString(value.text)}`)
  if (metric?.quoted) conditions.unshift(printName(metric))
  const bare = metric && !metric.quoted ? metric.name : ""
  return conditions.length > 0 || bare === "" ? `${bare}{${conditions.join(", ")}}` : bare
}

/** What follows a selector or a subquery, with a space before each part. */
export function printModifiers({ offset, at, edges }: Modifiers): string {
  return `${edges ? ` ${edges}` : ""}${offset ? ` offset ${offset.text}` : ""}${at ? ` @ ${printTime(at)}` : ""}`
}

function printTime(at: AtModifier): string {
  return at.kind === "timestamp" ? at.text : `${at.kind}()`
}

function printAggregate(expr: Aggregate): string {
  const args = expr.param ? `${print(expr.param)}, ${print(expr.expr)}` : print(expr.expr)
  return `${printHead(expr)}(${args})`
}

/** An aggregation up to its parenthesis: `sum by (job) `. */
export function printHead({ op, grouping }: Aggregate): string {
  return grouping ? `${op} ${grouping.kind} ${printLabels(grouping.labels)} ` : op
}

function printBinary(expr: Binary): string {
  return `${print(expr.left)} ${printOperator(expr)} ${print(expr.right)}`
}

/** An operator with all that belongs to it: `== bool on (job) group_left ()`. */
export function printOperator({ op, bool, matching }: Binary): string {
  const words = [op as string]
  if (bool) words.push("bool")
  if (matching) words.push(`${matching.kind} ${printLabels(matching.labels)}`)
  // Always with its list: a parenthesis after a bare group_left would be read as the list.
  if (matching?.group) words.push(`group_${matching.group.side} ${printLabels(matching.group.include)}`)
  return words.join(" ")
}

function printLabels(labels: readonly Name[]): string {
  return `(${labels.map(printName).join(", ")})`
}

function printName({ name, quoted }: Name): string {
  return quoted ? quoteString(name) : name
}

/** A number as PromQL spells it. */
export function printNumber(value: number): string {
  if (Number.isNaN(value)) return "NaN"
  return Number.isFinite(value) ? String(value) : value > 0 ? "Inf" : "-Inf"
}
