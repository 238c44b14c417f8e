import { expect, test } from "vitest"
import { labelValue } from "@/lib/checks/rule/label-value"
import { pointedAt, silent } from "@/test/support/rule-cases"

const METRICS = `
# TYPE unit_state gauge
unit_state{name="a",state="active"} 1
unit_state{name="a",state="failed"} 0
unit_state{name="b",state="active"} 0
unit_state{name="b",state="failed"} 1
# TYPE lone_state gauge
lone_state{name="a",state="active"} 1
lone_state{name="b",state="active"} 1
# TYPE ops_total counter
ops_total{mode="read"} 5
ops_total{mode="write"} 0
# TYPE cpu_seconds_total counter
cpu_seconds_total{cpu="0",mode="idle"} 7
cpu_seconds_total{cpu="0",mode="user"} 3
cpu_seconds_total{cpu="0",mode="steal"} 0
cpu_seconds_total{cpu="1",mode="idle"} 7
cpu_seconds_total{cpu="1",mode="user"} 3
cpu_seconds_total{cpu="1",mode="steal"} 0
# TYPE rpc_seconds histogram
rpc_seconds_bucket{status="ok",le="0.5"} 0
rpc_seconds_bucket{status="ok",le="1"} 1
rpc_seconds_bucket{status="ok",le="+Inf"} 1
rpc_seconds_bucket{status="bad",le="0.5"} 0
rpc_seconds_bucket{status="bad",le="1"} 1
rpc_seconds_bucket{status="bad",le="+Inf"} 1
rpc_seconds_sum{status="ok"} 1
rpc_seconds_count{status="ok"} 1
rpc_seconds_sum{status="bad"} 1
rpc_seconds_count{status="bad"} 1
# TYPE gc_seconds summary
gc_seconds{quantile="0.5"} 1
gc_seconds{quantile="0.99"} 2
gc_seconds_sum 1
gc_seconds_count 1
# TYPE jobs_total counter
jobs_total{queue="a",status="done"} 5
jobs_total{queue="a",status="retried"} 2
jobs_total{queue="b",status="done"} 5
# TYPE responses_total counter
responses_total{backend="a",status="200"} 5
responses_total{backend="a",status="500"} 0
responses_total{backend="b",status="200"} 5
responses_total{backend="b",status="500"} 0
# TYPE events_total counter
events_total{queue="a",phase="start"} 5
events_total{queue="a",phase="end"} 4
events_total{queue="b",phase="start"} 5
events_total{queue="b",phase="end"} 4
# TYPE disk_up gauge
disk_up{device="sda",pool="x"} 1
disk_up{device="sdb",pool="x"} 0
disk_up{device="sda",pool="y"} 1
disk_up{device="sdb",pool="y"} 0`
const known = { metrics: METRICS }

test.each([
  [
    'unit_state{state="failure"} == 1',
    '"failure"',
    "The label state of unit_state never has the value failure",
    "It is one of active, failed",
  ],
  [
    'unit_state{state="Active"} == 0',
    '"Active"',
    "The label state of unit_state never has the value Active",
    "Did you mean active?",
  ],
  [
    'unit_state{state="inactive",name="z"} == 1',
    '"inactive"',
    "The label state of unit_state never has the value inactive",
    "Did you mean active?",
  ],
  [
    'unit_state{state=~"dead|gone"} == 1',
    '"dead|gone"',
    "The label state of unit_state never has the value dead|gone",
    "It is one of active, failed",
  ],
  [
    'rate(cpu_seconds_total{mode!="idel"}[5m]) > 1',
    '"idel"',
    "The label mode of cpu_seconds_total never has the value idel",
    "Did you mean idle?",
  ],
  [
    'rate(rpc_seconds_bucket{le="2"}[5m]) > 1',
    '"2"',
    "The label le of rpc_seconds_bucket never has the value 2",
    "It is one of 0.5, 1, +Inf",
  ],
  [
    'gc_seconds{quantile="0.9"} > 1',
    '"0.9"',
    "The label quantile of gc_seconds never has the value 0.9",
    "It is one of 0.5, 0.99",
  ],
])("label-value: %s", (expr, at, message, hint) => {
  expect(pointedAt(labelValue, expr, known)).toEqual([{ at, message, hint }])
})

test.each([
  'unit_state{state="failed"} == 1',
  'unit_state{state=~"fail.*|dead"} == 1', // one of them is there
  'unit_state{name="z"} == 1', // whatever runs there
  'unit_state{state=""} == 1',
  'unit_state{state!="masked"} == 1', // excludes nothing, and does no harm
  'rate(cpu_seconds_total{cpu="7"}[5m]) > 1',
  'rate(cpu_seconds_total{mode="interrupt"}[5m]) > 1', // on FreeBSD
  'rate(rpc_seconds_bucket{le="1.0"}[5m]) > 1', // as Prometheus 3 writes it
  'rate(rpc_seconds_bucket{status="late"}[5m]) > 1', // a histogram has zeros whatever its labels
  'rate(jobs_total{status="dead"}[5m]) > 1', // not each queue has each status
  'rate(responses_total{status="503"}[5m]) > 1',
  'rate(events_total{phase="abort"}[5m]) > 1', // no value is prepared before it happens
  'disk_up{device="sdc"} == 0',
  'unheard_of{state="x"} == 1',
  'lone_state{state="activ"} == 1', // one value makes no list
  'rate(ops_total{mode="reads"}[5m]) > 1', // one group does not show that each has all
])("label-value is silent on %s", (expr) => silent(labelValue, expr, known))

test("label-value is silent on a dashboard's variables", () => {
  const panel = `[{ title: t, kind: stat, queries: [{ expr: 'unit_state{state=~"$state"}' }] }]`
  silent(labelValue, panel, { ...known, kind: "panels" })
})
