import type { Capture } from "@/lib/catalog/capture"
import { type Aggregate, type Binary, type Expr, unwrap, type VectorSelector } from "@/lib/promql/ast"
import { isSetOperator } from "@/lib/promql/keywords"
import { metricName } from "@/lib/promql/selectors"
import {
  asSeries,
  byKey,
  CannotTell,
  type CaptureSeries,
  calculated,
  computed,
  keyOf,
  mapped,
  one,
  only,
  sets,
  type Value,
  without,
} from "./capture-series"
import { holds } from "./matchers"

/** What an expression gives on a capture alone, or why one scrape cannot say. */
export type CaptureValue = { known: true; series: readonly CaptureSeries[] } | { known: false; reason: string }

/** Labels that Prometheus adds to all series of a target; a capture is of one target, so they choose nothing in it. */
const TARGET_LABELS = new Set(["job", "instance"])
const MADE_BY_PROMETHEUS = /^(up|scrape_\w+|ALERTS(_FOR_STATE)?)$/

/** Evaluates an expression on one scrape. Recorded metrics are replaced by the expressions that record them. */
export function captureValue(expr: Expr, capture: Capture, recordings: ReadonlyMap<string, Expr>): CaptureValue {
  try {
    const value = new Evaluation(capture, recordings).of(expr)
    return { known: true, series: typeof value === "number" ? [{ labels: {}, value }] : value }
  } catch (error) {
    if (!(error instanceof CannotTell)) throw error
    return { known: false, reason: error.message }
  }
}

const FUNCTIONS: Readonly<Record<string, (value: number) => number>> = {
  abs: Math.abs,
  ceil: Math.ceil,
  floor: Math.floor,
  sqrt: Math.sqrt,
}
const SUMS: Readonly<Record<string, (values: readonly number[]) => number>> = {
  sum: (values) => values.reduce((a, b) => a + b, 0),
  avg: (values) => values.reduce((a, b) => a + b, 0) / values.length,
  min: (values) => Math.min(...values),
  max: (values) => Math.max(...values),
  count: (values) => values.length,
}

class Evaluation {
  constructor(
    private readonly capture: Capture,
    private readonly recordings: ReadonlyMap<string, Expr>,
    private readonly within: ReadonlySet<string> = new Set(),
  ) {}

  of(expr: Expr): Value {
    const inner = unwrap(expr)
    switch (inner.kind) {
      case "number":
        return inner.value
      case "vector":
        return this.select(inner)
      case "unary": {
        const value = this.of(inner.expr)
        return inner.op === "+" ? value : mapped(value, (one) => -one)
      }
      case "call":
        return this.call(inner.func, inner.args)
      case "aggregate":
        return this.aggregate(inner)
      case "binary":
        return this.binary(inner)
      default:
        throw new CannotTell("it needs more than one scrape")
    }
  }

  private select(selector: VectorSelector): readonly CaptureSeries[] {
    const metric = metricName(selector)
    if (selector.offset || selector.at) throw new CannotTell("it looks at another time")
    if (metric === undefined) throw new CannotTell("it names no metric")
    if (MADE_BY_PROMETHEUS.test(metric)) throw new CannotTell(`Prometheus makes ${metric} itself`)
    const recording = this.recordings.get(metric)
    const series = recording ? this.recorded(metric, recording) : this.samples(metric)
    const conditions = selector.matchers.filter(
      ({ label }) => label.name !== "__name__" && !TARGET_LABELS.has(label.name),
    )
    return series.filter(({ labels }) =>
      conditions.every(({ label, op, value }) => holds({ op, value: value.text }, labels[label.name] ?? "")),
    )
  }

  private samples(metric: string): readonly CaptureSeries[] {
    const family = this.capture.samples.get(metric)?.family
    return (family?.samples ?? []).filter(({ name }) => name === metric)
  }

  private recorded(metric: string, expr: Expr): readonly CaptureSeries[] {
    if (this.within.has(metric)) throw new CannotTell(`${metric} is recorded from itself`)
    const inner = new Evaluation(this.capture, this.recordings, new Set([...this.within, metric])).of(expr)
    return typeof inner === "number" ? [{ labels: {}, value: inner }] : inner
  }

  private call(func: string, args: readonly Expr[]): Value {
    if (func === "time") return Date.parse(this.capture.provenance.captured) / 1_000
    const compute = Object.hasOwn(FUNCTIONS, func) ? FUNCTIONS[func] : undefined
    const [arg] = args
    if (compute && arg) return mapped(this.of(arg), compute)
    const overTime = args.some((one) => ["matrix", "subquery"].includes(unwrap(one).kind))
    throw new CannotTell(overTime ? `${func}() needs more than one scrape` : `${func}() is not worked out here`)
  }

  private aggregate({ op, grouping, expr }: Aggregate): readonly CaptureSeries[] {
    const compute = Object.hasOwn(SUMS, op) ? SUMS[op] : undefined
    if (!compute) throw new CannotTell(`${op}() is not worked out here`)
    const inner = this.of(expr)
    if (typeof inner === "number") throw new CannotTell("it is no vector")
    const names = grouping?.labels.map(({ name }) => name) ?? []
    const groups = new Map<string, { labels: Record<string, string>; values: number[] }>()
    for (const { labels, value } of inner) {
      const kept = grouping?.kind === "without" ? without(labels, names) : only(labels, names)
      const key = keyOf(kept)
      const group = groups.get(key) ?? { labels: kept, values: [] }
      group.values.push(value)
      groups.set(key, group)
    }
    return [...groups.values()].map(({ labels, values }) => ({ labels, value: compute(values) }))
  }

  private binary(node: Binary): Value {
    const [left, right] = [this.of(node.left), this.of(node.right)]
    if (typeof left === "number" && typeof right === "number") return calculated(node, left, right)
    if (typeof right === "number") return computed(node, asSeries(left), () => right)
    if (typeof left === "number") {
      return right.flatMap(({ labels, value }) => one(node, labels, left, value, value))
    }
    const { matching } = node
    const names = matching?.labels.map(({ name }) => name) ?? []
    const key = (labels: CaptureSeries["labels"]) =>
      keyOf(matching?.kind === "on" ? only(labels, names) : without(labels, names))
    if (isSetOperator(node.op)) return sets(node.op, left, right, key)
    if (matching?.group?.side === "right") {
      const found = byKey(left, key)
      return right.flatMap(({ labels, value }) => {
        const other = found.get(key(labels))
        return other === undefined ? [] : one(node, labels, other, value, other)
      })
    }
    const found = byKey(right, key)
    return computed(node, left, (labels) => found.get(key(labels)))
  }
}
