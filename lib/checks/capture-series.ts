import type { Exposition } from "@/lib/catalog/exposition"
import {
  type Aggregate,
  type Binary,
  type Call,
  type Expr,
  type Matcher,
  unwrap,
  type VectorSelector,
} from "@/lib/promql/ast"
import { CHOOSING, isSetOperator } from "@/lib/promql/keywords"
import { regexMatches } from "@/lib/promql/regex"
import { metricName } from "@/lib/promql/selectors"
import { constant } from "@/lib/promql/threshold"
import { ownSamples } from "./own-samples"
import { remembered, rememberedIn } from "./remember"
import { calculated, groupBy, groupedBy, joined, type Series } from "./series"
import { parsed, type Subject } from "./subject"
import { visitKind } from "./walk"

/** What the scenes of a subject are made of: its metrics with their captures, and the recordings that expressions may use. */
export type Stage = Pick<Subject, "metrics" | "recordings">

/** One scrape in which expressions are evaluated. */
export interface Scene {
  capture: Exposition
  stage: Stage
  /** Values of the label job that the expression names: whoever wrote it scrapes as these. */
  jobs: readonly string[]
  /** What was evaluated already: checks ask for the operands of every operator. */
  done: Map<Expr, Series[] | undefined>
}

/** The scenes of an expression: one for each capture. What is evaluated in them is remembered as long as the stage is there. */
export const scenes: (expr: Expr, stage: Stage) => readonly Scene[] = rememberedIn((expr, stage) => {
  const { captures } = stage.metrics
  if (captures.length === 0) return []
  const named = visitKind(expr, "vector").flatMap(({ node }) =>
    node.matchers.flatMap(({ label, op, value }) => (label.name === "job" && op === "=" ? [value.text] : [])),
  )
  const jobs = named.length > 0 ? [...new Set(named)] : ["job"]
  return captures.map((capture) => ({ capture, stage, jobs, done: new Map() }))
})

/** Results that are one number for the whole evaluation. */
const SCALARS = new Set(["scalar", "time", "pi"])
/** Functions that make or lose labels in a way that one scrape does not tell. */
const OPAQUE = new Set(["label_replace", "label_join", "info", "absent", "absent_over_time", "histogram_quantiles"])
const DEEPEST_RECORDING = 8

/**
 * The series that an expression has in a scrape, with their values where one scrape tells them. Undefined when a metric or a
 * function is used of which the capture says nothing; a scalar has no series.
 */
export function seriesOf(expr: Expr, scene: Scene, depth = 0): Series[] | undefined {
  if (!scene.done.has(expr)) scene.done.set(expr, evaluate(expr, scene, depth))
  return scene.done.get(expr)
}

function evaluate(expr: Expr, scene: Scene, depth: number): Series[] | undefined {
  switch (expr.kind) {
    case "number":
    case "string":
      return undefined
    case "vector":
      return ofSelector(expr, scene, depth)
    case "matrix":
      return ofSelector(expr.selector, scene, depth)?.map(withoutValue)
    case "subquery":
      return seriesOf(expr.expr, scene, depth)?.map(withoutValue)
    case "paren":
      return seriesOf(expr.expr, scene, depth)
    case "unary":
      return seriesOf(expr.expr, scene, depth)?.map((one) =>
        expr.op === "-" && one.value !== undefined ? { ...one, value: -one.value } : one,
      )
    case "call":
      return ofCall(expr, scene, depth)
    case "aggregate":
      return ofAggregate(expr, scene, depth)
    case "binary":
      return ofBinary(expr, scene, depth)
  }
}

function withoutValue(one: Series): Series {
  return { ...one, value: undefined }
}

function ofSelector(selector: VectorSelector, scene: Scene, depth: number): Series[] | undefined {
  const name = metricName(selector)
  const metric = name === undefined ? undefined : scene.stage.metrics.byName.get(name)
  if (name === undefined || !metric) return undefined
  const matchers = selector.matchers.filter(({ label }) => label.name !== "__name__")
  const found =
    metric.how === "recorded"
      ? ofRecordings(name, scene, depth)?.filter(({ labels }) => matchers.every((matcher) => matches(matcher, labels)))
      : ofScrape(name, matchers, scene)
  return selector.offset || selector.at ? found?.map(withoutValue) : found
}

/** A sample, and the series that scrapes of some jobs make of it. */
interface Scraped {
  labels: Readonly<Record<string, string>>
  series: readonly Series[]
}

/** What a capture shows of a name, by name and jobs: many expressions select from the same metric. */
const scraped = rememberedIn((_capture: Exposition, _stage: Stage) => new Map<string, readonly Scraped[]>())

function ofScrape(name: string, matchers: readonly Matcher[], scene: Scene): Series[] | undefined {
  const metric = scene.stage.metrics.byName.get(name)
  if (name !== "up" && metric?.how !== "seen") return undefined
  const own = matchers.find(({ label, op }) => label.name === "job" && op === "=")?.value.text
  return allOf(name, own === undefined ? scene.jobs : [own], scene).flatMap(({ labels, series }) =>
    matchers.every((matcher) => isFromTarget(matcher, labels) || matches(matcher, labels)) ? series : [],
  )
}

/** Whether a matcher asks for a label that the scrape adds, with any value. */
function isFromTarget({ label: { name } }: Matcher, labels: Scraped["labels"]): boolean {
  return (name === "job" || name === "instance") && !(name in labels)
}

function allOf(name: string, jobs: readonly string[], { capture, stage }: Scene): readonly Scraped[] {
  const known = scraped(capture, stage)
  const key = JSON.stringify([name, jobs])
  const found = known.get(key)
  if (found) return found
  const family = capture.samples.get(name)?.family
  const samples = name === "up" ? [{ labels: {}, value: 1 }] : family ? ownSamples(family, name) : []
  // Which of several jobs it is scraped as, the selector does not say.
  const certain = jobs.length === 1
  const all = samples.map(({ labels, value }) => ({
    labels,
    series: jobs.map((job) => ({ labels: { job, instance: "instance", ...labels }, value, certain })),
  }))
  known.set(key, all)
  return all
}

function matches({ label, op, value }: Matcher, labels: Readonly<Record<string, string>>): boolean {
  const actual = labels[label.name] ?? ""
  const equal = op === "=" || op === "!=" ? actual === value.text : regexMatches(value.text, actual)
  return op === "=" || op === "=~" ? equal : !equal
}

const byName = remembered((recordings: Stage["recordings"]) => groupBy(recordings, ({ name }) => name))

function ofRecordings(name: string, scene: Scene, depth: number): Series[] | undefined {
  if (depth > DEEPEST_RECORDING) return undefined
  const made = (byName(scene.stage.recordings).get(name) ?? []).map(({ expression, labels }) => {
    const [found] = parsed(expression)
    const series = found && seriesOf(found.expr, scene, depth + 1)
    return series?.map((one) => ({ ...one, labels: { ...one.labels, ...labels } }))
  })
  return made.every((series) => series !== undefined) && made.length > 0 ? made.flat() : undefined
}

function ofCall({ func, args }: Call, scene: Scene, depth: number): Series[] | undefined {
  if (func === "vector") return [{ labels: {}, value: args[0] && constant(args[0]), certain: true }]
  if (OPAQUE.has(func) || SCALARS.has(func)) return undefined
  const subject = args.find((arg) => !["number", "string"].includes(unwrap(arg).kind) && !isScalar(arg))
  const series = subject && seriesOf(subject, scene, depth)
  if (func !== "histogram_quantile") return series?.map(withoutValue)
  return (
    series &&
    groupedBy(series, { kind: "without", labels: ["le"] }).map(({ labels, of }) => ({
      labels,
      value: undefined,
      certain: of.some(({ certain }) => certain),
    }))
  )
}

function ofAggregate({ op, grouping, expr }: Aggregate, scene: Scene, depth: number): Series[] | undefined {
  const series = seriesOf(expr, scene, depth)
  if (!series || op === "count_values") return undefined
  if (CHOOSING.has(op)) return series.map((one) => ({ ...one, certain: false }))
  const labels = grouping?.labels.map(({ name }) => name) ?? []
  return groupedBy(series, { kind: grouping?.kind ?? "by", labels }).map(({ labels, of }) => ({
    labels,
    value: of.every(({ certain }) => certain)
      ? aggregated(
          op,
          of.map(({ value }) => value),
        )
      : undefined,
    certain: of.some(({ certain }) => certain),
  }))
}

function aggregated(op: string, values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined)
  if (op === "count") return values.length
  if (op === "group") return 1
  if (known.length < values.length) return undefined
  switch (op) {
    case "sum":
      return known.reduce((sum, value) => sum + value, 0)
    case "avg":
      return known.reduce((sum, value) => sum + value, 0) / known.length
    case "min":
      return Math.min(...known)
    case "max":
      return Math.max(...known)
    default:
      return undefined
  }
}

function ofBinary(node: Binary, scene: Scene, depth: number): Series[] | undefined {
  const { left, right } = node
  const scalarIsLeft = isScalar(left)
  if (scalarIsLeft || isScalar(right)) {
    const [number, vector] = scalarIsLeft ? [constant(left), right] : [constant(right), left]
    return seriesOf(vector, scene, depth)?.map(({ labels, value, certain }) => {
      const [a, b] = scalarIsLeft ? [number, value] : [value, number]
      return { labels, ...calculated(node, a, b, certain, scalarIsLeft) }
    })
  }
  const [a, b] = [seriesOf(left, scene, depth), seriesOf(right, scene, depth)]
  // Which of the left remain is open when nothing is known of the right, but no others come.
  if (a && !b && isSetOperator(node.op) && node.op !== "or") return a.map((one) => ({ ...one, certain: false }))
  return a && b && joined(node, a, b)
}

/** Whether an expression is a number and no series. */
export function isScalar(expr: Expr): boolean {
  const inner = unwrap(expr)
  if (inner.kind === "number") return true
  if (inner.kind === "call") return SCALARS.has(inner.func)
  if (inner.kind === "unary") return isScalar(inner.expr)
  return inner.kind === "binary" && isScalar(inner.left) && isScalar(inner.right)
}
