// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how Grafana writes its variables
import { expect, test } from "vitest"
import { fromVariable, withoutVariables } from "@/lib/checks/variables"
import { parse } from "@/lib/promql/parse"

test.each([
  ["rate(x_total[$__rate_interval])", "rate(x_total[000000000000005m])"],
  ["rate(x_total[${__interval}])", "rate(x_total[000000000005m])"],
  ["increase(x_total[${__range_s}s])", "increase(x_total[000000000005s])"],
  ["x offset $shift", "x offset 00005m"],
  ['up{job=~"$job", instance="[[node]]:9100"}', 'up{job=~"xxxx", instance="xxxxxxxx:9100"}'],
  ["up{job=~'${job:regex}'}", "up{job=~'xxxxxxxxxxxx'}"],
  ["sum by ($group) (up)", "sum by (______) (up)"],
  ["sum(up) by (job, [[group]])", "sum(up) by (job, _________)"],
  ['up{$label="x"}', 'up{______="x"}'],
  ["topk($n, up)", "topk(1 , up)"],
  ["up > $limit", "up > 1     "],
  ["up * ${factor}", "up * 1        "],
  ["node_${kind}_bytes", "node_:::::::_bytes"],
  ['$metric{job="x"}', ':::::::{job="x"}'],
  ["rate($metric[5m])", "rate(:::::::[5m])"],
  ['up{a="\\"$b\\""} > $c', 'up{a="\\"xx\\""} > 1 '],
  ["vector($__from / 1000)", "vector(1       / 1000)"],
])("%s", (query, expected) => {
  const text = withoutVariables(query)
  expect(text).toBe(expected)
  expect(text.length).toBe(query.length)
  expect(parse(text)).toMatchObject({ ok: true })
})

test.each([
  ["::::", true],
  ["node_::::_bytes", true],
  ["______", true],
  ["job:x:rate5m", false],
  ["__name__", false],
  ["pg_stat", false],
])("fromVariable(%s) is %s", (name, expected) => expect(fromVariable(name)).toBe(expected))
