import type { RuleCheck } from "@/lib/checks/check"
import { corrected } from "@/lib/checks/corrected"
import { counterUses } from "@/lib/checks/counter-uses"
import { rangedCall } from "@/lib/checks/ranged-call"
import { parsedExpressions } from "@/lib/checks/subject"

/** Counters that are read from the Kubernetes API, and go on where they were when kube-state-metrics restarts. */
const OUTLIVES = /^kube_/

/** `x - x offset 1h` is what increase() does, but for restarts. */
export const counterDifference: RuleCheck = {
  id: "counter-difference",
  severity: "warning",
  summary: "A counter minus its own past, which falls below zero at a restart",
  needs: ["entry", "captures", "rules"],
  docs: {
    why: `After a restart a counter begins at zero, and \`x - x offset 1h\` is negative for an hour: whatever happens in that hour does
not reach the threshold. A crash is what most such alerts are about.`,
    fix: "`increase(x[1h])` adds up what was counted before and after a restart.",
    example: {
      metrics: `
# TYPE worker_crashes_total counter
worker_crashes_total 3`,
      before: `
- alert: WorkersCrashing
  expr: worker_crashes_total - worker_crashes_total offset 1h > 5`,
      after: `
- alert: WorkersCrashing
  expr: increase(worker_crashes_total[1h]) > 5`,
    },
  },
  run: (subject) =>
    parsedExpressions(subject).flatMap(({ at, expr }) =>
      counterUses(expr, subject.metrics).flatMap(({ metric, selector, use }) => {
        if (use.kind !== "difference" || OUTLIVES.test(metric)) return []
        const { start, end } = use.node
        const message = `The difference of the counter ${metric} and its own past falls below zero at a restart`
        return [{ at, offset: start, end, message, ...corrected("Use ", rangedCall("increase", selector, use.offset)) }]
      }),
    ),
}
