import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { evaluate } from "@/lib/evaluate/evaluate"
import { Store } from "@/lib/evaluate/store"
import type { Labels } from "@/lib/evaluate/vector"
import { metricName } from "@/lib/promql/selectors"
import { seriesValues } from "@/lib/timeline/series-values"
import { parsed } from "../lib/promql/parsed"

const version = /version (\d+)/.exec(spawnSync("promtool", ["--version"], { encoding: "utf8" }).stdout ?? "")?.[1]
if (version === undefined && process.env.CI === "true") throw new Error("promtool is not installed, and CI needs it")
if (version === undefined) console.warn("SKIPPED: promtool is not installed")

const MINUTE = 60_000
type Series = readonly (readonly [series: string, values: string])[]
type Sample = readonly [labels: string, value: number]

/** What promtool's own evaluation gives, for each expression at each minute; labels without the name, sorted. */
function byPromtool(series: Series, wanted: readonly (readonly [expr: string, minute: number])[]): Sample[][] {
  const folder = mkdtempSync(join(tmpdir(), "timeline-"))
  try {
    const unit = {
      interval: "1m",
      input_series: series.map(([name, values]) => ({ series: name, values })),
      // A sample that is not there makes promtool print what is.
      promql_expr_test: wanted.map(([expr, minute]) => ({
        expr,
        eval_time: `${minute}m`,
        exp_samples: [{ labels: "none", value: 0 }],
      })),
    }
    writeFileSync(join(folder, "rules.yaml"), "groups: []\n")
    writeFileSync(
      join(folder, "tests.yaml"),
      JSON.stringify({ rule_files: ["rules.yaml"], evaluation_interval: "1m", tests: [unit] }),
    )
    const { stdout, stderr } = spawnSync("promtool", ["test", "rules", join(folder, "tests.yaml")], {
      encoding: "utf8",
      env: { ...process.env, TMPDIR: folder },
      maxBuffer: 2 ** 26,
    })
    const got = [...`${stdout}${stderr}`.matchAll(/^ +got: (.*)$/gm)].map(([, line = ""]) => samplesOf(line))
    if (got.length !== wanted.length) throw new Error(`promtool did not evaluate all: ${stdout}${stderr}`)
    return got
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function samplesOf(line: string): Sample[] {
  const found = [...line.matchAll(/(\{(?:[^"{}]|"(?:\\.|[^"\\])*")*\}) ([^,\s]+)/g)]
  return sorted(
    found.map(([, selector = "", value = ""]): Sample => {
      const vector = parsed(selector === "{}" ? "x" : selector)
      if (vector.kind !== "vector") throw new Error(selector)
      const labels = vector.matchers
        .filter(({ label }) => label.name !== "__name__")
        .map(({ label, value: { text } }) => [label.name, text])
      return [textOf(Object.fromEntries(labels)), Number(value.replace("Inf", "Infinity"))]
    }),
  )
}

function sorted(samples: readonly Sample[]): Sample[] {
  return samples.toSorted(([a], [b]) => (a < b ? -1 : 1))
}

function textOf(labels: Labels): string {
  return JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** What is worked out here. */
function byUs(series: Series, expr: string, minute: number): Sample[] {
  const store = new Store(version === "2" ? "2" : "3")
  for (const [name, text] of series) {
    const selector = parsed(name)
    const values = seriesValues(text)
    if (selector.kind !== "vector" || !values.ok) throw new Error(name)
    const labels = Object.fromEntries(selector.matchers.map(({ label, value }) => [label.name, value.text]))
    values.values.forEach((value, i) => {
      if (value === undefined) return
      store.add(metricName(selector) ?? "", labels, i * MINUTE, value === "stale" ? undefined : value)
    })
  }
  const value = evaluate(parsed(expr), store, minute * MINUTE)
  return typeof value === "number"
    ? [["[]", value]]
    : sorted(value.map((point): Sample => [textOf(point.labels), point.value]))
}

const close = (samples: readonly Sample[]): (readonly [string, number | string])[] =>
  samples.map(([labels, value]) => [labels, Number.isFinite(value) ? Number(value.toPrecision(11)) : String(value)])

const SERIES: Series = [
  ['c{job="a", i="1"}', "0+10x20"],
  ['c{job="a", i="2"}', "100+7x6 0+7x12"],
  ['c{job="b", i="3"}', "_x4 3+3x5 stale _x3 90+1x6"],
  ['g{job="a", i="1"}', "5 1 4 1 5 9 2 6 5 3 5 8 9 7 9 3 2 3 8 4 6"],
  ['g{job="a", i="2"}', "1+0.5x20"],
  ['g{job="b", i="3"}', "NaN NaN 1 2 NaN 5x4 -3-1x9"],
  ['limit{job="a"}', "4x20"],
  ['limit{job="b"}', "100x20"],
  ['info{job="a", i="1", role="primary"}', "1x20"],
  ['info{job="a", i="2", role="replica"}', "1x20"],
  ["big", "1e9+1e5x20"],
]

const EXPRESSIONS = [
  ...["c", 'c{job="a"}', 'c{job!="a"}', 'c{i=~"[12]"}', 'c{i!~"1|2"}', 'c{nope=""}', "c offset 2m", "-g", "absentee"],
  ...["rate", "increase", "delta", "irate", "idelta", "deriv", "changes", "resets"].flatMap((name) => [
    `${name}(c[5m])`,
    `${name}(c[150s])`,
    `${name}(g[4m] offset 1m)`,
  ]),
  ...["avg", "sum", "min", "max", "count", "last", "present"].map((name) => `${name}_over_time(g[4m])`),
  ...["quantile_over_time(0.3, g[6m])", "predict_linear(g[7m], 600)", "predict_linear(big[10m], 3600)"],
  ...["sum", "avg", "min", "max", "count", "group"].flatMap((op) => [
    `${op}(g)`,
    `${op} by (job) (g)`,
    `${op} without (i) (g)`,
  ]),
  // Of a single NaN, releases of Prometheus give different ones.
  ...["stddev(c)", "stdvar by (job) (c)"],
  ...["quantile(0.4, g)", "topk(2, c)", "bottomk by (job) (1, c)"],
  ...["g + 1", "2 * g", "g / 0", "g % 3", "g ^ 2", "1 - 3", "g > 4", "4 < g", "g >= bool 4", "1 == bool 1", "g != 5"],
  ...["c + g", "c - on(job, i) g", "c > ignoring(nope) g", "c > bool g", "sum by (job) (c) / on (job) limit"],
  ...["g > on(job) group_left limit", "g * on(job, i) group_left(role) info", "limit * on(job) group_right() g"],
  ...["limit < on(job) group_right g", "g and c", "g and on(job) limit", "g unless info", "g or c", "info or on(i) g"],
  ...["c and (g > 4)", "absent(c)", 'absent(nope{a="b", c=~"d", e="f"})', "absent(sum(nope))"],
  ...['absent_over_time(c{job="b"}[3m])', 'absent_over_time(nope{a="b"}[3m])', "time() - 5", "vector(3)"],
  ...["scalar(limit)", 'scalar(limit{job="a"})', "timestamp(c)", "timestamp(-c)", "abs(g)", "ceil(g)", "floor(g)"],
  ...["sqrt(g)", "exp(g)", "ln(g)", "log2(g)", "log10(g)", "sgn(g)", "clamp(g, 2, 5)", "clamp_min(g, 3)"],
  ...["clamp_max(g, 3)", "rate(c[5m]) > 0.1 and on (job) limit > 3", "avg_over_time(g[3m]) / max(limit) > 0.02"],
]

describe.skipIf(version === undefined)("promtool agrees", () => {
  test.each([0, 3, 9, 12, 17, 26])("on %i expressions' worth of values at one minute", (minute) => {
    const real = byPromtool(
      SERIES,
      EXPRESSIONS.map((expr) => [expr, minute]),
    )
    const wrong = EXPRESSIONS.flatMap((expr, i) => {
      const [ours, theirs] = [close(byUs(SERIES, expr, minute)), close(real[i] ?? [])]
      return JSON.stringify(ours) === JSON.stringify(theirs) ? [] : [{ expr, ours, theirs }]
    })
    expect(wrong).toEqual([])
  })

  test.each([
    ...["1 2 3", "1x3", "0x10", "0+10x3", "-2+4x3", "1-2x4", "1e3-2.5e2x2", ".5 5. +7", "1 _x3 stale 4", "_x0 5"],
    ...["_ 4", "Inf -inf nan 1", "1x0", "0+0.1x12", "5 stale _x2 stale 6 stale", "00x2", "1-.5x2"],
  ])("on what the series %j is", (text) => {
    const found = seriesValues(text)
    if (!found.ok) throw new Error(found.message)
    const minutes = [...found.values, undefined, undefined].map((_, i) => i)
    const real = byPromtool(
      [["v", text]],
      // Only the sample of this very minute: an older one is not looked back to.
      minutes.map((minute) => ["last_over_time(v[30s])", minute]),
    )
    const samples = real.map(([sample]) => sample?.[1])
    expect(samples).toEqual(minutes.map((minute) => numberAt(found.values[minute])))
  })

  test.each(["1 2_", "1+1", "Infx3", "5 Stale", "1x-2", "1 _ x3", "1+-2x3", "1e", "_5", "1_000", "nonsense"])(
    "that %j is no series",
    (text) => {
      expect(seriesValues(text).ok).toBe(false)
      expect(() => byPromtool([["v", text]], [["v", 0]])).toThrow("parse error")
    },
  )
})

function numberAt(value: number | "stale" | undefined): number | undefined {
  return value === "stale" ? undefined : value
}
