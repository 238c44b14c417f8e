import type { RuleCheck } from "@/lib/checks/check"
import { corrected } from "@/lib/checks/corrected"
import { isGauge } from "@/lib/checks/metric-kinds"
import { parsedExpressions } from "@/lib/checks/subject"
import { rangeArgument, visitKind } from "@/lib/checks/walk"
import { metricName } from "@/lib/promql/selectors"

const COUNTER_FUNCTIONS = new Set(["rate", "increase", "irate"])
const INSTEAD: Readonly<Record<string, string>> = { rate: "deriv", increase: "delta", irate: "idelta" }

/** To rate() every fall of a value is a restart: a gauge that goes up and down seems to rise without end. */
export const gaugeRate: RuleCheck = {
  id: "gauge-rate",
  severity: "error",
  summary: "A function of counters is used on a gauge",
  needs: ["entry", "captures", "rules"],
  docs: {
    why: `\`rate\`, \`increase\` and \`irate\` take every fall of a value for a restart that began at zero, and add the whole
value again. A gauge that swings between 90 and 100 seems to rise by thousands an hour: the alert fires on noise.`,
    fix: `\`delta(x[1h])\` is how much a gauge has changed, \`deriv(x[1h])\` its slope per second (which no single odd value upsets).`,
    example: {
      metrics: `
# HELP queue_messages_waiting Current number of messages in the queue.
# TYPE queue_messages_waiting gauge
queue_messages_waiting 12`,
      before: `
- alert: QueueGrowing
  expr: increase(queue_messages_waiting[1h]) > 1000`,
      after: `
- alert: QueueGrowing
  expr: delta(queue_messages_waiting[1h]) > 1000`,
    },
  },
  run: (subject) =>
    parsedExpressions(subject).flatMap(({ at, expr }) =>
      visitKind(expr, "call").flatMap(({ node }) => {
        const { func, args, start } = node
        const range = rangeArgument(args)
        if (!COUNTER_FUNCTIONS.has(func) || range?.kind !== "matrix") return []
        const metric = metricName(range.selector)
        if (metric === undefined || !isGauge(metric, subject.metrics.byName)) return []
        return [
          {
            at,
            offset: start,
            end: start + func.length,
            message: `${metric} is a gauge, and ${func}() takes each time it falls for a restart`,
            ...corrected("Use ", { ...node, func: INSTEAD[node.func] ?? "" }),
          },
        ]
      }),
    ),
}
