import { expect, test } from "vitest"
import { inWords } from "@/lib/checks/interval"
import { valueRange } from "@/lib/checks/value-range"
import { parse } from "@/lib/promql/parse"
import { subjectOf } from "@/test/support/subject"

const metrics = `
# TYPE jobs_total counter
jobs_total 3
# TYPE temperature gauge
temperature -4
# TYPE db_up gauge
db_up{db="a"} 1
db_up{db="b"} 0
# TYPE queue_up gauge
queue_up 7
# TYPE build_info gauge
build_info{version="1"} 1
# TYPE lag gauge
lag 3`

test.each([
  ["rate(jobs_total[5m])", "never negative"],
  ["jobs_total", "never negative"],
  ["rate(temperature[5m])", undefined],
  ["temperature", undefined],
  ["lag", undefined],
  ["up", "between 0 and 1"],
  ["db_up", "between 0 and 1"],
  ["queue_up", undefined],
  ["unknown_up", undefined],
  ["build_info", "always 1"],
  ["sum(build_info)", "at least 1"],
  ["count(up == 1)", "at least 1"],
  ["sum(up == 0)", "always 0"],
  ["sum(up == 1)", "at least 1"],
  ["sum(up)", "never negative"],
  ["avg(up) * 100", "between 0 and 100"],
  ["min_over_time(up[5m])", "between 0 and 1"],
  ["sum_over_time(up[5m])", "never negative"],
  ["count(up) or vector(0)", "never negative"],
  ["absent(up)", "always 1"],
  ["up > bool 5", "between 0 and 1"],
  ["temperature > 5", "more than 5"],
  ["5 < temperature", "more than 5"],
  ["(temperature > 5) - 5", "more than 0"],
  ["-(temperature > 5)", "less than -5"],
  ["abs(temperature)", "never negative"],
  ["clamp_min(temperature, 2)", "at least 2"],
  ["clamp_max(temperature, 2)", "at most 2"],
  ["clamp(temperature, 1, 2)", "between 1 and 2"],
  ["rate(jobs_total[5m]) != 0", "more than 0"],
  ["temperature != 0", undefined],
  ["1 - a_bytes / b_bytes", "at most 1"],
  ["a_max_bytes", undefined],
  ["a_total / (a_total + b_total)", "between 0 and 1"],
  ["a_total / (b_total + c_total)", "never negative"],
  ["temperature / jobs_total", undefined],
  ["jobs_total % 60", "between 0 and 60"],
  ["hour()", "between 0 and 23"],
  ["histogram_quantile(0.9, rate(x_seconds_bucket[5m]))", "never negative"],
  ["histogram_quantile(0.9, rate(x_celsius_bucket[5m]))", undefined],
  ["scalar(jobs_total)", "never negative"],
  ["delta(jobs_total[5m])", undefined],
  ["{__name__=~'a.*'}", undefined],
])("the values of %s are %s", (text, words) => {
  const result = parse(text)
  if (!result.ok) throw new Error(result.error.message)
  expect(inWords(valueRange(result.expr, subjectOf("[]", { metrics }).metrics.byName))).toBe(words)
})
