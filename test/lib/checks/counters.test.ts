import { expect, test } from "vitest"
import type { RuleCheck } from "@/lib/checks/check"
import { counterDifference } from "@/lib/checks/rule/counter-difference"
import { counterRate } from "@/lib/checks/rule/counter-rate"
import { counterRatio } from "@/lib/checks/rule/counter-ratio"
import { counterThreshold } from "@/lib/checks/rule/counter-threshold"
import { gaugeRate } from "@/lib/checks/rule/gauge-rate"
import { pointedAt, silent } from "@/test/support/rule-cases"

const METRICS = `
# TYPE jobs_total counter
jobs_total 7
# TYPE done_total counter
done_total 5
# TYPE nginx_connections_accepted counter
nginx_connections_accepted 7
# HELP bind_recursive_clients Number of current recursive clients.
# TYPE bind_recursive_clients counter
bind_recursive_clients 3
# TYPE argocd_repo_pending_request_total gauge
argocd_repo_pending_request_total 2
# TYPE node_vmstat_oom_kill untyped
node_vmstat_oom_kill 0
# TYPE rpc_seconds histogram
rpc_seconds_bucket{le="1"} 1
rpc_seconds_bucket{le="+Inf"} 1
rpc_seconds_sum 1
rpc_seconds_count 1
# TYPE app_info gauge
app_info{version="1"} 1
# TYPE app_uptime_seconds_total counter
app_uptime_seconds_total 99
# HELP pool_connections Current number of connections.
# TYPE pool_connections gauge
pool_connections 4
# HELP net_received_bytes Total bytes received.
# TYPE net_received_bytes gauge
net_received_bytes 4
# HELP app_start_time_seconds Current start time.
# TYPE app_start_time_seconds gauge
app_start_time_seconds 1700000000`

const find = (check: RuleCheck, expr: string) => pointedAt(check, expr, { metrics: METRICS })

test.each([
  [
    "delta(jobs_total[1h]) > 5",
    "delta",
    "jobs_total is a counter, of which delta() tells nothing: it only rises, and starts again at a restart",
    "Use increase(jobs_total[1h])",
  ],
  [
    "deriv(sum(nginx_connections_accepted)[10m:1m]) > 5",
    "deriv",
    "nginx_connections_accepted is a counter, of which deriv() tells nothing: it only rises, and starts again at a restart",
    "Take the rate first, such as rate(nginx_connections_accepted[5m])",
  ],
  [
    'avg_over_time(rpc_seconds_sum{job="a"}[1h] offset 1d) > 5',
    "avg_over_time",
    "rpc_seconds_sum is a counter, of which avg_over_time() tells nothing: it only rises, and starts again at a restart",
    'Take the rate first, such as rate(rpc_seconds_sum{job="a"}[5m])',
  ],
])("counter-rate: %s", (expr, at, message, hint) => {
  expect(find(counterRate, expr)).toEqual([{ at, message, hint }])
})

test.each([
  "rate(jobs_total[5m]) > 5",
  "avg_over_time(rate(jobs_total[5m])[1h:]) > 5",
  "resets(jobs_total[1h]) > 2 or changes(jobs_total[1h]) > 100",
  "absent(jobs_total)",
  "time() - timestamp(jobs_total) > 300",
  "count(jobs_total) < 2",
  "jobs_total - done_total > 5", // what is under way
  "jobs_total - jobs_total offset 5m > 5", // counter-difference says that
  "jobs_total unless jobs_total offset 1h",
  "deriv(argocd_repo_pending_request_total[1h]) > 1",
  "deriv(node_vmstat_oom_kill[1h]) > 1", // no type, and no name that tells
  "avg_over_time(bind_recursive_clients[1h]) > 1", // typed as a counter, and none by its name
  "delta(unheard_of_total[1h]) > 1",
])("counter-rate is silent on %s", (expr) => silent(counterRate, expr, { metrics: METRICS }))

test.each([
  [
    "jobs_total > 0",
    "jobs_total > 0",
    "jobs_total counts since the start of its process: once it is above 0 this fires until a restart",
    "Ask what was counted lately, such as increase(jobs_total[15m]) > 0",
  ],
  [
    "up == 1 and on () up or sum by (job) (done_total{a='b'} + jobs_total) >= 10",
    "sum by (job) (done_total{a='b'} + jobs_total) >= 10",
    "done_total counts since the start of its process: once it is at least 10 this fires until a restart",
    `Ask what was counted lately, such as increase(done_total{a="b"}[15m]) >= 10`,
  ],
  [
    "100 < rpc_seconds_count unless on () up == 0",
    "100 < rpc_seconds_count",
    "rpc_seconds_count counts since the start of its process: once it is above 100 this fires until a restart",
    "Ask what was counted lately, such as increase(rpc_seconds_count[15m]) > 100",
  ],
])("counter-threshold: %s", (expr, at, message, hint) => {
  expect(find(counterThreshold, expr)).toEqual([{ at, message, hint }])
})

test.each([
  "(jobs_total and on () up) > 5",
  "(jobs_total or done_total offset 5m) > 5",
  "jobs_total / 2 > 5",
  "60 * last_over_time(jobs_total[5m]) != 0",
])("counter-threshold follows the value through %s", (expr) => {
  expect(find(counterThreshold, expr).map(({ at }) => at)).toEqual([expr])
})

test("counter-threshold knows counters by firm names where nothing else is known", () => {
  expect(pointedAt(counterThreshold, "smtp_errors_total > 3").map(({ at }) => at)).toEqual(["smtp_errors_total > 3"])
  expect(pointedAt(counterThreshold, "argocd_repo_pending_requests_total > 3")).toEqual([])
})

test.each([
  "increase(jobs_total[1h]) > 0",
  "jobs_total == 0", // nothing has ever happened
  "jobs_total < 10",
  "app_uptime_seconds_total > 86400",
  "rate(done_total[5m]) / (jobs_total > 0) > 1",
  "rate(done_total[5m]) > 1 and jobs_total > 100",
  "jobs_total > 100 and rate(done_total[5m]) > 1",
  "jobs_total > 0 unless jobs_total offset 10m > 0",
  "jobs_total > jobs_total offset 10m",
  "jobs_total > done_total",
  "jobs_total - done_total > 10",
  "argocd_repo_pending_request_total > 50",
  "bind_recursive_clients > 100",
  "count(jobs_total > 0) > 3",
  "5 / jobs_total > 3",
  "(jobs_total unless jobs_total offset 5m) > 0", // what has only just appeared
])("counter-threshold is silent on %s", (expr) => silent(counterThreshold, expr, { metrics: METRICS }))

test("counter-threshold leaves panels alone: a table of everything that ever failed is no mistake", () => {
  const panel = `[{ title: t, kind: table, queries: [{ expr: "jobs_total > 0" }] }]`
  silent(counterThreshold, panel, { metrics: METRICS, kind: "panels" })
})

test.each([
  [
    "done_total / jobs_total < 0.9",
    "done_total / jobs_total",
    "done_total is a counter, so this ratio is the average since its process was started",
    "Divide what was counted lately: rate(done_total[5m]) / rate(jobs_total[5m])",
  ],
  [
    "sum by (job) (rpc_seconds_sum) / sum by (job) (rpc_seconds_count offset 1h) * 1000 > 50",
    "sum by (job) (rpc_seconds_sum) / sum by (job) (rpc_seconds_count offset 1h)",
    "rpc_seconds_sum is a counter, so this ratio is the average since its process was started",
    "Divide what was counted lately: sum by (job) (rate(rpc_seconds_sum[5m])) / sum by (job) (rate(rpc_seconds_count[5m] offset 1h))",
  ],
])("counter-ratio: %s", (expr, at, message, hint) => {
  expect(find(counterRatio, expr)).toEqual([{ at, message, hint }])
})

test("counter-ratio sees through the guard of a divisor", () => {
  expect(find(counterRatio, "done_total / (jobs_total > 0) < 1").map(({ at }) => at)).toEqual([
    "done_total / (jobs_total > 0)",
  ])
})

test.each([
  "rate(done_total[5m]) / rate(jobs_total[5m]) < 0.9",
  "done_total / pool_connections > 5",
  "done_total / (jobs_total + pool_connections) > 5",
  "done_total / (jobs_total > done_total) > 5",
  "done_total / 2 > 5",
  "pool_connections / jobs_total > 5",
  "jobs_total * on () group_left (version) app_info",
])("counter-ratio is silent on %s", (expr) => silent(counterRatio, expr, { metrics: METRICS }))

test.each([
  [
    "sum(rate(pool_connections[5m])) > 5",
    "rate",
    "pool_connections is a gauge, and rate() takes each time it falls for a restart",
    "Use deriv(pool_connections[5m])",
  ],
  [
    "increase(pool_connections{a='b'}[1h] offset 1d) > 5",
    "increase",
    "pool_connections is a gauge, and increase() takes each time it falls for a restart",
    `Use delta(pool_connections{a="b"}[1h] offset 1d)`,
  ],
])("gauge-rate: %s", (expr, at, message, hint) => {
  expect(find(gaugeRate, expr)).toEqual([{ at, message, hint }])
})

test.each([
  "delta(pool_connections[1h]) > 5",
  "rate(jobs_total[5m]) > 5",
  "rate(net_received_bytes[5m]) > 5", // a counter that its exporter types as a gauge
  "increase(argocd_repo_pending_request_total[5m]) > 5",
  "increase(app_start_time_seconds[1h]) > 0",
  "rate(node_vmstat_oom_kill[5m]) > 0",
  "rate(unheard_of_ratio[5m]) > 0",
  "resets(pool_connections[1h]) > 5",
])("gauge-rate is silent on %s", (expr) => silent(gaugeRate, expr, { metrics: METRICS }))

test("counter-difference says what to write instead", () => {
  const message = "The difference of the counter jobs_total and its own past falls below zero at a restart"
  expect(find(counterDifference, "(jobs_total{a='b'} - jobs_total{a='b'} offset 5m) > 0")).toEqual([
    { at: "jobs_total{a='b'} - jobs_total{a='b'} offset 5m", message, hint: `Use increase(jobs_total{a="b"}[5m])` },
  ])
})

test.each([
  "jobs_total - jobs_total{a='b'} offset 5m > 5",
  "jobs_total - done_total offset 5m > 5",
  "pool_connections - pool_connections offset 5m > 5",
  "jobs_total offset 5m - jobs_total > 5",
  "jobs_total offset 1m - jobs_total offset 5m > 5",
  "sum(jobs_total) - jobs_total offset 5m > 5",
  "kube_pod_container_status_restarts_total - kube_pod_container_status_restarts_total offset 10m > 1",
])("counter-difference is silent on %s", (expr) => silent(counterDifference, expr, { metrics: METRICS }))
