import { expect, test } from "vitest"
import { type Explanation, explain } from "@/lib/promql/explain"
import { parse } from "@/lib/promql/parse"
import { handWritten } from "../../promtool/promql/expressions"
import { parsed } from "./parsed"

test.each([
  ["rate(http_requests_total[5m])", "per-second rate of http_requests_total over 5 minutes"],
  ['up{job="redis", env!~"dev|test"} == 0', "keep series where up (job is redis and env is not dev or test) equals 0"],
  ["0.9 < a", "keep series where a is above 0.9"],
  ["sum by (instance) (a)", "a, summed per instance"],
  ["sum without (cpu) (a)", "a, summed over cpu"],
  ["max(a offset 1d)", "highest (a, 1 day ago) over all series"],
  ["topk(3, a)", "the 3 highest series of a over all series"],
  ['absent(up{job="x"})', "1 if there is no up (job is x)"],
  ["a / on(x) group_left(y) b", "a divided by b (matched by x, with y from the second)"],
  ["a > 1 and b == 0", "keep series where a is above 1, but only where b equals 0"],
  [
    "a > 1 unless on(x) b",
    "keep series where a is above 1, except where there is a matching series of b (matched by x)",
  ],
  ["time() - a > 90m", "keep series where the current Unix time minus a is above 1 hour and 30 minutes"],
  [
    "predict_linear(a[6h], 4 * 3600) < 0",
    "keep series where a as it will be in 4 hours if the trend of the last 6 hours goes on is below 0",
  ],
  ["a > bool 1", "1 where a is above 1, else 0"],
  [
    "histogram_quantile(0.9, sum by (le) (rate(a[5m])))",
    "0.9 quantile of the histogram per-second rate of a over 5 minutes, summed per le",
  ],
  ["(a + b) * 100", "(a plus b) times 100"],
  [
    "max_over_time(rate(a[5m])[1h:1m])",
    "highest value of per-second rate of a over 5 minutes over 1 hour in steps of 1 minute",
  ],
  ["hour()", "hour of the day of the current time"],
  [
    `max by (x) (sum_over_time(${"a".repeat(60)}[5m]) / sum_over_time(${"b".repeat(60)}[5m]))`,
    "highest value of the part below per x",
  ],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how Grafana writes a variable
  ['up{job=~"$job", a="b", instance=~"${instance:regex}"}', "up (a is b, job and instance as chosen)"],
  ['up{job=~"$job"} == 0', "keep series where up (job as chosen) equals 0"],
  ["rate(a[0000005m])", "per-second rate of a over the chosen interval"],
])("%s: %s", (text, sentence) => expect(explain(parsed(text)).text).toBe(sentence))

test.each([
  ["rate(a[5m * 2] smoothed)", "per-second rate of a, smoothed over 5m*2"],
  ["a offset (step() + 5m)", "a, (step()+5m) ago"],
  ["a </ 5", "a without the observations above 5"],
])("%s (Prometheus 3.16): %s", (text, sentence) => {
  const result = parse(text, { profile: "3.16" })
  expect(result.ok && explain(result.expr).text).toBe(sentence)
})

test("the tree leads from the whole to its parts", () => {
  const text = "sum by (x) (rate(a[5m])) / sum by (x) (b) > 0.9"
  const places = (node: Explanation): unknown[] => [
    text.slice(node.span.start, node.span.end),
    ...node.children.map(places),
  ]
  expect(places(explain(parsed(text)))).toEqual([
    text,
    ["sum by (x) (rate(a[5m])) / sum by (x) (b)", ["sum by (x) (rate(a[5m]))", ["rate(a[5m])"]], ["sum by (x) (b)"]],
  ])
})

test("every valid expression has words, and no phrase grows without bound", () => {
  for (const text of handWritten().filter((candidate) => parse(candidate).ok)) {
    const told = explain(parsed(text)).text
    expect(told, text).not.toMatch(/\{(?:\d|range|per)\}|undefined/)
    expect(told.length).toBeLessThan(500)
  }
})
