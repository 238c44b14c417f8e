import { inside } from "@/lib/catalog/entry"
import type { Finding, RuleCheck } from "@/lib/checks/check"
import { parsed } from "@/lib/checks/subject"
import { type Expr, unwrap } from "@/lib/promql/ast"
import { applyEdits } from "@/lib/promql/edit"
import { isComparison } from "@/lib/promql/keywords"

/** Alerts that fire all the time on purpose, to prove that the way to the pager works. */
const ON_PURPOSE = /watchdog|dead_?mans?_?(?:s_?)?switch|heartbeat|always_?firing/i

/** An alert fires for every series that its expression returns, whatever the value. */
export const alertComparison: RuleCheck = {
  id: "alert-comparison",
  severity: "error",
  summary: "The alert fires whatever the values are",
  needs: ["entry", "rules"],
  docs: {
    why: `Prometheus fires an alert for each series that the expression returns; it does not look at the value, and 0 counts as much as 1.
Without a comparison that filters, the alert fires for every series, always. \`bool\` turns a filter into values 0 and 1, and
arithmetic on a number such as \`vector(0)\` makes a result out of nothing: both keep the alert firing.`,
    fix: "Compare with a threshold, without `bool`. An alert that fires all the time on purpose is called Watchdog.",
    example: {
      before: `
- alert: QueueFull
  expr: queue_length / queue_capacity > bool 0.9`,
      after: `
- alert: QueueFull
  expr: queue_length / queue_capacity > 0.9`,
    },
  },
  run: ({ alerts }) =>
    alerts.flatMap((alert): Finding[] => {
      if (ON_PURPOSE.test(alert.name)) return []
      return parsed(alert.expression).flatMap(({ at, text, expr }): Finding[] => {
        const found = unfiltered(expr)
        if (!found) return []
        const inner = unwrap(found)
        if (inner.kind === "binary" && inner.bool) {
          const from = text.slice(inner.opSpan.end, inner.right.start).search(/bool/i) + inner.opSpan.end
          const fixed = applyEdits(text, [{ start: from, end: from + 4, text: "" }]).replace(/\s+/g, " ")
          const message = `With bool the comparison gives 0 or 1 and filters nothing, so ${alert.name} always fires`
          return [{ at, offset: from, end: from + 4, message, hint: `Write ${fixed}` }]
        }
        const whole = found === expr
        return [
          {
            ...(whole ? { at: inside(alert.at, "expr") } : { at, offset: found.start, end: found.end }),
            message: whole
              ? `Nothing filters the result of this expression, so ${alert.name} fires for each of its series, always`
              : `Nothing filters this side of "or", so ${alert.name} fires for each of its series, always`,
            hint: "Compare it with a threshold; the value 0 fires too",
          },
        ]
      })
    }),
}

/** The part of the expression that returns series whatever their values are; undefined when all of it depends on something. */
function unfiltered(expr: Expr): Expr | undefined {
  const inner = unwrap(expr)
  switch (inner.kind) {
    case "binary":
      if (isComparison(inner.op))
        return inner.bool ? (filters(inner.left) || filters(inner.right) ? undefined : inner) : undefined
      if (inner.op === "or") return unfiltered(inner.left) ?? unfiltered(inner.right)
      return filters(inner.left) || filters(inner.right) || inner.op === "unless" ? undefined : expr
    default:
      return filters(inner) ? undefined : expr
  }
}

/**
 * Whether series of a result can be missing although those of its metrics are there: something compares, or looks for absence.
 * A selector with a matcher may itself be the condition (a state or an error kind), so it is given the benefit of the doubt.
 */
function filters(expr: Expr): boolean {
  const inner = unwrap(expr)
  switch (inner.kind) {
    case "number":
    case "string":
      return false
    case "vector":
      return inner.matchers.length > 0
    case "matrix":
      return inner.selector.matchers.length > 0
    case "call":
      if (inner.func === "absent" || inner.func === "absent_over_time") return true
      if (inner.func === "scalar" || inner.func === "vector") return false
      return inner.args.some(filters)
    case "aggregate":
    case "subquery":
    case "unary":
      return filters(inner.expr)
    case "binary":
      if (isComparison(inner.op)) return !inner.bool || filters(inner.left) || filters(inner.right)
      if (inner.op === "or") return filters(inner.left) && filters(inner.right)
      return inner.op === "unless" || filters(inner.left) || filters(inner.right)
  }
}
