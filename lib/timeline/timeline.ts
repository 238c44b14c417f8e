import type { Alert, Entry } from "@/lib/catalog/entry"
import type { AlertTest } from "@/lib/catalog/rule-test-file"
import { keyOf, type Labels } from "@/lib/evaluate/vector"
import { type ComparisonOp, type Expr, unwrap } from "@/lib/promql/ast"
import { durationMs } from "@/lib/promql/duration"
import { isComparison, isSetOperator } from "@/lib/promql/keywords"
import { parse } from "@/lib/promql/parse"
import { print } from "@/lib/promql/print"
import { type Comparison, comparisons, constant } from "@/lib/promql/threshold"
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

/** What is compared, over the time of a test. */
export interface ComparedLane {
  /** The compared side as PromQL. */
  subject: string
  op: ComparisonOp
  /** What it is compared with, as PromQL. */
  object: string
  lines: readonly Line[]
  /** The number that it is compared with; absent where that are series. */
  threshold?: number
  /** The series that it is compared with; empty where that is a number. */
  limits: readonly Line[]
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
  const run = runAlert(entry, alert, placed, { watch: watched(choices) })
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
  against: Expr
  threshold?: number
}

/** The comparisons that decide whether there is a result, else all there are: a guard such as `(x > 0)` is nothing to look at. */
function comparedSides(expr: Expr): Choice[] {
  const deciding = decidingIn(expr)
  return (deciding.length > 0 ? deciding : comparisons(expr)).flatMap(({ node, side, threshold, op }) => {
    if (threshold === undefined) return [{ side: node.left, against: node.right, op }]
    const [compared, against] = side === "right" ? [node.left, node.right] : [node.right, node.left]
    return constant(compared) === undefined ? [{ side: compared, against, op, threshold }] : []
  })
}

/** Those at the top, and on both sides of `and`, `or` and `unless`. */
function decidingIn(expr: Expr): Comparison[] {
  const node = unwrap(expr)
  if (node.kind !== "binary") return []
  if (isSetOperator(node.op)) return [...decidingIn(node.left), ...decidingIn(node.right)]
  return isComparison(node.op) ? comparisons(node).slice(0, 1) : []
}

/** For each choice the two sides, one after the other. */
function watched(choices: readonly Choice[]): Expr[] {
  return choices.flatMap(({ side, against }) => [side, against])
}

function comparedLanes(choices: readonly Choice[], run: Extract<RuleRun, { known: true }>): ComparedLane[] {
  const firing = new Set(
    run.alerts.filter(({ spans }) => spans.some(({ state }) => state === "firing")).map(({ labels }) => keyOf(labels)),
  )
  const lines = (i: number): Line[] =>
    (run.watched[i] ?? [])
      .map(({ labels, values }): Line => {
        return { labels, values: [...values], stepMs: run.stepMs, fires: firing.has(keyOf(labels)) }
      })
      // Those that fire are what the test is about.
      .toSorted((a, b) => Number(b.fires) - Number(a.fires))
      .slice(0, MOST_LINES)
  return choices.map(({ side, against, op, threshold }, i) => ({
    subject: print(side),
    op,
    object: print(against),
    lines: lines(2 * i),
    ...(threshold === undefined ? { limits: lines(2 * i + 1) } : { threshold, limits: [] }),
  }))
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
