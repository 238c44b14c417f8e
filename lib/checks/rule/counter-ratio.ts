import type { RuleCheck } from "@/lib/checks/check"
import { corrected } from "@/lib/checks/corrected"
import { counterUses } from "@/lib/checks/counter-uses"
import { rangedCall } from "@/lib/checks/ranged-call"
import { parsedExpressions } from "@/lib/checks/subject"
import type { Expr } from "@/lib/promql/ast"
import { rewrite } from "@/lib/promql/rewrite"

/** The ratio of two totals is the average of a lifetime: a bad hour does not show in a good month. */
export const counterRatio: RuleCheck = {
  id: "counter-ratio",
  severity: "warning",
  summary: "A ratio of two counters is the average since their process was started",
  needs: ["entry", "captures", "rules"],
  docs: {
    why: `Dividing one total by another gives the average over the whole life of what counts. After a month of good hit rates an
hour of misses does not move it; after a bad first minute it takes hours to look healthy. The same is true of
\`x_sum / x_count\`, the mean duration of every request since the start.`,
    fix: "Divide rates: `rate(a[5m]) / rate(b[5m])`, with the aggregation around each rate where there is one.",
    example: {
      metrics: `
# TYPE cache_hits_total counter
cache_hits_total 90
# TYPE cache_misses_total counter
cache_misses_total 10`,
      before: `
- alert: CacheHitRateLow
  expr: cache_hits_total / (cache_hits_total + cache_misses_total) < 0.5`,
      after: `
- alert: CacheHitRateLow
  expr: rate(cache_hits_total[10m]) / (rate(cache_hits_total[10m]) + rate(cache_misses_total[10m])) < 0.5`,
    },
  },
  run: (subject) =>
    parsedExpressions(subject).flatMap(({ at, expr }) => {
      const ratios = new Map<Expr, string>()
      for (const { metric, use } of counterUses(expr, subject.metrics))
        if (use.kind === "ratio" && !ratios.has(use.node)) ratios.set(use.node, metric)
      return [...ratios].map(([node, metric]) => ({
        at,
        offset: node.start,
        end: node.end,
        message: `${metric} is a counter, so this ratio is the average since its process was started`,
        ...corrected("Divide what was counted lately: ", ofRates(node)),
      }))
    }),
}

function ofRates(expr: Expr): Expr {
  return rewrite(expr, (node) => (node.kind === "vector" ? rangedCall("rate", node, "5m") : node))
}
