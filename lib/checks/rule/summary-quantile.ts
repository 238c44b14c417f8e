import type { Finding, RuleCheck } from "@/lib/checks/check"
import { corrected } from "@/lib/checks/corrected"
import type { Metrics } from "@/lib/checks/metrics"
import { parsedExpressions } from "@/lib/checks/subject"
import { visitKind } from "@/lib/checks/walk"
import { type Aggregate, unwrap, type VectorSelector } from "@/lib/promql/ast"
import { metricName } from "@/lib/promql/selectors"

/** Aggregations whose result says nothing when the series are quantiles. */
const MEANINGLESS = new Set(["avg", "sum", "stddev", "stdvar"])

/** Labels each of which tells processes apart. */
const INSTANCES: readonly string[] = ["instance", "pod", "pod_name", "host", "hostname", "node", "server"]

/** Quantiles that were computed by each process for itself cannot be put together again. */
export const summaryQuantile: RuleCheck = {
  id: "summary-quantile",
  severity: "error",
  summary: "Quantiles of a summary are averaged or added up",
  needs: ["entry", "captures", "rules"],
  docs: {
    why: `Each process computes the quantiles of its summaries. The average of ten 99th percentiles is no percentile of anything: one
slow instance with most of the traffic vanishes among nine idle ones. Their sum is not even a duration.`,
    fix: `Ask each instance by itself, take the worst with \`max\`, or use the mean of all, which can be aggregated:
\`sum(rate(x_sum[5m])) / sum(rate(x_count[5m]))\`.`,
    example: {
      metrics: `
# TYPE job_duration_seconds summary
job_duration_seconds{queue="mail",quantile="0.5"} 1
job_duration_seconds{queue="mail",quantile="0.99"} 4
job_duration_seconds_sum{queue="mail"} 40
job_duration_seconds_count{queue="mail"} 30`,
      before: `
- alert: JobsSlow
  expr: avg by (queue) (job_duration_seconds{quantile="0.99"}) > 60`,
      after: `
- alert: JobsSlow
  expr: max by (queue) (job_duration_seconds{quantile="0.99"}) > 60`,
    },
  },
  run: (subject) =>
    parsedExpressions(subject).flatMap(({ at, expr }) =>
      visitKind(expr, "aggregate").flatMap(({ node }): Finding[] => {
        const selector = MEANINGLESS.has(node.op) ? quantiles(node, subject.metrics) : undefined
        const name = selector && metricName(selector)
        if (!selector || name === undefined || !mergesSeries(node, selector, subject.metrics.byName)) return []
        return [
          {
            at,
            offset: node.start,
            end: node.start + node.op.length,
            message: `${name} holds quantiles, of which the ${node.op} over several series means nothing`,
            ...corrected("Take the worst: ", { ...node, op: "max" }),
          },
        ]
      }),
    ),
}

/** The selector of quantiles that an aggregation is given; the mean of the smallest or largest values has a meaning. */
function quantiles({ op, expr }: Aggregate, { byName }: Metrics): VectorSelector | undefined {
  const node = unwrap(expr)
  if (node.kind !== "vector") return undefined
  const name = metricName(node) ?? ""
  const kind = byName.get(name)?.kind
  const chosen = node.matchers.find(({ label, op: how }) => label.name === "quantile" && how === "=")
  const quantile = Number(chosen?.value.text)
  if (op === "avg" && (quantile === 0 || quantile === 1)) return undefined
  // A label of that name may mean something else on a metric that is known to be no summary.
  const named = kind === undefined && quantile >= 0 && quantile <= 1 && !/_(sum|count|total|bucket)$/.test(name)
  return kind === "quantile" || named ? node : undefined
}

/** Whether several series may fall into one group; of a metric whose labels are not known only that instances do. */
function mergesSeries({ grouping }: Aggregate, selector: VectorSelector, known: Metrics["byName"]): boolean {
  const listed = new Set(grouping?.labels.map(({ name }) => name))
  const kept = (label: string) => (grouping?.kind === "without" ? !listed.has(label) : listed.has(label))
  const fixed = (label: string) =>
    selector.matchers.some((matcher) => matcher.label.name === label && matcher.op === "=")
  const labels = known.get(metricName(selector) ?? "")?.labels ?? ["instance"]
  const sameInstance = INSTANCES.some((label) => listed.has(label)) && grouping?.kind === "by"
  return [...labels].some((label) => {
    if (label === "job" || kept(label) || fixed(label)) return false
    return label !== "instance" || !sameInstance
  })
}
