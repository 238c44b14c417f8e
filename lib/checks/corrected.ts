import type { Expr } from "@/lib/promql/ast"
import { print } from "@/lib/promql/print"

/** What stands in place of a dashboard's variables (see variables.ts), and must not be shown to people. */
const PLACEHOLDER = /"x+"|=~"[^"]*xx|::|\b_+\b|___|\[0\d/

/** A hint that ends in a corrected expression; none when the expression holds variables of a dashboard. */
export function corrected(words: string, expr: Expr, after = ""): { hint?: string } {
  const text = print(expr)
  return PLACEHOLDER.test(text) ? {} : { hint: `${words}${text}${after}` }
}
