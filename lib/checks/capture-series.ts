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
import { isSetOperator } from "@/lib/promql/keywords"
import { regexMatches } from "@/lib/promql/regex"
import { metricName } from "@/lib/promql/selectors"
import { constant } from "@/lib/promql/threshold"
import type { Metrics } from "./metrics"
import { calculated, groupBy, joined, type Series } from "./series"
import { parsed, type SubjectRecording } from "./subject"
import { visitKind } from "./walk"

/** One scrape in which expressions are evaluated, and the recordings that they may use. */
export interface Scene {
  capture: Exposition
  metrics: Metrics
  recordings: readonly SubjectRecording[]
  /** Values of the label job that the expression names: whoever wrote it scrapes as these. */
  jobs: readonly string[]
  /** What was evaluated already: checks ask for the operands of every operator. */
  done: Map<Expr, Series[] | undefined>
}

/** The scenes of an expression: one for each capture. */
export function scenes(expr: Expr, metrics: Metrics, recordings: readonly SubjectRecording[]): Scene[] {
  const named = visitKind(expr, "vector").flatMap(({ node }) =>
    node.matchers.flatMap(({ label, op, value }) => (label.name === "job" && op === "=" ? [value.text] : [])),
  )
  const jobs = named.length > 0 ? [...new Set(named)] : ["job"]
  return metrics.captures.map((capture) => ({ capture, metrics, recordings, jobs, done: new Map() }))
}

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
  const metric = name === undefined ? undefined : scene.metrics.byName.get(name)
  if (name === undefined || !metric) return undefined
  const matchers = selector.matchers.filter(({ label }) => label.name !== "__name__")
  const found =
    metric.how === "recorded"
      ? ofRecordings(name, scene, depth)?.filter(({ labels }) => matchers.every((matcher) => matches(matcher, labels)))
      : ofScrape(name, matchers, scene)
  return selector.offset || selector.at ? found?.map(withoutValue) : found
}

function ofScrape(name: string, matchers: readonly Matcher[], { capture, metrics, jobs }: Scene): Series[] | undefined {
  const metric = metrics.byName.get(name)
  const samples =
    name === "up"
      ? [{ labels: {}, value: 1 }]
      : metric?.how === "seen"
        ? (capture.samples.get(name)?.family.samples.filter((sample) => sample.name === name) ?? [])
        : undefined
  if (!samples) return undefined
  const own = matchers.find(({ label, op }) => label.name === "job" && op === "=")?.value.text
  // Which of several jobs it is scraped as, the selector does not say.
  const certain = own !== undefined || jobs.length === 1
  const asked = (labels: Readonly<Record<string, string>>) =>
    matchers.filter(({ label }) => label.name in labels || !["job", "instance"].includes(label.name))
  return samples
    .filter(({ labels }) => asked(labels).every((matcher) => matches(matcher, labels)))
    .flatMap(({ labels, value }) =>
      (own === undefined ? jobs : [own]).map((job) => ({
        labels: { job, instance: "instance", ...labels },
        value,
        certain,
      })),
    )
}

function matches({ label, op, value }: Matcher, labels: Readonly<Record<string, string>>): boolean {
  const actual = labels[label.name] ?? ""
  const equal = op === "=" || op === "!=" ? actual === value.text : regexMatches(value.text, actual)
  return op === "=" || op === "=~" ? equal : !equal
}

function ofRecordings(name: string, scene: Scene, depth: number): Series[] | undefined {
  if (depth > DEEPEST_RECORDING) return undefined
  const made = scene.recordings
    .filter((recording) => recording.name === name)
    .map(({ expression, labels }) => {
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
    grouped(series, (name) => name !== "le").map(({ labels, of }) => ({
      labels,
      value: undefined,
      certain: of.some(({ certain }) => certain),
    }))
  )
}

function ofAggregate({ op, grouping, expr }: Aggregate, scene: Scene, depth: number): Series[] | undefined {
  const series = seriesOf(expr, scene, depth)
  if (!series || op === "count_values") return undefined
  if (["topk", "bottomk", "limitk", "limit_ratio"].includes(op))
    return series.map((one) => ({ ...one, certain: false }))
  const names = grouping?.labels.map(({ name }) => name) ?? []
  const keeps = (name: string) => (grouping?.kind === "without" ? !names.includes(name) : names.includes(name))
  return grouped(series, keeps).map(({ labels, of }) => ({
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

function grouped(series: readonly Series[], keeps: (label: string) => boolean) {
  const groups = groupBy(series, ({ labels }) =>
    JSON.stringify(
      Object.entries(labels)
        .filter(([name, value]) => keeps(name) && value !== "")
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  )
  return [...groups].map(([key, of]) => ({ labels: Object.fromEntries(JSON.parse(key)) as Record<string, string>, of }))
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
