import type { Call, Expr } from "@/lib/promql/ast"
import { print, printNumber } from "@/lib/promql/print"
import { constant } from "@/lib/promql/threshold"
import { brief, type Change, durationText, type Place, textOf } from "./mutation-change"
import { onlyPresenceMatters, onlySignMatters } from "./mutation-quantity"

/** Functions of the same kind of argument that people mix up. */
const MIXED_UP: Readonly<Record<string, readonly string[]>> = {
  rate: ["increase", "irate"],
  irate: ["rate"],
  increase: ["rate", "delta"],
  delta: ["increase", "idelta"],
  idelta: ["delta"],
  deriv: ["rate"],
  changes: ["resets"],
  resets: ["changes"],
  avg_over_time: ["max_over_time", "min_over_time"],
  max_over_time: ["min_over_time", "last_over_time"],
  min_over_time: ["max_over_time", "last_over_time"],
  sum_over_time: ["avg_over_time", "count_over_time"],
  count_over_time: ["sum_over_time"],
  last_over_time: ["min_over_time", "max_over_time"],
}
/** Which argument of a function is a number that someone chose, and the numbers that a test must tell it from. */
const PARAMETERS: Readonly<Record<string, { index: number; others: (value: number) => readonly number[] }>> = {
  predict_linear: { index: 1, others: (seconds) => [seconds / 2, seconds * 2] },
  quantile_over_time: { index: 0, others: () => [0.5, 1] },
  histogram_quantile: { index: 0, others: () => [0.5, 1] },
}

/** Mutants of one function call, range or offset. */
export function callChanges(place: Place): Change[] {
  return [...functionChanges(place), ...parameterChanges(place), ...rangeChanges(place), ...offsetChanges(place)]
}

function functionChanges(place: Place): Change[] {
  const { node, source } = place
  if (node.kind !== "call") return []
  if (node.func === "absent" || node.func === "absent_over_time") return absentChanges(node, source)
  const name = { start: node.start, end: node.start + node.func.length }
  return (MIXED_UP[node.func] ?? [])
    .filter((other) => !sameSign(node.func, other) || !onlySignMatters(place))
    .filter((other) => !samePresence(node.func, other) || !onlyPresenceMatters(place))
    .map((other) => ({
      operator: "function",
      span: name,
      text: other,
      description: `${node.func}() → ${other}() of ${brief(argument(node, source))}`,
      test: differs(node.func, other),
    }))
}

/** rate() is increase() divided by the range: where only the sign matters they are the same. */
function sameSign(a: string, b: string): boolean {
  return [a, b].sort().join() === "increase,rate"
}

/** All functions over time have a result where there is a sample; all of rates, where there are two. */
function samePresence(a: string, b: string): boolean {
  return /_over_time$/.test(a) === /_over_time$/.test(b)
}

function differs(func: string, other: string): string {
  if (other === "irate") return "a rate that is another one in the last two samples than in the whole range"
  if (other === "delta") return "a counter that starts again within the range"
  if (other === "rate" || other === "increase") return "a value near the threshold"
  return `samples in the range for which ${func}() and ${other}() differ`
}

function argument(call: Call, source: string): string {
  const series = call.args.find((arg) => arg.kind === "matrix" || arg.kind === "subquery")
  return series ? textOf(source, series) : ""
}

function absentChanges(node: Call, source: string): Change[] {
  const [arg] = node.args
  if (!arg) return []
  const series =
    arg.kind === "matrix" ? print({ ...arg.selector, ...modifiersOf(arg) }) : source.slice(arg.start, arg.end)
  const change = {
    span: node,
    text: arg.kind === "matrix" && node.func === "absent_over_time" ? `absent(${series})` : series,
    description: `without ${node.func}()`,
    test: "a case without the series, and one with it",
  }
  return [{ operator: "absent", ...change }]
}

function modifiersOf(arg: Extract<Expr, { kind: "matrix" }>) {
  return { ...(arg.offset && { offset: arg.offset }), ...(arg.at && { at: arg.at }) }
}

function parameterChanges({ node, source }: Place): Change[] {
  const parameter = node.kind === "call" ? PARAMETERS[node.func] : undefined
  const arg = parameter && node.kind === "call" ? node.args[parameter.index] : undefined
  const value = arg && constant(arg)
  if (node.kind !== "call" || !parameter || !arg || value === undefined) return []
  return parameter
    .others(value)
    .filter((other) => other !== value)
    .map((other) => ({
      operator: "parameter",
      span: arg,
      text: printNumber(other),
      description: `${node.func}(): ${textOf(source, arg)} → ${printNumber(other)}`,
      test: `a series that passes with ${printNumber(value)} and not with ${printNumber(other)}, or the other way round`,
    }))
}

function rangeChanges({ node, source }: Place): Change[] {
  if (node.kind !== "matrix" && node.kind !== "subquery") return []
  const { range } = node
  return [range.ms / 2, range.ms * 2].map((ms) => {
    const [short, long] = ms < range.ms ? [durationText(ms), range.text] : [range.text, durationText(ms)]
    return {
      operator: "range",
      span: range,
      text: durationText(ms),
      description: `range ${range.text} → ${durationText(ms)} of ${brief(textOf(source, node))}`,
      test: `something that happened between ${long} and ${short} ago and decides the result`,
    }
  })
}

function offsetChanges({ node, source }: Place): Change[] {
  if (node.kind !== "vector" && node.kind !== "matrix" && node.kind !== "subquery") return []
  if (!node.offset || node.offset.ms === 0) return []
  const { offset, ...rest } = node
  const change = {
    span: node,
    text: print(rest as Expr),
    description: `no offset ${offset.text} in ${brief(textOf(source, node))}`,
    test: `a series that was another one ${offset.text} ago`,
  }
  return [{ operator: "offset", ...change }]
}
