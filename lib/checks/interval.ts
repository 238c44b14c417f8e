import type { ComparisonOp } from "@/lib/promql/ast"

/** The values that something can take: all between two bounds, which belong to it unless they are open, and perhaps NaN. */
export interface Interval {
  min: number
  max: number
  minOpen: boolean
  maxOpen: boolean
  nan: boolean
}

/** An interval with its bounds; without NaN unless told. */
export function closed(min: number, max: number, nan = false): Interval {
  return { min, max, minOpen: false, maxOpen: false, nan }
}

/** Every value, NaN included: nothing is known. */
export const ANY: Interval = closed(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, true)

/** Zero and above. */
export const NOT_NEGATIVE: Interval = closed(0, Number.POSITIVE_INFINITY)

/** Whether no number lies in it. NaN is not looked at. */
export function isEmpty({ min, max, minOpen, maxOpen }: Interval): boolean {
  return min > max || (min === max && (minOpen || maxOpen))
}

/** What lies in both. */
export function intersect(a: Interval, b: Interval): Interval {
  const min = Math.max(a.min, b.min)
  const max = Math.min(a.max, b.max)
  return {
    min,
    max,
    minOpen: [a, b].some((side) => side.min === min && side.minOpen),
    maxOpen: [a, b].some((side) => side.max === max && side.maxOpen),
    nan: a.nan && b.nan,
  }
}

/** The smallest interval around both. */
export function hull(a: Interval, b: Interval): Interval {
  const min = Math.min(a.min, b.min)
  const max = Math.max(a.max, b.max)
  return {
    min,
    max,
    minOpen: [a, b].every((side) => side.min !== min || side.minOpen),
    maxOpen: [a, b].every((side) => side.max !== max || side.maxOpen),
    nan: a.nan || b.nan,
  }
}

/** Sums of a value of each. */
export function add(a: Interval, b: Interval): Interval {
  const min = a.min + b.min
  const max = a.max + b.max
  const opposite = Number.isNaN(min) || Number.isNaN(max) || touchesInfinity(a, b)
  return {
    min: Number.isNaN(min) ? Number.NEGATIVE_INFINITY : min,
    max: Number.isNaN(max) ? Number.POSITIVE_INFINITY : max,
    minOpen: a.minOpen || b.minOpen,
    maxOpen: a.maxOpen || b.maxOpen,
    nan: a.nan || b.nan || opposite,
  }
}

function touchesInfinity(a: Interval, b: Interval): boolean {
  const [up, down] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  return (a.max === up && b.min === down) || (a.min === down && b.max === up)
}

/** The same with the other sign. */
export function negate({ min, max, minOpen, maxOpen, nan }: Interval): Interval {
  return { min: 0 - max, max: 0 - min, minOpen: maxOpen, maxOpen: minOpen, nan }
}

/** Products of a value of each. */
export function multiply(a: Interval, b: Interval): Interval {
  const corners = bounds(a).flatMap((x) => bounds(b).map((y) => product(x, y)))
  const min = Math.min(...corners.map(({ value }) => value))
  const max = Math.max(...corners.map(({ value }) => value))
  const open = (bound: number) => corners.every(({ value, open }) => value !== bound || open)
  return { min, max, minOpen: open(min), maxOpen: open(max), nan: a.nan || b.nan }
}

interface Bound {
  value: number
  open: boolean
}

function bounds({ min, max, minOpen, maxOpen }: Interval): Bound[] {
  return [
    { value: min, open: minOpen },
    { value: max, open: maxOpen },
  ]
}

/** A zero that belongs to one side makes the product zero whatever the other is. */
function product(x: Bound, y: Bound): Bound {
  const zero = [x, y].find(({ value, open }) => value === 0 && !open)
  if (zero) return { value: 0, open: false }
  const value = x.value === 0 || y.value === 0 ? 0 : x.value * y.value
  return { value, open: x.open || y.open }
}

/** Quotients: x/0 is infinite, and 0/0 is NaN. */
export function divide(a: Interval, b: Interval): Interval {
  const zero = contains(b, 0)
  const quotient = multiply(a, reciprocal(b))
  return { ...quotient, nan: a.nan || b.nan || (zero && contains(a, 0)) }
}

function reciprocal(b: Interval): Interval {
  if (b.min < 0 && b.max > 0) return ANY
  const { min, max, minOpen, maxOpen, nan } = b
  const negative = max <= 0
  return {
    min: negative && max === 0 ? Number.NEGATIVE_INFINITY : 1 / max,
    max: !negative && min === 0 ? Number.POSITIVE_INFINITY : 1 / min,
    minOpen: maxOpen,
    maxOpen: minOpen,
    nan,
  }
}

/** Whether a number lies in it. */
function contains({ min, max, minOpen, maxOpen }: Interval, value: number): boolean {
  return (value > min || (value === min && !minOpen)) && (value < max || (value === max && !maxOpen))
}

/** The values for which a comparison with some value of `right` can be true. NaN passes only `!=`. */
export function constraint(op: ComparisonOp, right: Interval): Interval {
  const { min, max, minOpen, maxOpen } = right
  switch (op) {
    case ">":
    case ">=":
      return { ...ANY, min, minOpen: op === ">" || minOpen, nan: false }
    case "<":
    case "<=":
      return { ...ANY, max, maxOpen: op === "<" || maxOpen, nan: false }
    case "==":
      return { ...right, nan: false }
    case "!=":
      return ANY
  }
}

/** Whether a comparison of values out of two intervals is always true, never, or it depends. */
export function compare(op: ComparisonOp, left: Interval, right: Interval): "always" | "never" | "depends" {
  if (op === "!=") {
    const equal = compare("==", left, right)
    return equal === "always" ? "never" : equal === "never" ? "always" : "depends"
  }
  if (isEmpty(intersect(left, constraint(op, right)))) return "never"
  const opposite = OPPOSITE[op]
  if (left.nan || right.nan) return "depends"
  if (opposite) return isEmpty(intersect(left, constraint(opposite, right))) ? "always" : "depends"
  return left.min === left.max && right.min === right.max && left.min === right.min ? "always" : "depends"
}

const OPPOSITE: Partial<Record<ComparisonOp, ComparisonOp>> = { ">": "<=", ">=": "<", "<": ">=", "<=": ">" }

/** Its numbers in words: "at least 1", "between 0 and 1"; undefined when it says nothing. */
export function inWords({ min, max, minOpen, maxOpen }: Interval): string | undefined {
  if (min === max) return `always ${min}`
  const low = min === Number.NEGATIVE_INFINITY ? undefined : min
  const high = max === Number.POSITIVE_INFINITY ? undefined : max
  if (low === 0 && !minOpen && high === undefined) return "never negative"
  if (low !== undefined && high !== undefined) return `between ${low} and ${high}`
  if (low !== undefined) return `${minOpen ? "more than" : "at least"} ${low}`
  return high === undefined ? undefined : `${maxOpen ? "less than" : "at most"} ${high}`
}
