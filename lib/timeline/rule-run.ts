import type { Alert, Entry, Recording, RuleTests } from "@/lib/catalog/entry"
import { evaluate } from "@/lib/evaluate/evaluate"
import { type Dialect, Store } from "@/lib/evaluate/store"
import { CannotTell, keyOf, type Labels, type Point } from "@/lib/evaluate/vector"
import type { Expr } from "@/lib/promql/ast"
import { durationMs } from "@/lib/promql/duration"
import { parse } from "@/lib/promql/parse"
import { metricName, selectors } from "@/lib/promql/selectors"
import { AlertStates, type AlertTrack } from "./alert-state"
import { seriesValues } from "./series-values"

/** One unit test of an entry. */
export type UnitTest = RuleTests["tests"][number]

/** Where a unit test stands. */
export interface PlacedTest {
  file: Pick<RuleTests, "evaluation_interval" | "group_eval_order">
  test: UnitTest
}

/** The values that an expression had, series by series; `values[i]` is that of the i-th evaluation, undefined for none. */
export interface ValueTrack {
  labels: Labels
  values: (number | undefined)[]
}

/** What a rule did in a unit test, or why that is not worked out. Times in milliseconds from the start of the test. */
export type RuleRun =
  | {
      known: true
      stepMs: number
      endMs: number
      alerts: readonly AlertTrack[]
      watched: readonly (readonly ValueTrack[])[]
    }
  | { known: false; reason: string }

/** An evaluation a second for a day and more is nothing to draw. */
const MOST_STEPS = 20_000

/**
 * Runs an alert over a unit test, evaluation by evaluation, with the recording rules that it needs. `watch` are expressions
 * whose values are wanted beside it, such as the two sides of its comparisons.
 */
export function runAlert(
  entry: Pick<Entry, "recordings">,
  alert: Alert,
  placed: PlacedTest,
  { watch = [], dialect = "3" }: { watch?: readonly Expr[]; dialect?: Dialect } = {},
): RuleRun {
  try {
    return run(entry, alert, placed, watch, dialect)
  } catch (error) {
    if (!(error instanceof CannotTell)) throw error
    return { known: false, reason: error.message }
  }
}

function run(
  { recordings }: Pick<Entry, "recordings">,
  alert: Alert,
  { file, test }: PlacedTest,
  watch: readonly Expr[],
  dialect: Dialect,
): RuleRun {
  const store = new Store(dialect)
  for (const { series, values } of test.input_series) addSeries(store, series, values, durationMs(test.interval) ?? 0)
  const stepMs = durationMs(file.evaluation_interval) ?? 0
  const endMs = drawnUntil(test, stepMs)
  if (!(stepMs > 0) || endMs / stepMs > MOST_STEPS) throw new CannotTell("it takes too many evaluations")
  const expr = parsed(alert.expr)
  const asked = askedMetrics(recordings, [expr, ...watch])
  const needed = recordings.filter(({ record }) => asked.has(record))
  const order = inOrder(needed, file.group_eval_order ?? [])
  const recorders = order.map((recording) => new Recorder(recording, store))
  const states = new AlertStates({
    forMs: durationMs(alert.for ?? "0s") ?? 0,
    keepFiringForMs: durationMs(alert.keep_firing_for ?? "0s") ?? 0,
  })
  const watchers = watch.map((one) => new Watcher(one))
  for (let time = 0, i = 0; time <= endMs; time += stepMs, i++) {
    for (const recorder of recorders) recorder.run(time)
    states.see(points(evaluate(expr, store, time)), time)
    for (const watcher of watchers) watcher.see(store, time, i)
  }
  return { known: true, stepMs, endMs, alerts: states.result, watched: watchers.map(({ result }) => result) }
}

/** A little beyond the last moment, as far as there are samples: an alert that fires only then is to be seen firing. */
function drawnUntil(test: UnitTest, stepMs: number): number {
  const end = testEnd(test)
  const intervalMs = durationMs(test.interval) ?? 0
  const lengths = test.input_series.map(({ values }) => {
    const found = seriesValues(values)
    return found.ok ? found.values.length - 1 : 0
  })
  const beyond = Math.min(end * 1.2, Math.max(0, ...lengths) * intervalMs)
  return Math.max(end, Math.floor(beyond / stepMs) * stepMs)
}

/** A test ends with the last moment that it looks at. */
function testEnd({ alert_rule_test, promql_expr_test }: UnitTest): number {
  return Math.max(0, ...[...alert_rule_test, ...promql_expr_test].map(({ eval_time }) => durationMs(eval_time) ?? 0))
}

function addSeries(store: Store, series: string, text: string, intervalMs: number): void {
  const selector = parsed(series)
  const name = selector.kind === "vector" ? metricName(selector) : undefined
  const values = seriesValues(text)
  if (selector.kind !== "vector" || name === undefined) throw new CannotTell("a series has no name")
  if (!values.ok) throw new CannotTell(values.message)
  const labels = Object.fromEntries(
    selector.matchers
      .filter(({ label }) => label.name !== "__name__")
      .map(({ label, value }) => [label.name, value.text]),
  )
  values.values.forEach((value, i) => {
    if (value !== undefined) store.add(name, labels, i * intervalMs, value === "stale" ? undefined : value)
  })
}

function parsed(text: string): Expr {
  const result = parse(text)
  if (!result.ok) throw new CannotTell("it does not parse")
  return result.expr
}

function points(value: ReturnType<typeof evaluate>): readonly Point[] {
  return typeof value === "number" ? [{ labels: {}, value }] : value
}

/** The names of the metrics that an expression asks for, those behind recording rules as well. */
export function askedMetrics(recordings: readonly Recording[], exprs: readonly Expr[]): ReadonlySet<string> {
  const names = new Set<string>()
  const collect = (expr: Expr): void => {
    for (const { metric } of selectors(expr)) {
      if (metric === undefined || names.has(metric)) continue
      names.add(metric)
      for (const one of recordings) if (one.record === metric) collect(parsed(one.expr))
    }
  }
  exprs.forEach(collect)
  return names
}

/** Groups are evaluated in the order that the test file asks for; those it does not name come first, as in promtool. */
function inOrder(recordings: readonly Recording[], groups: readonly string[]): readonly Recording[] {
  return recordings.toSorted((a, b) => groups.indexOf(a.group) - groups.indexOf(b.group))
}

/** Writes the results of a recording rule; a series that is no longer among them ends. */
class Recorder {
  private readonly expr: Expr
  private before = new Map<string, Labels>()

  constructor(
    private readonly recording: Recording,
    private readonly store: Store,
  ) {
    this.expr = parsed(recording.expr)
  }

  run(time: number): void {
    const { record, labels: own } = this.recording
    const now = new Map<string, Labels>()
    for (const { labels, value } of points(evaluate(this.expr, this.store, time))) {
      const all = { ...labels, ...own }
      if (now.has(keyOf(all))) throw new CannotTell(`${record} has several results with the same labels`)
      now.set(keyOf(all), all)
      this.store.add(record, all, time, value)
    }
    for (const [key, labels] of this.before) if (!now.has(key)) this.store.add(record, labels, time, undefined)
    this.before = now
  }
}

/** Notes what an expression gives, series by series. */
class Watcher {
  private readonly tracks = new Map<string, ValueTrack>()

  constructor(private readonly expr: Expr) {}

  see(store: Store, time: number, step: number): void {
    for (const { labels, value } of points(evaluate(this.expr, store, time))) {
      const track = this.tracks.get(keyOf(labels)) ?? { labels, values: [] }
      this.tracks.set(keyOf(labels), track)
      track.values[step] = value
    }
  }

  get result(): readonly ValueTrack[] {
    return [...this.tracks.values()]
  }
}
