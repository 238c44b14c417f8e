import { expect, test } from "vitest"
import { irateAlert } from "@/lib/checks/rule/irate-alert"
import { predictLinear } from "@/lib/checks/rule/predict-linear"
import { rangeInterval } from "@/lib/checks/rule/range-interval"
import { rangeMargin } from "@/lib/checks/rule/range-margin"
import { subqueryGap } from "@/lib/checks/rule/subquery-gap"
import { pointedAt, silent } from "@/test/support/rule-cases"
import { subjectOf } from "@/test/support/subject"

const minute = { interval: "1m" }

test.each([
  ["rate(x_total[1m]) > 1", "1m", "Scraped every 1m, the range 1m mostly holds one sample, and rate() needs two", "4m"],
  [
    "irate(x_total[90s]) > 1",
    "90s",
    "Scraped every 1m, the range 90s mostly holds one sample, and irate() needs two",
    "2m",
  ],
  [
    "max(deriv(x[119s] offset 1h)) > 1",
    "119s",
    "Scraped every 1m, the range 119s mostly holds one sample, and deriv() needs two",
    "4m",
  ],
])("range-interval: %s", (expr, at, message, good) => {
  expect(pointedAt(rangeInterval, expr, minute)).toEqual([{ at, message, hint: `Use at least ${good}` }])
})

test("range-interval: a subquery that is no longer than its own resolution", () => {
  expect(pointedAt(rangeInterval, "increase(avg(x)[5m:5m]) > 1", minute)).toEqual([
    {
      at: "5m",
      message: "With a point every 5m the range 5m mostly holds one, and increase() needs two",
      hint: "Use a finer resolution, or a range of 20m",
    },
  ])
})

test.each([
  "rate(x_total[2m]) > 1",
  "irate(x_total[2m]) > 1",
  "max_over_time(x[30s]) > 1", // one sample is enough
  "rate(job:x:rate5m[1m]) > 1", // evaluated at an interval of its own
  "increase(x_total[1h:1m]) > 1",
  "increase(x_total[1m:]) > 1", // the resolution is the server's
])("range-interval is silent on %s", (expr) => silent(rangeInterval, expr, minute))

test("range-interval says nothing of an interval that is not known, nor of a recording, nor of Grafana's own interval", () => {
  const { scrapeIntervalMs: _, ...unknown } = subjectOf(`[{ alert: A, expr: "rate(x_total[1s]) > 1" }]`)
  expect(rangeInterval.run(unknown)).toEqual([])
  silent(rangeInterval, `[{ record: recorded, expr: "sum(x)" }, { alert: A, expr: "delta(recorded[1m]) > 1" }]`, minute)
  const panel = `[{ title: t, kind: stat, queries: [{ expr: "rate(x_total[$__rate_interval])" }] }]`
  silent(rangeInterval, panel, { interval: "5m", kind: "panels" })
})

test.each([
  ["rate(x_total[2m]) > 1", "2m", "rate() over 2m"],
  ["increase(x_total[239s]) > 1", "239s", "increase() over 239s"],
])("range-margin: %s", (expr, at, what) => {
  const message = `Scraped every 1m, one failed scrape leaves ${what} without a result`
  expect(pointedAt(rangeMargin, expr, minute)).toEqual([{ at, message, hint: "Use at least 4m" }])
})

test.each([
  "rate(x_total[4m]) > 1", // four intervals are enough
  "irate(x_total[2m]) > 1",
  "rate(x_total[1m]) > 1", // range-interval says that
  "changes(x[2m]) > 1",
  "increase(x_total[3m:1m]) > 1",
])("range-margin is silent on %s", (expr) => silent(rangeMargin, expr, minute))

test("irate-alert names the alert and what to use", () => {
  const message = "irate() sees the last two samples only, so that one quiet scrape ends Case"
  expect(pointedAt(irateAlert, `sum(irate(x_total{a="b"}[5m])) > 1`)).toEqual([
    { at: "irate", message, hint: `Use rate(x_total{a="b"}[5m])` },
  ])
})

test.each(["rate(x_total[5m]) > 1", "max_over_time(irate(x_total[2m])[10m:1m]) > 1"])(
  "irate-alert is silent on %s",
  (expr) => silent(irateAlert, expr),
)

test("irate-alert leaves recordings and panels alone", () => {
  silent(irateAlert, `[{ record: r, expr: "irate(x_total[5m])" }]`)
  silent(irateAlert, `[{ title: t, kind: stat, queries: [{ expr: "irate(x_total[5m])" }] }]`, { kind: "panels" })
})

test.each([
  [
    "predict_linear(x[1h], 4 * 86400) < 0",
    "1h",
    "A forecast of 4d from 1h follows every short burst",
    "Use a range of at least 4h",
  ],
  [
    "predict_linear(avg(x)[10m:1m], 14401) < 0",
    "10m",
    "A forecast of 4h1s from 10m follows every short burst",
    "Use a range of at least 1h",
  ],
  [
    "predict_linear(x[1h], 4) < 0",
    "4",
    "The forecast is in seconds: this one looks 4s ahead",
    "For hours write 4 * 3600, for days 4 * 86400",
  ],
])("predict-linear: %s", (expr, at, message, hint) => {
  expect(pointedAt(predictLinear, expr)).toEqual([{ at, message, hint }])
})

test.each([
  "predict_linear(x[4h], 4 * 86400) < 0", // 24 times is the limit
  "predict_linear(x[1h], 3600) < 0",
  "predict_linear(x[1h], 0) < 0", // a smoothed value of now
  "predict_linear(x[1h], scalar(y)) < 0",
  "predict_linear(x[30s], 45) < 0",
])("predict-linear is silent on %s", (expr) => silent(predictLinear, expr))

test.each([
  [
    "max_over_time(sum(rate(x_total[1m]))[1h:5m]) > 1",
    "5m",
    "rate() looks at 1m every 5m, and at nothing between",
    "Use a step of 1m, or a range of 5m",
  ],
  [
    "sum_over_time(increase(x_total[59s])[1h:1m]) > 1",
    "1m",
    "increase() looks at 59s every 1m, and at nothing between",
    "Use a step of 59s, or a range of 1m",
  ],
])("subquery-gap: %s", (expr, at, message, hint) => {
  expect(pointedAt(subqueryGap, expr)).toEqual([{ at, message, hint }])
})

test.each([
  "max_over_time(rate(x_total[5m])[1h:5m]) > 1",
  "max_over_time(rate(x_total[5m])[1h:]) > 1",
  "max_over_time(avg_over_time(x[1m])[1h:5m]) > 1", // a sample of levels is a fair one
  "max_over_time(x[1h:5m]) > 1",
])("subquery-gap is silent on %s", (expr) => silent(subqueryGap, expr))
