import type { AtModifier, Duration, Expr, MatrixSelector, Subquery, VectorSelector } from "./ast"
import { type Cursor, SyntaxFault } from "./cursor"
import { fitsDuration } from "./numbers"

/** Reads ranges, subqueries, `offset` and `@` after an expression, for as long as there are any. */
export function parsePostfix(cursor: Cursor, expr: Expr): Expr {
  let result = expr
  for (;;) {
    if (cursor.at("[")) result = parseRange(cursor, result)
    else if (cursor.at("offset")) result = parseOffset(cursor, result)
    else if (cursor.at("@")) result = parseAt(cursor, result)
    else return result
  }
}

function parseRange(cursor: Cursor, expr: Expr): MatrixSelector | Subquery {
  const open = cursor.take()
  const range = positive(parseDuration(cursor, "subquery or range", false))
  if (cursor.accept(":")) {
    const step = cursor.at("]") ? undefined : positive(parseDuration(cursor, "subquery selector", false))
    const { end } = cursor.expect("]", "subquery selector", '"]"')
    return { kind: "subquery", expr, range, ...(step && { step }), start: expr.start, end }
  }
  const { end } = cursor.expect("]", "subquery or range", '":" or "]"')
  if (expr.kind !== "vector")
    throw new SyntaxFault("ranges only allowed for vector selectors", { start: open.start, end })
  const { offset, at, ...selector } = expr
  // promtool looks for values here and not for modifiers: `@ start()` and a zero offset slip through.
  if (offset && offset.ms !== 0) throw new SyntaxFault("no offset modifiers allowed before range", offset)
  if (at?.kind === "timestamp") throw new SyntaxFault("no @ modifiers allowed before range", at)
  return { kind: "matrix", selector, range, ...(offset && { offset }), ...(at && { at }), start: expr.start, end }
}

function parseOffset(cursor: Cursor, expr: Expr): Expr {
  cursor.take()
  const offset = parseDuration(cursor, "offset", true)
  const target = modifiable(expr, "offset modifier", offset)
  if (target.offset && target.offset.ms !== 0) throw new SyntaxFault("offset may not be set multiple times", offset)
  return { ...target, offset, end: offset.end }
}

function parseAt(cursor: Cursor, expr: Expr): Expr {
  const { start } = cursor.take()
  const at = cursor.at("start", "end") ? parseAtBound(cursor, start) : parseTimestamp(cursor, start)
  const target = modifiable(expr, "@ modifier", at)
  if (target.at) throw new SyntaxFault("@ <timestamp> may not be set multiple times", at)
  return { ...target, at, end: at.end }
}

function parseAtBound(cursor: Cursor, start: number): AtModifier {
  const kind = cursor.take().id === "start" ? "start" : "end"
  cursor.expect("(", "@", "timestamp")
  return { kind, start, end: cursor.expect(")", "@", "timestamp").end }
}

function parseTimestamp(cursor: Cursor, start: number): AtModifier {
  const sign = cursor.at("+", "-") ? cursor.take().text : ""
  const { unifiedDurations } = cursor.dialect
  if (!cursor.at("number") && !(unifiedDurations && cursor.at("duration"))) cursor.unexpected("@", "timestamp")
  const { type, text, amount = 0, end } = cursor.take()
  const seconds = (sign === "-" ? -1 : 1) * (type === "duration" ? amount / 1000 : amount)
  if (!(Math.abs(seconds) < 2 ** 63))
    throw new SyntaxFault(`timestamp out of bounds for @ modifier: ${seconds}`, { start, end })
  return { kind: "timestamp", seconds, text: sign.replace("+", "") + text, start, end }
}

function modifiable(
  expr: Expr,
  what: string,
  span: { start: number; end: number },
): VectorSelector | MatrixSelector | Subquery {
  if (expr.kind === "vector" || expr.kind === "matrix" || expr.kind === "subquery") return expr
  const message = `${what} must be preceded by an instant vector selector or range vector selector or a subquery`
  throw new SyntaxFault(message, span)
}

/** Reads a duration; where numbers are durations too, any signs before it, else one minus where `signed`. */
function parseDuration(cursor: Cursor, where: string, signed: boolean): Duration {
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
