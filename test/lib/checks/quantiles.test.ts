import { expect, test } from "vitest"
import { histogramQuantile } from "@/lib/checks/rule/histogram-quantile"
import { rateOfSum } from "@/lib/checks/rule/rate-of-sum"
import { summaryChoice } from "@/lib/checks/rule/summary-choice"
import { summaryQuantile } from "@/lib/checks/rule/summary-quantile"
import { pointedAt, silent } from "@/test/support/rule-cases"

const METRICS = `
# TYPE rpc_seconds histogram
rpc_seconds_bucket{method="a",le="1"} 1
rpc_seconds_bucket{method="a",le="+Inf"} 1
rpc_seconds_sum{method="a"} 1
rpc_seconds_count{method="a"} 1
# TYPE gc_seconds summary
gc_seconds{quantile="0.5",pool="a"} 1
gc_seconds{quantile="1",pool="a"} 2
gc_seconds_sum{pool="a"} 2
gc_seconds_count{pool="a"} 2
# TYPE load gauge
load{quantile="0.5"} 1
# TYPE jobs_total counter
jobs_total 1
# TYPE old_style untyped
old_style 1
# TYPE waits_bucket gauge
waits_bucket{le="1"} 1
waits_bucket{le="+Inf"} 1`
const known = { metrics: METRICS }

test.each([
  [
    "histogram_quantile(95, rate(rpc_seconds_bucket[5m])) > 1",
    "95",
    "A quantile is between 0 and 1, and not 95",
    "Use 0.95",
  ],
  [
    "histogram_quantile(-0.5, rate(native_seconds[5m])) > 1",
    "-0.5",
    "A quantile is between 0 and 1, and not -0.5",
    undefined,
  ],
  [
    "histogram_quantile(0.9, sum by (method) (rate(rpc_seconds_bucket[5m]))) > 1",
    "by (method)",
    "The label le of rpc_seconds_bucket is aggregated away, so that the quantile is always empty",
    "Keep it: sum by (method, le) (rate(rpc_seconds_bucket[5m]))",
  ],
  [
    "histogram_quantile(0.9, sum without (le, instance) (rate(rpc_seconds_bucket[5m]))) > 1",
    "without (le, instance)",
    "The label le of rpc_seconds_bucket is aggregated away, so that the quantile is always empty",
    "Keep it: sum without (instance) (rate(rpc_seconds_bucket[5m]))",
  ],
  [
    "histogram_quantile(0.9, sum(rate(unheard_of_bucket[5m]))) > 1",
    "sum(rate(unheard_of_bucket[5m]))",
    "The label le of unheard_of_bucket is aggregated away, so that the quantile is always empty",
    "Keep it: sum by (le) (rate(unheard_of_bucket[5m]))",
  ],
  [
    "histogram_quantile(0.9, sum by (le) (rpc_seconds_bucket)) > 1",
    "rpc_seconds_bucket",
    "The buckets of rpc_seconds_bucket count since the start of its process, and so does this quantile",
    "Take the rate first: rate(rpc_seconds_bucket[5m])",
  ],
  [
    "histogram_quantile(0.9, rate(rpc_seconds_sum[5m])) > 1",
    "rpc_seconds_sum",
    "rpc_seconds_sum has no buckets, so that its quantile is always empty",
    "Use rpc_seconds_bucket",
  ],
  [
    "histogram_quantile(0.9, jobs_total) > 1",
    "jobs_total",
    "jobs_total has no buckets, so that its quantile is always empty",
    undefined,
  ],
  [
    'histogram_quantile(0.9, label_replace(rpc_seconds_bucket, "a", "b", "c", "d")) > 1',
    "rpc_seconds_bucket",
    "The buckets of rpc_seconds_bucket count since the start of its process, and so does this quantile",
    "Take the rate first: rate(rpc_seconds_bucket[5m])",
  ],
])("histogram-quantile: %s", (expr, at, message, hint) => {
  expect(pointedAt(histogramQuantile, expr, known)).toEqual([{ at, message, hint }])
})

test.each([
  "histogram_quantile(0.9, rate(rpc_seconds_bucket[5m])) > 1",
  "histogram_quantile(1, sum by (le, job) (increase(rpc_seconds_bucket[5m]))) > 1",
  "histogram_quantile(0.9, sum(rate(native_seconds[5m]))) > 1", // a native histogram
  "histogram_quantile(0.9, native_seconds) > 1",
  "histogram_quantile(0.9, job:rpc_seconds_bucket:rate5m) > 1",
  "histogram_quantile(0.9, rpc_seconds_bucket - rpc_seconds_bucket offset 5m) > 1",
  "histogram_quantile(0.9, sum by (le) (last_over_time(rpc_seconds_bucket[5m]))) > 1",
  "histogram_quantile(0.9, rate(old_style[5m])) > 1",
  "histogram_quantile(0.9, waits_bucket) > 1", // a gauge of buckets, of the last minute perhaps
  "histogram_quantile(scalar(load), rate(rpc_seconds_bucket[5m])) > 1",
])("histogram-quantile is silent on %s", (expr) => silent(histogramQuantile, expr, known))

test("histogram-quantile is silent on recordings of rates of buckets", () => {
  silent(
    histogramQuantile,
    `[{ record: rates_bucket, expr: "sum by (le) (rate(rpc_seconds_bucket[5m]))" },
      { alert: A, expr: "histogram_quantile(0.9, rates_bucket) > 1" }]`,
    known,
  )
})

test.each([
  [
    'avg by (instance) (gc_seconds{quantile="0.5"}) > 1', // merges pools
    "avg",
    "gc_seconds holds quantiles, of which the avg over several series means nothing",
    'Take the worst: max by (instance) (gc_seconds{quantile="0.5"})',
  ],
  [
    "sum(gc_seconds) > 1",
    "sum",
    "gc_seconds holds quantiles, of which the sum over several series means nothing",
    "Take the worst: max(gc_seconds)",
  ],
  [
    'avg without (instance) (unheard_of{quantile="0.99"}) > 1',
    "avg",
    "unheard_of holds quantiles, of which the avg over several series means nothing",
    'Take the worst: max without (instance) (unheard_of{quantile="0.99"})',
  ],
])("summary-quantile: %s", (expr, at, message, hint) => {
  expect(pointedAt(summaryQuantile, expr, known)).toEqual([{ at, message, hint }])
})

test.each([
  'max by (instance) (gc_seconds{quantile="1"}) > 1',
  "avg by (instance, pool, quantile) (gc_seconds) > 1",
  'avg by (instance) (gc_seconds{quantile="0.5", pool="a"}) > 1', // one series each
  'avg(gc_seconds{quantile="1"}) > 1', // the mean of the longest ones
  "sum(rate(gc_seconds_sum[5m])) / sum(rate(gc_seconds_count[5m])) > 1",
  'avg(load{quantile="0.5"}) > 1', // no summary
  'avg by (pod) (unheard_of{quantile="0.99"}) > 1',
  'avg(unheard_of{quantile="top"}) > 1',
  'avg_over_time(gc_seconds{quantile="1"}[5m]) > 1',
])("summary-quantile is silent on %s", (expr) => silent(summaryQuantile, expr, known))

test.each([
  [
    "rate(sum by (job) (jobs_total)[5m:]) > 1",
    "rate",
    "rate() of a subquery, which is a sum of counters: when one of them restarts, all are counted again",
    "Take the rate first: sum by (job) (rate(jobs_total[5m]))",
  ],
  [
    "increase(sum(unheard_of)[1h:1m]) > 1",
    "increase",
    "increase() of a subquery, which is a sum of counters: when one of them restarts, all are counted again",
    "Take the increase first: sum(increase(unheard_of[1h]))",
  ],
  [
    "rate((sum(irate(jobs_total[5m])))[5m:]) > 1",
    "rate",
    "rate() needs a counter, and a subquery is already the result of irate(), which rises and falls",
    "Leave the outer function away; use avg_over_time() for a smoother rate, deriv() for its slope",
  ],
])("rate-of-sum: %s", (expr, at, message, hint) => {
  expect(pointedAt(rateOfSum, expr, known)).toEqual([{ at, message, hint }])
})

test("rate-of-sum looks into recordings", () => {
  const rules = (recorded: string) =>
    `[{ record: job:jobs:sum, expr: "${recorded}" }, { alert: A, expr: "increase(job:jobs:sum[1h]) > 1" }]`
  expect(pointedAt(rateOfSum, rules("sum by (job) (jobs_total)"), known)).toEqual([
    {
      at: "increase",
      message:
        "increase() of job:jobs:sum, which is a sum of counters: when one of them restarts, all are counted again",
      hint: "Take the increase first: sum by (job) (increase(jobs_total[1h]))",
    },
  ])
  expect(
    pointedAt(rateOfSum, rules("sum by (job) (rate(jobs_total[5m]))"), known).map(({ message }) => message),
  ).toEqual(["increase() needs a counter, and job:jobs:sum is already the result of rate(), which rises and falls"])
  silent(rateOfSum, rules("jobs_total"), known)
  silent(rateOfSum, rules("max by (job) (jobs_total)"), known)
  silent(rateOfSum, rules("sum(load)"), known)
})

test.each([
  "sum(rate(jobs_total[5m])) > 1",
  "rate(jobs_total[1h:5m]) > 1",
  "rate(max by (job) (jobs_total)[5m:]) > 1", // duplicates of one counter
  "max_over_time(sum(rate(jobs_total[5m]))[1h:]) > 1",
  "deriv(sum(rate(jobs_total[5m]))[1h:]) > 1",
  "delta(sum(jobs_total)[1h:]) > 1", // counter-rate says that
  "increase(sum(a:recorded:thing)[1h:1m]) > 1",
])("rate-of-sum is silent on %s", (expr) => silent(rateOfSum, expr, known))

test("summary-choice names the quantiles that there are", () => {
  expect(pointedAt(summaryChoice, 'up == 1 and on () 2 < gc_seconds{pool="a"}', known)).toEqual([
    {
      at: 'gc_seconds{pool="a"}',
      message: "gc_seconds has a series for each of its quantiles, and all are compared with one limit",
      hint: "Choose one of quantile 0.5, 1",
    },
  ])
})

test.each([
  'gc_seconds{quantile="1"} > 1',
  'gc_seconds{quantile=~"0.5|1"} > 1',
  "max by (instance) (gc_seconds) > 1",
  "rate(gc_seconds_sum[5m]) > 1",
  "load > 1",
  "unheard_of > 1",
])("summary-choice is silent on %s", (expr) => silent(summaryChoice, expr, known))
