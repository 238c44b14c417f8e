import type { RuleCheck } from "@/lib/checks/check"
import { counterUses } from "@/lib/checks/counter-uses"
import { rangedCall } from "@/lib/checks/ranged-call"
import { parsed } from "@/lib/checks/subject"
import { print, printNumber } from "@/lib/promql/print"

/** An alert on the total of a counter never ends: what was counted stays counted until a restart. */
export const counterThreshold: RuleCheck = {
  id: "counter-threshold",
  severity: "error",
  summary: "An alert compares the total of a counter since its process was started",
  needs: ["entry", "captures", "rules"],
  docs: {
    why: `The value of a counter is everything that has happened since its process was started. \`errors_total > 0\` fires at the
first error and then for ever, until somebody restarts the process; \`> 100\` fires some day on every process that runs long
enough. People learn to ignore such an alert, and the second incident goes unseen.`,
    fix: "Ask what was counted lately: `increase(x[15m]) > 0`, or `rate(x[5m])` where the number depends on the load.",
    example: {
      metrics: `
# TYPE backup_failures_total counter
backup_failures_total{job_name="nightly"} 0`,
      before: `
- alert: BackupFailed
  expr: backup_failures_total > 0`,
      after: `
- alert: BackupFailed
  expr: increase(backup_failures_total[1d]) > 0`,
    },
  },
  run: ({ alerts, metrics }) =>
    alerts.flatMap(({ expression }) =>
      parsed(expression).flatMap(({ at, expr }) => {
        const seen = new Set<number>()
        return counterUses(expr, metrics).flatMap(({ metric, selector, use }) => {
          if (use.kind !== "threshold") return []
          const { node, op, threshold = 0 } = use.comparison
          if (seen.has(node.start)) return []
          seen.add(node.start)
          return [
            {
              at,
              offset: node.start,
              end: node.end,
              message: `${metric} counts since the start of its process: once it is ${words(op)} ${printNumber(threshold)} this fires until a restart`,
              hint: `Ask what was counted lately, such as ${print(rangedCall("increase", selector, "15m"))} ${op} ${printNumber(threshold)}`,
            },
          ]
        })
      }),
    ),
}

function words(op: string): string {
  return op === ">=" ? "at least" : op === "!=" ? "other than" : "above"
}
