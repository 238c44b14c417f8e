import type { Finding, RuleCheck } from "@/lib/checks/check"
import { corrected } from "@/lib/checks/corrected"
import { isRawCounter } from "@/lib/checks/counter-uses"
import type { Metrics } from "@/lib/checks/metrics"
import { rangedCall } from "@/lib/checks/ranged-call"
import { type ParsedExpression, parsedExpressions, type Subject } from "@/lib/checks/subject"
import { fromVariable } from "@/lib/checks/variables"
import { rangeArgument, visitKind } from "@/lib/checks/walk"
import { type Aggregate, type Call, type Expr, unwrap } from "@/lib/promql/ast"
import { rewrite } from "@/lib/promql/rewrite"
import { metricName } from "@/lib/promql/selectors"

const RATES = new Set(["rate", "increase", "irate"])

/** rate() must see single counters: in a sum, the restart of one of them looks like a restart of them all. */
export const rateOfSum: RuleCheck = {
  id: "rate-of-sum",
  severity: "error",
  summary: "The rate of a sum of counters, or of a rate",
  needs: ["entry", "captures", "rules"],
  docs: {
    why: `When one of many processes restarts, the sum of their counters falls by what that process had counted. \`rate()\` takes
the fall for a restart at zero of the whole sum and adds all the rest again: one deployment shows up as a spike of millions.
The rate of a rate is not a rate at all: a rate falls and rises.`,
    fix: "Take the rate first and add up after it, also in recording rules: record `sum(rate(x[5m]))`, not `sum(x)`.",
    example: {
      metrics: `
# TYPE orders_created_total counter
orders_created_total{shop="a"} 12`,
      before: `
- record: job:orders_created:sum
  expr: sum by (job) (orders_created_total)
- alert: OrdersSurge
  expr: rate(job:orders_created:sum[5m]) > 100`,
      after: `
- record: job:orders_created:rate5m
  expr: sum by (job) (rate(orders_created_total[5m]))
- alert: OrdersSurge
  expr: job:orders_created:rate5m > 100`,
    },
  },
  run(subject) {
    return parsedExpressions(subject).flatMap((expression) =>
      visitKind(expression.expr, "call").flatMap(({ node }): Finding[] => {
        const text = RATES.has(node.func) ? describe(node, subject) : undefined
        return text ? [finding(expression, node, text)] : []
      }),
    )
  },
}

function finding({ at }: ParsedExpression, { start, func }: Call, texts: { message: string; hint?: string }): Finding {
  return { at, offset: start, end: start + func.length, ...texts }
}

function describe(call: Call, { recordings, metrics }: Subject): { message: string; hint?: string } | undefined {
  const range = rangeArgument(call.args)
  if (!range) return undefined
  if (range.kind === "subquery") return ofInner(call, range.expr, metrics, "a subquery")
  const name = metricName(range.selector)
  const recorded = recordings.find((recording) => recording.name === name)?.expression.result
  return recorded?.ok ? ofInner(call, recorded.expr, metrics, name ?? "") : undefined
}

function ofInner(call: Call, inner: Expr, metrics: Metrics, what: string) {
  const node = unwrap(inner)
  const rate = rateOf(node)
  if (rate !== undefined)
    return {
      message: `${call.func}() needs a counter, and ${what} is already the result of ${rate}(), which rises and falls`,
      hint: "Leave the outer function away; use avg_over_time() for a smoother rate, deriv() for its slope",
    }
  if (node.kind !== "aggregate" || !isTotal(node, metrics)) return undefined
  const range = rangeArgument(call.args)?.range.text ?? "5m"
  return {
    message: `${call.func}() of ${what}, which is a ${node.op} of counters: when one of them restarts, all are counted again`,
    ...corrected(`Take the ${call.func} first: `, ofEach(node, call.func, range)),
  }
}

/** A sum of counters, or of series of which nothing is known: then of gauges, which have no rate either. */
function isTotal({ op, expr }: Aggregate, { byName }: Metrics): boolean {
  const series = unwrap(expr)
  const name = series.kind === "vector" ? metricName(series) : undefined
  const unheardOf = name !== undefined && !name.includes(":") && !fromVariable(name) && !byName.has(name)
  return ["sum", "avg"].includes(op) && (unheardOf || isRawCounter(series, byName))
}

/** The function of counters that a result comes from, through sums and averages. */
function rateOf(node: Expr): string | undefined {
  const inner = unwrap(node)
  if (inner.kind === "call" && RATES.has(inner.func)) return inner.func
  return inner.kind === "aggregate" && ["sum", "avg", "min", "max"].includes(inner.op) ? rateOf(inner.expr) : undefined
}

function ofEach(expr: Expr, func: string, range: string): Expr {
  return rewrite(expr, (node) => (node.kind === "vector" ? rangedCall(func, node, range) : node))
}
