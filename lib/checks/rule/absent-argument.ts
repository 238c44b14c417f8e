import type { Finding, RuleCheck } from "@/lib/checks/check"
import { operandText } from "@/lib/checks/operand-text"
import { parsed } from "@/lib/checks/subject"
import { visitKind } from "@/lib/checks/walk"
import { type Expr, unwrap } from "@/lib/promql/ast"
import { print } from "@/lib/promql/print"
import { metricName } from "@/lib/promql/selectors"
import { comparison } from "@/lib/promql/threshold"

/** absent() of something that is always there, or that is there only when things are bad. */
export const absentArgument: RuleCheck = {
  id: "absent-argument",
  severity: "error",
  summary: "An absent() looks at something that is never missing, or that is missing when all is well",
  needs: ["rules"],
  docs: {
    why: `\`absent()\` is true when its argument returns nothing. With \`or vector(0)\` inside, the argument always returns something and
the alert never fires. With \`up == 0\` inside, the argument returns nothing as long as everything is up, so the alert fires when
all is well and ends when something breaks.`,
    example: {
      before: `
- alert: NoPrometheusUp
  expr: absent(up{job="prometheus"} == 0)
  for: 5m`,
      after: `
- alert: NoPrometheusUp
  expr: absent(up{job="prometheus"} == 1)
  for: 5m`,
    },
  },
  run: ({ alerts, recordings }) =>
    [...alerts, ...recordings]
      .flatMap(({ expression }) => parsed(expression))
      .flatMap(({ at, expr }) =>
        visitKind(expr, "call").flatMap(({ node: { func, args } }): Finding[] => {
          const [arg] = args
          if ((func !== "absent" && func !== "absent_over_time") || !arg) return []
          const place = { at, offset: arg.start, end: arg.end }
          if (isAlwaysThere(arg))
            return [{ ...place, message: `${operandText(arg)} always returns something, so ${func}() is never true` }]
          const down = downOnly(arg)
          if (down === undefined) return []
          const message = `${operandText(arg)} is missing while everything is up, so ${func}() is true when all is well`
          return [{ ...place, message, hint: `Write ${func}(${down} == 1), or ${down} == 0 without ${func}()` }]
        }),
      ),
}

function isAlwaysThere(expr: Expr): boolean {
  const inner = unwrap(expr)
  if (inner.kind === "call") return inner.func === "vector"
  if (inner.kind === "subquery") return isAlwaysThere(inner.expr)
  if (inner.kind !== "binary") return false
  return inner.op === "or" && (isAlwaysThere(inner.left) || isAlwaysThere(inner.right))
}

/** The selector of `up` that is compared with 0. */
function downOnly(expr: Expr): string | undefined {
  const inner = unwrap(expr)
  const found = inner.kind === "binary" ? comparison(inner) : undefined
  if (!found || found.node !== inner || found.bool) return undefined
  if (found.threshold !== 0 || (found.op !== "==" && found.op !== "<=")) return undefined
  const operand = unwrap(found.side === "right" ? inner.left : inner.right)
  return operand.kind === "vector" && metricName(operand) === "up" ? print(operand) : undefined
}
