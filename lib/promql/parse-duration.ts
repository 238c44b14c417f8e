import { arithmetic } from "./arithmetic"
import type { ArithmeticOp, Duration } from "./ast"
import { type Cursor, SyntaxFault } from "./cursor"
import { fitsDuration } from "./numbers"

/** A part of a duration: its text without white space, and whether it is one number or duration, signed or not. */
interface Part {
  seconds: number
  text: string
  plain: boolean
  end: number
}

const STRENGTH: Readonly<Record<string, number>> = { "+": 1, "-": 1, "*": 2, "/": 2, "%": 2, "^": 3 }
const SIGN_STRENGTH = 3

/** Reads the duration of a range or of a subquery's step. */
export function parseRangeDuration(cursor: Cursor, where: string): Duration {
  const { start } = cursor.peek()
  if (!cursor.dialect.durationExpressions) return positive(parseLiteral(cursor, where, false))
  const part = parseExpression(cursor, where, 0)
  return part.plain ? positive(literal(part, start)) : computed(part, start)
}

/** Reads the duration behind `offset`. An operator behind it belongs to the whole expression, except where promtool differs. */
export function parseOffsetDuration(cursor: Cursor): Duration {
  const { start } = cursor.peek()
  if (!cursor.dialect.durationExpressions) return parseLiteral(cursor, "offset", true)
  // promtool takes operators for the offset behind parentheses, and behind two signs.
  const signed = cursor.at("+", "-")
  const takesOperators = cursor.at("(") || (signed && ["+", "-"].includes(cursor.peek(1).id))
  const part = takesOperators ? parseExpression(cursor, "offset", 0) : parseSigned(cursor, "offset", parseTerm)
  return part.plain ? literal(part, start) : computed(part, start)
}

function literal({ seconds, text, end }: Part, start: number): Duration {
  return { ms: seconds * 1000, text, start, end }
}

function computed(part: Part, start: number): Duration {
  return { ...literal(part, start), computed: true }
}

/** Reads what binds at least as tightly as `strength`. */
function parseExpression(cursor: Cursor, where: string, strength: number): Part {
  cursor.enter()
  let left = cursor.at("+", "-") ? parseSigned(cursor, where, parsePower) : parseTerm(cursor, where)
  for (;;) {
    const op = cursor.peek()
    const own = STRENGTH[op.id]
    if (own === undefined || own < strength) break
    cursor.take()
    const right = parseExpression(cursor, where, op.id === "^" ? own : own + 1)
    if (right.plain && right.seconds === 0 && (op.id === "/" || op.id === "%"))
      throw new SyntaxFault(op.id === "/" ? "division by zero" : "modulo by zero", op)
    const text = left.text + op.id + right.text
    // Only arithmetic has a strength here, so there always is a value.
    const seconds = arithmetic(op.id as ArithmeticOp, left.seconds, right.seconds) ?? Number.NaN
    left = { seconds, text, plain: false, end: right.end }
  }
  cursor.leave()
  return left
}

function parsePower(cursor: Cursor, where: string): Part {
  return parseExpression(cursor, where, SIGN_STRENGTH)
}

/** One sign, if there is one, and what `read` finds behind it; the sign of a plain number belongs to it. */
function parseSigned(cursor: Cursor, where: string, read: (cursor: Cursor, where: string) => Part): Part {
  const sign = cursor.at("+", "-") ? cursor.take().id : ""
  const part = read(cursor, where)
  return { ...part, seconds: sign === "-" ? -part.seconds : part.seconds, text: sign + part.text }
}

function parseTerm(cursor: Cursor, where: string): Part {
  const { id, type, text, amount = 0, start, end } = cursor.peek()
  if (type === "number" || type === "duration") {
    cursor.take()
    if (type === "number" && !fitsDuration(amount)) throw new SyntaxFault("duration out of range", { start, end })
    return { seconds: type === "number" ? amount : amount / 1000, text, plain: true, end }
  }
  if (id === "(") return inParentheses(cursor, "", () => parseExpression(cursor, where, 0))
  if (id === "step" || id === "range") {
    cursor.take()
    return inParentheses(cursor, id, () => ({ seconds: 0, text: "", plain: false, end }))
  }
  if (id === "min_of" || id === "max_of") {
    cursor.take()
    return inParentheses(cursor, id, () => parsePair(cursor, where, id === "min_of" ? Math.min : Math.max))
  }
  return cursor.unexpected(where, "number, duration, step(), or range()")
}

function inParentheses(cursor: Cursor, name: string, read: () => Part): Part {
  cursor.expect("(", "duration", '"("')
  const { seconds, text } = read()
  const { end } = cursor.expect(")", "duration", '")"')
  return { seconds, text: `${name}(${text})`, plain: false, end }
}

function parsePair(cursor: Cursor, where: string, choose: (a: number, b: number) => number): Part {
  const first = parseExpression(cursor, where, 0)
  cursor.expect(",", "duration", '","')
  const second = parseExpression(cursor, where, 0)
  const text = `${first.text}, ${second.text}`
  return { seconds: choose(first.seconds, second.seconds), text, plain: false, end: second.end }
}

/** Reads a duration of the releases before duration expressions: where numbers are durations too with any signs before it, else with one minus where `signed`. */
function parseLiteral(cursor: Cursor, where: string, signed: boolean): Duration {
  const { unifiedDurations } = cursor.dialect
  const { start } = cursor.peek()
  let signs = ""
  while (unifiedDurations ? cursor.at("+", "-") : signed && signs === "" && cursor.at("-")) signs += cursor.take().text
  const negative = signs.replaceAll("+", "").length % 2 === 1
  if (unifiedDurations && cursor.at("(")) throw experimental(cursor)
  if (!cursor.at("duration") && !(unifiedDurations && cursor.at("number")))
    cursor.unexpected(where, unifiedDurations ? "number or duration" : "duration")
  const { type, text, amount = 0, end } = cursor.take()
  // After an offset an operator belongs to the whole expression, but promtool 3.5 takes it for the offset after two signs.
  const mayCompute = unifiedDurations && (where !== "offset" || signs.length > 1)
  if (mayCompute && cursor.at("+", "-", "*", "/", "%", "^")) throw experimental(cursor)
  if (type === "number" && !fitsDuration(amount)) throw new SyntaxFault("duration out of range", { start, end })
  if (!unifiedDurations && amount === 0) throw new SyntaxFault("duration must be greater than 0", { start, end })
  const ms = (negative ? -1 : 1) * (type === "number" ? amount * 1000 : amount)
  return { ms, text: signs + text, start, end }
}

function positive(duration: Duration): Duration {
  if (duration.ms > 0) return duration
  throw new SyntaxFault("duration must be greater than 0", duration)
}

function experimental(cursor: Cursor): SyntaxFault {
  return new SyntaxFault("experimental duration expression is not enabled", cursor.peek())
}
