import type { Finding, RuleCheck } from "@/lib/checks/check"
import { parsed } from "@/lib/checks/subject"
import { visitKind } from "@/lib/checks/walk"
import { type Call, type Expr, unwrap, type VectorSelector } from "@/lib/promql/ast"
import { isSetOperator } from "@/lib/promql/keywords"

/** absent() asks about all of Prometheus, and takes the labels of its alert from equality matchers alone. */
export const absentMatcher: RuleCheck = {
  id: "absent-matcher",
  severity: "warning",
  summary: "An absent() has no matcher with =, so it asks about every job and its alert carries no label",
  needs: ["rules"],
  docs: {
    why: `\`absent(x)\` is true only when no series called x exists in the whole server, whichever job or cluster it comes from: one other
instance anywhere keeps it silent. The alert has just the labels that matchers with \`=\` give it; without any nobody can see
or route by what is missing.`,
    fix: "Name the job that is missed. One `absent()` is about one thing; two jobs need two of them.",
    example: {
      before: `
- alert: KubeStateMetricsMissing
  expr: absent(kube_pod_info)
  for: 10m`,
      after: `
- alert: KubeStateMetricsMissing
  expr: absent(kube_pod_info{job="kube-state-metrics"})
  for: 10m`,
    },
  },
  run: ({ alerts }) =>
    alerts
      .flatMap(({ expression }) => parsed(expression))
      .flatMap(({ at, expr }) =>
        visitKind(expr, "call").flatMap(({ node, around }): Finding[] => {
          const selector = isAbsent(node) && isResult(node, around) ? bareSelector(node) : undefined
          if (!selector) return []
          const matchers = selector.matchers.filter(({ label }) => label.name !== "__name__")
          if (matchers.some(({ op }) => op === "=")) return []
          const name = selector.metric?.name ?? "the selector"
          const message =
            matchers.length === 0
              ? `${node.func}(${name}) is silent while any job has ${name}, and its alert carries no label`
              : `${node.func}() takes no label from ${matchers.map(({ label, op }) => label.name + op).join(", ")}, so its alert carries none`
          const hint = `Name what is missed with "=": ${name}{job="…"}`
          return [{ at, offset: selector.start, end: selector.end, message, hint }]
        }),
      ),
}

function isAbsent({ func }: Call): boolean {
  return func === "absent" || func === "absent_over_time"
}

/** Whether its result is the alert's: not a number to calculate with, nor only looked at from the right of `and`. */
function isResult(node: Expr, around: readonly Expr[]): boolean {
  const path = [node, ...around]
  return around.every((outer, i) => {
    if (outer.kind === "paren") return true
    return outer.kind === "binary" && (outer.op === "or" || (isSetOperator(outer.op) && outer.left === path[i]))
  })
}

/** The selector that absent() looks at itself; what an operator makes out of one has no labels to give in any case. */
function bareSelector({ args: [arg] }: Call): VectorSelector | undefined {
  const inner = arg && unwrap(arg)
  if (inner?.kind === "matrix") return inner.selector
  return inner?.kind === "vector" ? inner : undefined
}
