import {
  type Call,
  type Expr,
  type MatrixSelector,
  type Modifiers,
  unwrap,
  type VectorSelector,
} from "@/lib/promql/ast"
import { aggregated } from "./aggregate"
import { combined } from "./binary"
import { RANGE_FUNCTIONS } from "./range-functions"
import type { Store } from "./store"
import { CannotTell, type Point, scalarOf, type Value, vectorOf } from "./vector"

/** Functions of one value of each series. */
const FUNCTIONS: Readonly<Record<string, (value: number, ...more: number[]) => number>> = {
  abs: Math.abs,
  ceil: Math.ceil,
  floor: Math.floor,
  sqrt: Math.sqrt,
  exp: Math.exp,
  ln: Math.log,
  log2: Math.log2,
  log10: Math.log10,
  sgn: (value) => (value === 0 ? 0 : Math.sign(value)),
  clamp: (value, low = Number.NaN, high = Number.NaN) => Math.max(low, Math.min(high, value)),
  clamp_min: (value, low = Number.NaN) => Math.max(low, value),
  clamp_max: (value, high = Number.NaN) => Math.min(high, value),
}

/**
 * What an expression gives at `time` (ms) on the series of a store, as the server computes it. Throws CannotTell for what
 * is not worked out here: subqueries, native histograms, `@`, and some functions.
 */
export function evaluate(expr: Expr, store: Store, time: number): Value {
  const node = unwrap(expr)
  switch (node.kind) {
    case "number":
      return node.value
    case "vector":
      return store.instant(node, shifted(node, time))
    case "unary": {
      const value = evaluate(node.expr, store, time)
      return node.op === "+" ? value : mapped(value, (one) => -one)
    }
    case "aggregate": {
      const parameter = node.param && scalarOf(evaluate(node.param, store, time))
      return aggregated(node, vectorOf(evaluate(node.expr, store, time)), parameter)
    }
    case "binary":
      return combined(node, evaluate(node.left, store, time), evaluate(node.right, store, time))
    case "call":
      return called(node, store, time)
    case "matrix":
    case "subquery":
    case "string":
      throw new CannotTell(`a ${node.kind} is not worked out here`)
  }
}

function mapped(value: Value, change: (value: number) => number): Value {
  if (typeof value === "number") return change(value)
  return value.map((point) => ({ labels: point.labels, value: change(point.value) }))
}

function shifted({ offset, at, edges }: Modifiers, time: number): number {
  if (at || edges || offset?.computed) throw new CannotTell("it looks at another time")
  if (offset && offset.ms < 0) throw new CannotTell("it looks into the future")
  return time - (offset?.ms ?? 0)
}

function called({ func, args }: Call, store: Store, time: number): Value {
  const ranged = args.map(unwrap).find((arg) => arg.kind === "matrix")
  if (ranged?.kind === "matrix") return overRange(func, ranged, args, store, time)
  const [first] = args.map(unwrap)
  if (func === "time") return time / 1000
  if (!first) throw new CannotTell(`${func}() is not worked out here`)
  if (func === "absent") return absent(first, vectorOf(evaluate(first, store, time)))
  if (func === "vector") return [{ labels: {}, value: scalarOf(evaluate(first, store, time)) }]
  if (func === "scalar") return singleValue(vectorOf(evaluate(first, store, time)))
  if (func === "timestamp") return timestamps(first, store, time)
  const compute = Object.hasOwn(FUNCTIONS, func) ? FUNCTIONS[func] : undefined
  if (!compute) throw new CannotTell(`${func}() is not worked out here`)
  const more = args.slice(1).map((arg) => scalarOf(evaluate(arg, store, time)))
  return mapped(evaluate(first, store, time), (value) => compute(value, ...more))
}

function overRange(func: string, matrix: MatrixSelector, args: readonly Expr[], store: Store, now: number): Value {
  const end = shifted(matrix, now)
  const start = end - matrix.range.ms
  const windows = store.windows(matrix.selector, start, end)
  if (func === "absent_over_time") return windows.length > 0 ? [] : absent(matrix.selector, [])
  const compute = Object.hasOwn(RANGE_FUNCTIONS, func) ? RANGE_FUNCTIONS[func] : undefined
  if (!compute) throw new CannotTell(`${func}() is not worked out here`)
  const other = args.find((arg) => unwrap(arg) !== matrix)
  const parameter = other ? scalarOf(evaluate(other, store, now)) : Number.NaN
  return windows.flatMap((window) => {
    const value = compute(window, { start, end, now, dialect: store.dialect }, parameter)
    return value === undefined ? [] : [{ labels: window.labels, value }]
  })
}

function singleValue(vector: readonly Point[]): number {
  return vector.length === 1 ? (vector[0]?.value ?? Number.NaN) : Number.NaN
}

/** When the samples of a selector were taken; of anything that is computed, the moment of the evaluation. */
function timestamps(expr: Expr, store: Store, time: number): Value {
  if (expr.kind === "vector")
    return store.instant(expr, shifted(expr, time)).map(({ labels, at }) => ({ labels, value: at / 1000 }))
  return mapped(vectorOf(evaluate(expr, store, time)), () => time / 1000)
}

/** A series with the labels that the selector demands, where there is none. */
function absent(expr: Expr, found: readonly Point[]): Point[] {
  if (found.length > 0) return []
  return [{ labels: expr.kind === "vector" ? demanded(expr) : {}, value: 1 }]
}

function demanded({ matchers }: VectorSelector): Record<string, string> {
  const own = matchers.filter(({ label }) => label.name !== "__name__")
  const single = own.filter(
    ({ label, op }) => op === "=" && own.filter((one) => one.label.name === label.name).length === 1,
  )
  return Object.fromEntries(single.map(({ label, value }) => [label.name, value.text]))
}
