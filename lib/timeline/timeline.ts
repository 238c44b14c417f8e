import type { Alert, Entry } from "@/lib/catalog/entry"
import type { AlertTest } from "@/lib/catalog/rule-test-file"
import { keyOf, type Labels } from "@/lib/evaluate/vector"
import type { ComparisonOp, Expr } from "@/lib/promql/ast"
import { durationMs } from "@/lib/promql/duration"
import { parse } from "@/lib/promql/parse"
import { print } from "@/lib/promql/print"
import { comparisons, constant } from "@/lib/promql/threshold"
import { agrees } from "./agreement"
import type { AlertTrack } from "./alert-state"
import { askedMetrics, type PlacedTest, type RuleRun, runAlert } from "./rule-run"
import { seriesValues, type TestValue } from "./series-values"
import type { Steps } from "./step-path"

/** A line of a lane; `fires` says whether the alert fires for its labels at some time. */
export interface Line extends Steps {
  labels: Labels
  fires: boolean
}

/** What is compared with a number, over the time of a test. */
export interface ComparedLane {
  /** The compared side as PromQL. */
  subject: string
  op: ComparisonOp
  threshold: number
  lines: readonly Line[]
}

/** An input series of a test, as it is written and as it is; no values where the notation is not read here. */
export interface InputLane {
  series: string
  text: string
  /** Whether the alert depends on it; tests also hold series that it must not mind. */
  isAsked: boolean
  values?: readonly TestValue[]
}

/** A moment that the test looks at. */
export interface Moment {
  /** As written in the test. */
  text: string
  atMs: number
  /** Alerts that must fire then; none means that it must be silent. */
  expected: AlertTest["exp_alerts"]
}

/** A unit test of an alert as something to draw. Times in milliseconds from its start. */
export interface Timeline {
  endMs: number
  /** Between two evaluations of the rule. */
  stepMs: number
  inputStepMs: number
  moments: readonly Moment[]
  inputs: readonly InputLane[]
  compared: readonly ComparedLane[]
  /** What the alert does from one evaluation to the next; undefined where only the moments are known, for this reason. */
  alerts: readonly AlertTrack[] | undefined
  reason?: string
}

/** More lines than this in one lane cannot be told apart. */
const MOST_LINES = 12

/** A unit test of an alert, to be drawn. What happens between its moments is only there if it was worked out and agrees with all of them. */
export function timeline(entry: Pick<Entry, "recordings">, alert: Alert, placed: PlacedTest): Timeline {
  const { test } = placed
  const parsed = parse(alert.expr)
  const choices = parsed.ok ? comparedSides(parsed.expr) : []
  const run = runAlert(entry, alert, placed, { watch: choices.map(({ side }) => side) })
  const own = test.alert_rule_test.filter(({ alertname }) => alertname === alert.alert)
  const moments = own
    .map(({ eval_time, exp_alerts }): Moment => {
      return { text: eval_time, atMs: durationMs(eval_time) ?? 0, expected: exp_alerts }
    })
    .sort((a, b) => a.atMs - b.atMs)
  const base = {
    inputStepMs: durationMs(test.interval) ?? 0,
    stepMs: durationMs(placed.file.evaluation_interval) ?? 0,
    moments,
    inputs: inputs(placed, parsed.ok ? askedMetrics(entry.recordings, [parsed.expr]) : new Set()),
  }
  if (!run.known) return { ...base, ...unknown(moments, run.reason) }
  if (!own.every((one) => agrees(run.alerts, alert, run.stepMs, one)))
    return { ...base, ...unknown(moments, "what was worked out here differs from what the test expects") }
  return { ...base, endMs: run.endMs, compared: comparedLanes(choices, run), alerts: run.alerts }
}

function unknown(
  moments: readonly Moment[],
  reason: string,
): Pick<Timeline, "endMs" | "compared" | "alerts" | "reason"> {
  return { endMs: moments.at(-1)?.atMs ?? 0, compared: [], alerts: undefined, reason }
}

interface Choice {
  side: Expr
  op: ComparisonOp
  threshold: number
}

/** What stands against a number, outermost first. */
function comparedSides(expr: Expr): Choice[] {
  return comparisons(expr).flatMap(({ node, side, threshold, op }) => {
    if (side === undefined || threshold === undefined) return []
    const compared = node[side === "right" ? "left" : "right"]
    return constant(compared) === undefined ? [{ side: compared, op, threshold }] : []
  })
}

function comparedLanes(choices: readonly Choice[], run: Extract<RuleRun, { known: true }>): ComparedLane[] {
  const firing = new Set(
    run.alerts.filter(({ spans }) => spans.some(({ state }) => state === "firing")).map(({ labels }) => keyOf(labels)),
  )
  return choices.map(({ side, op, threshold }, i) => {
    const lines = (run.watched[i] ?? []).map(({ labels, values }): Line => {
      return { labels, values: [...values], stepMs: run.stepMs, fires: firing.has(keyOf(labels)) }
    })
    // Those that fire are what the test is about.
    const kept = lines.toSorted((a, b) => Number(b.fires) - Number(a.fires)).slice(0, MOST_LINES)
    return { subject: print(side), op, threshold, lines: kept }
  })
}

/** The series of a test: those that the alert asks for and that change come first. */
function inputs({ test }: PlacedTest, asked: ReadonlySet<string>): InputLane[] {
  return test.input_series
    .map(({ series, values: text }): InputLane => {
      const found = seriesValues(text)
      const isAsked = asked.has(/^[^{\s]*/.exec(series)?.[0] ?? "")
      return { series, text, isAsked, ...(found.ok && { values: found.values }) }
    })
    .toSorted((a, b) => rank(a) - rank(b))
}

function rank({ isAsked, values }: InputLane): number {
  const isConstant = values?.every((value) => value === values[0])
  return (isAsked ? 0 : 2) + (isConstant ? 1 : 0)
}
