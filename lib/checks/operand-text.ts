import { type Expr, unwrap } from "@/lib/promql/ast"
import { print } from "@/lib/promql/print"
import { metricName } from "@/lib/promql/selectors"

const MAX_LENGTH = 60

/** How a message calls an operand: the expression itself when it is short, else its function or operator. */
export function operandText(expr: Expr): string {
  const inner = unwrap(expr)
  const text = print(inner)
  if (text.length <= MAX_LENGTH) return text
  switch (inner.kind) {
    case "call":
      return `${inner.func}(…)`
    case "aggregate":
      return `${inner.op}(…)`
    case "vector":
      return metricName(inner) ?? "{…}"
    default:
      return `${text.slice(0, MAX_LENGTH - 1)}…`
  }
}
