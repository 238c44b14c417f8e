import type { Finding, RuleCheck } from "@/lib/checks/check"
import { corrected } from "@/lib/checks/corrected"
import type { Metrics } from "@/lib/checks/metrics"
import { rangedCall } from "@/lib/checks/ranged-call"
import { parsedExpressions } from "@/lib/checks/subject"
import { visitKind } from "@/lib/checks/walk"
import { type Aggregate, type Call, children, type Expr, unwrap, type VectorSelector } from "@/lib/promql/ast"
import { labelSource } from "@/lib/promql/label-sets"
import { keptLabels } from "@/lib/promql/labels"
import { printNumber } from "@/lib/promql/print"
import { metricName } from "@/lib/promql/selectors"
import { constant } from "@/lib/promql/threshold"

/** A quantile needs rates of buckets that still have their boundaries. */
export const histogramQuantile: RuleCheck = {
  id: "histogram-quantile",
  severity: "error",
  summary: "A quantile of something that is not the rate of buckets with their le",
  needs: ["entry", "captures", "rules"],
  docs: {
    why: `\`histogram_quantile\` reads the boundaries of buckets from the label \`le\`. Summed away, or with \`_sum\` or \`_count\` in
place of \`_bucket\`, there is nothing to read, and the result is empty: the alert never fires. Without \`rate()\` the
quantile is that of every request since the start, which the requests of now hardly move. A quantile of 95 instead of
0.95 gives +Inf, so that the alert fires for ever.`,
    fix: "`histogram_quantile(0.95, sum by (le, job) (rate(x_bucket[5m])))`. Native histograms have no buckets to name, and no `le`.",
    example: {
      metrics: `
# TYPE rpc_duration_seconds histogram
rpc_duration_seconds_bucket{le="1"} 4
rpc_duration_seconds_bucket{le="+Inf"} 5
rpc_duration_seconds_sum 4
rpc_duration_seconds_count 5`,
      before: `
- alert: RpcSlow
  expr: histogram_quantile(0.95, sum by (job) (rate(rpc_duration_seconds_bucket[5m]))) > 1`,
      after: `
- alert: RpcSlow
  expr: histogram_quantile(0.95, sum by (job, le) (rate(rpc_duration_seconds_bucket[5m]))) > 1`,
    },
  },
  run: (subject) =>
    parsedExpressions(subject).flatMap(({ at, expr }) =>
      visitKind(expr, "call")
        .filter(({ node }) => node.func === "histogram_quantile")
        .flatMap(({ node }) => [...wrongQuantile(node), ...wrongBuckets(node, subject.metrics)])
        .map((found): Finding => ({ at, ...found })),
    ),
}

type Found = Omit<Finding, "at">

function wrongQuantile({ args: [quantile] }: Call): Found[] {
  const value = quantile && constant(quantile)
  if (!quantile || value === undefined || (value >= 0 && value <= 1)) return []
  const { start, end } = quantile
  const hint = value > 1 && value <= 100 ? { hint: `Use ${printNumber(value / 100)}` } : {}
  return [{ offset: start, end, message: `A quantile is between 0 and 1, and not ${printNumber(value)}`, ...hint }]
}

function wrongBuckets({ args: [, buckets] }: Call, { byName }: Metrics): Found[] {
  if (!buckets) return []
  const used = visitKind(buckets, "vector").map(({ node, around }) => ({ node, around, name: metricName(node) ?? "" }))
  const other = used.find(({ name }) => isNoHistogram(name, byName))
  if (other) return [noBuckets(other.node, other.name, byName)]
  if (used.length === 0 || !used.every(({ name }) => isBucket(name, byName))) return []
  const [first] = used
  if (first && labelSource(keptLabels(buckets), "le") === undefined) return [withoutBoundaries(buckets, first.name)]
  const raw = used.find(({ around }) => isRaw(around, buckets))
  return raw ? [sinceStart(raw.node, raw.name)] : []
}

/** Recordings, and names that nothing is known of, may be native histograms. */
function isNoHistogram(name: string, known: Metrics["byName"]): boolean {
  const metric = known.get(name)
  // Some exporters give buckets without the type of a histogram.
  if (metric?.how === "recorded" || name.includes(":") || name.endsWith("_bucket")) return false
  if (metric?.kind === undefined) return /_(sum|count|total)$/.test(name)
  return metric.kind !== "bucket" && metric.kind !== "untyped"
}

function isBucket(name: string, known: Metrics["byName"]): boolean {
  return known.get(name)?.kind === "bucket" || (!known.has(name) && /^[^:]*_bucket$/.test(name))
}

/** Whether nothing between a selector and the quantile takes a range. */
function isRaw(around: readonly Expr[], buckets: Expr): boolean {
  const inner = around.slice(0, around.indexOf(buckets) + 1)
  return inner.every(
    (node) =>
      node.kind === "paren" ||
      node.kind === "aggregate" ||
      (node.kind === "call" && ["label_replace", "label_join"].includes(node.func)),
  )
}

function noBuckets({ start, end }: VectorSelector, name: string, known: Metrics["byName"]): Found {
  const base = `${name.replace(/_(sum|count|total)$/, "")}_bucket`
  const hint = known.get(base)?.kind === "bucket" ? { hint: `Use ${base}` } : {}
  const place = { offset: start, end: name.length > 0 ? Math.min(end, start + name.length) : end }
  return { ...place, message: `${name} has no buckets, so that its quantile is always empty`, ...hint }
}

function withoutBoundaries(buckets: Expr, name: string): Found {
  const dropping = aggregations(buckets).find((node) => labelSource(keptLabels(node), "le") === undefined)
  const span = dropping?.grouping ?? { start: buckets.start, end: buckets.end }
  return {
    offset: span.start,
    end: span.end,
    message: `The label le of ${name} is aggregated away, so that the quantile is always empty`,
    ...(dropping && corrected("Keep it: ", keepingLe(dropping))),
  }
}

function aggregations(expr: Expr): Aggregate[] {
  const node = unwrap(expr)
  return [...(node.kind === "aggregate" ? [node] : []), ...children(node).flatMap(aggregations)]
}

function keepingLe(node: Aggregate): Expr {
  const { start, end } = node
  const le = { name: "le", quoted: false, start, end }
  const labels = node.grouping?.labels ?? []
  if (node.grouping?.kind === "without")
    return { ...node, grouping: { ...node.grouping, labels: labels.filter(({ name }) => name !== "le") } }
  return { ...node, grouping: { kind: "by", labels: [...labels, le], start, end } }
}

function sinceStart(node: VectorSelector, name: string): Found {
  return {
    offset: node.start,
    end: node.end,
    message: `The buckets of ${name} count since the start of its process, and so does this quantile`,
    ...corrected("Take the rate first: ", rangedCall("rate", node, "5m")),
  }
}
