import type { Finding, RuleCheck } from "@/lib/checks/check"
import { corrected } from "@/lib/checks/corrected"
import { type CounterUse, counterUses } from "@/lib/checks/counter-uses"
import { rangedCall } from "@/lib/checks/ranged-call"
import { parsedExpressions } from "@/lib/checks/subject"
import { rangeArgument } from "@/lib/checks/walk"
import type { Call, Expr, VectorSelector } from "@/lib/promql/ast"

/** Which function of counters does what the one for gauges was meant to do. */
const INSTEAD: Readonly<Record<string, string>> = { delta: "increase", idelta: "irate", sum_over_time: "increase" }

/** Functions of gauges tell nothing of a counter: its value is only how long ago its process was started. */
export const counterRate: RuleCheck = {
  id: "counter-rate",
  severity: "error",
  summary: "A counter is read as if its value could fall",
  needs: ["entry", "captures", "rules"],
  docs: {
    why: `A counter only rises, and starts at zero again when its process does. Averages and slopes of it depend on
how long the process has been running: a restart makes \`delta\` and \`deriv\` negative, so that the alert
is silent exactly when something has happened, and an average over time grows for ever.`,
    fix: `\`rate(x[5m])\` for how much per second, \`increase(x[1h])\` for how much in that time, \`resets(x[1h])\` for restarts.
Both add up what was counted before and after a restart.`,
    example: {
      metrics: `
# TYPE smtp_messages_bounced_total counter
smtp_messages_bounced_total 3`,
      before: `
- alert: MailBounces
  expr: delta(smtp_messages_bounced_total[1h]) > 100`,
      after: `
- alert: MailBounces
  expr: increase(smtp_messages_bounced_total[1h]) > 100`,
    },
  },
  run: (subject) =>
    parsedExpressions(subject).flatMap(({ at, expr }) =>
      counterUses(expr, subject.metrics).flatMap((use): Finding[] => {
        const text = describe(use)
        return text ? [{ at, ...text }] : []
      }),
    ),
}

function describe({ metric, selector, use }: CounterUse): Omit<Finding, "at"> | undefined {
  if (use.kind !== "function") return undefined
  const { func, args, start } = use.call
  return {
    offset: start,
    end: start + func.length,
    message: `${metric} is a counter, of which ${func}() tells nothing: it only rises, and starts again at a restart`,
    ...corrected(INSTEAD[func] ? "Use " : "Take the rate first, such as ", better(func, args, selector)),
  }
}

function better(func: string, args: readonly Expr[], selector: VectorSelector): Call {
  const range = rangeArgument(args)?.range.text ?? "5m"
  return rangedCall(INSTEAD[func] ?? "rate", selector, INSTEAD[func] ? range : "5m")
}
