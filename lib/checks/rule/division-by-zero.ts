import { isScalar, scenes, seriesOf } from "@/lib/checks/capture-series"
import type { Finding, RuleCheck } from "@/lib/checks/check"
import { operandText } from "@/lib/checks/operand-text"
import { type ParsedExpression, parsed, type Subject } from "@/lib/checks/subject"
import { visitKind } from "@/lib/checks/walk"
import { type Binary, type Expr, unwrap } from "@/lib/promql/ast"
import { print } from "@/lib/promql/print"
import { metricName } from "@/lib/promql/selectors"
import { comparisons } from "@/lib/promql/threshold"

/**
 * Limits that are 0 where there is none. Sources: redis_exporter (maxmemory of CONFIG GET), cAdvisor (container_spec_memory_limit_bytes
 * and its swap are 0 without a limit), pgbouncer_exporter (max_connections of SHOW DATABASES, 0 is no limit).
 */
const ZERO_IS_NO_LIMIT = new Set([
  "redis_memory_max_bytes",
  "container_spec_memory_limit_bytes",
  "container_spec_memory_swap_limit_bytes",
  "pgbouncer_databases_max_connections",
])
const SUMS = new Set(["sum", "max", "min", "avg"])

/** Anything above zero divided by zero is +Inf, which is above every threshold. */
export const divisionByZero: RuleCheck = {
  id: "division-by-zero",
  severity: "error",
  summary: "A divisor is 0 in a healthy state, so that the alert fires with +Inf",
  needs: ["entry", "captures", "rules"],
  docs: {
    why: `A limit that is not set is 0 for most exporters. Used bytes divided by it are +Inf, which is above any threshold: the alert fires on
every server without a limit, and shows "+Inf %". (0 divided by 0 is NaN, and never fires.)`,
    fix: "Let only divisors pass that are above zero: `used / (limit > 0)`.",
    example: {
      metrics: `
# TYPE memory_used_bytes gauge
memory_used_bytes 300
# TYPE memory_max_bytes gauge
memory_max_bytes 0`,
      before: `
- alert: MemoryNearLimit
  expr: memory_used_bytes / memory_max_bytes > 0.9`,
      after: `
- alert: MemoryNearLimit
  expr: memory_used_bytes / (memory_max_bytes > 0) > 0.9`,
    },
  },
  run: (subject) =>
    subject.alerts
      .flatMap(({ expression }) => parsed(expression))
      .flatMap((expression) =>
        visitKind(expression.expr, "binary").flatMap(({ node, around }) => {
          if (node.op !== "/" || isScalar(node.right)) return []
          const why = shownZero(node, expression, subject) ?? unlimited(node, around, expression.expr)
          if (why === undefined) return []
          const { start, end } = node.right
          const hint = `Write ${print(node.left)} / (${print(unwrap(node.right))} > 0)`
          return [
            { at: expression.at, offset: start, end, message: `${operandText(node.right)} ${why}`, hint },
          ] satisfies Finding[]
        }),
      ),
}

/** In some capture the whole alert fires, with the infinite value that this division makes. */
function shownZero(node: Binary, { expr }: ParsedExpression, subject: Subject): string | undefined {
  const fires = scenes(expr, subject).some((scene) => {
    const infinite = (part: Expr) =>
      seriesOf(part, scene)?.some(({ value, certain }) => certain && value === Number.POSITIVE_INFINITY) ?? false
    return infinite(node) && infinite(expr)
  })
  return fires ? `is 0 in ${subject.metrics.source || "a capture"}, and the alert then fires with +Inf` : undefined
}

/** A limit that is known to be 0 where there is none, with nothing in the expression that looks at it. */
function unlimited(node: Binary, around: readonly Expr[], expr: Expr): string | undefined {
  const name = bareMetric(node.right)
  if (name === undefined || !ZERO_IS_NO_LIMIT.has(name) || isLooked(name, expr) || !staysAbove(node, around))
    return undefined
  return "is 0 where there is no limit, and the alert then fires with +Inf"
}

/** The metric, when the divisor is nothing else or an aggregation of it. */
function bareMetric(expr: Expr): string | undefined {
  const inner = unwrap(expr)
  if (inner.kind === "aggregate" && SUMS.has(inner.op)) return bareMetric(inner.expr)
  return inner.kind === "vector" ? metricName(inner) : undefined
}

/** Whether something is compared that involves the metric, but for the quotient itself. */
function isLooked(name: string, expr: Expr): boolean {
  return comparisons(expr).some(({ node }) =>
    [node.left, node.right].some(
      (side) =>
        bareMetric(side) === name ||
        visitKind(side, "call").some(({ node: call }) => call.args.some((arg) => bareMetric(arg) === name)),
    ),
  )
}

/** Whether infinity reaches a comparison with `>` as it is: only factors and aggregations on the way. */
function staysAbove(node: Binary, around: readonly Expr[]): boolean {
  let child: Expr = node
  for (const outer of around) {
    if (outer.kind === "binary" && (outer.op === ">" || outer.op === ">=")) return outer.left === child
    const passes =
      outer.kind === "paren" ||
      (outer.kind === "aggregate" && ["sum", "max", "avg"].includes(outer.op)) ||
      (outer.kind === "binary" && outer.op === "*" && isScalar(outer.left === child ? outer.right : outer.left))
    if (!passes) return false
    child = outer
  }
  return false
}
