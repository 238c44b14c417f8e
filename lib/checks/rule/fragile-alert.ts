import type { Finding, RuleCheck } from "@/lib/checks/check"
import { parsed } from "@/lib/checks/subject"
import { visitKind } from "@/lib/checks/walk"
import type { Aggregate, Expr } from "@/lib/promql/ast"
import { CHOOSING } from "@/lib/promql/keywords"

/** An alert is its labels: where they change while the trouble lasts, it ends and another one begins. */
export const fragileAlert: RuleCheck = {
  id: "fragile-alert",
  severity: "warning",
  summary: "The series of the alert change while the trouble lasts",
  needs: ["rules"],
  docs: {
    why: `An alert is identified by its labels. \`topk()\` and its like return other series at every evaluation, and \`count_values()\` makes a
label out of a value: each change ends one alert and begins another, \`for\` starts again, and people get "resolved" and "firing"
mails by turns.`,
    fix: "Compare all series with the threshold, and leave the ranking to a dashboard.",
    example: {
      before: `
- alert: BusyDisks
  expr: topk(3, disk_busy_ratio) > 0.9
  for: 10m`,
      after: `
- alert: BusyDisks
  expr: disk_busy_ratio > 0.9
  for: 10m`,
    },
  },
  run: ({ alerts }) =>
    alerts
      .flatMap(({ expression }) => parsed(expression))
      .flatMap(({ at, expr }) =>
        visitKind(expr, "aggregate").flatMap(({ node, around }): Finding[] => {
          const message = faultOf(node)
          if (message === undefined || !reachesTheAlert(node, around)) return []
          return [{ at, offset: node.start, end: node.start + node.op.length, message }]
        }),
      ),
}

/** With a grouping it is one of several equal series that is chosen, as joins want it. */
function faultOf({ op, grouping }: Aggregate): string | undefined {
  if (CHOOSING.has(op) && !grouping)
    return `${op}() picks other series at every evaluation, so alerts end and begin by turns`
  return op === "count_values"
    ? "count_values() makes a label out of a value, so the alert is another one whenever it changes"
    : undefined
}

/** Whether the series are those of the alert: not merged by another aggregation, nor only looked at from the right of `and`. */
function reachesTheAlert(node: Expr, around: readonly Expr[]): boolean {
  const path = [node, ...around]
  return around.every((outer, i) => {
    const inner = path[i]
    if (outer.kind === "aggregate") return CHOOSING.has(outer.op)
    if (outer.kind === "call") return !["scalar", "absent", "absent_over_time"].includes(outer.func)
    return !(outer.kind === "binary" && ["and", "unless"].includes(outer.op) && outer.right === inner)
  })
}
