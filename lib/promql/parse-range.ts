import type { AtModifier, Duration, Expr, MatrixSelector, Subquery, VectorSelector } from "./ast"
import { type Cursor, SyntaxFault } from "./cursor"
import { parseOffsetDuration, parseRangeDuration } from "./parse-duration"

/** Reads ranges, subqueries and modifiers after an expression, for as long as there are any. */
export function parsePostfix(cursor: Cursor, expr: Expr): Expr {
  let result = expr
  for (;;) {
    switch (cursor.peek().id) {
      case "[":
        result = parseRange(cursor, result)
        break
      case "offset":
        result = parseOffset(cursor, result)
        break
      case "@":
        result = parseAt(cursor, result)
        break
      case "anchored":
      case "smoothed":
        result = parseEdges(cursor, result)
        break
      default:
        return result
    }
  }
}

function parseRange(cursor: Cursor, expr: Expr): MatrixSelector | Subquery {
  const open = cursor.take()
  const range = parseRangeDuration(cursor, "subquery or range")
  if (cursor.accept(":")) {
    const step = cursor.at("]") ? undefined : parseRangeDuration(cursor, "subquery selector")
    const { end } = cursor.expect("]", "subquery selector", '"]"')
    return { kind: "subquery", expr, range, ...(step && { step }), start: expr.start, end }
  }
  const { end } = cursor.expect("]", "subquery or range", '":" or "]"')
  if (expr.kind !== "vector")
    throw new SyntaxFault("ranges only allowed for vector selectors", { start: open.start, end })
  const { offset, at, edges, ...selector } = expr
  // promtool looks for values here and not for modifiers: a zero offset slips through, and `@ start()` did before 3.14.
  if (offset && isSet(offset)) throw new SyntaxFault("no offset modifiers allowed before range", offset)
  if (at && (at.kind === "timestamp" || cursor.dialect.durationExpressions))
    throw new SyntaxFault("no @ modifiers allowed before range", at)
  const modifiers = { ...(offset && { offset }), ...(at && { at }), ...(edges && { edges }) }
  return { kind: "matrix", selector, range, ...modifiers, start: expr.start, end }
}

function parseOffset(cursor: Cursor, expr: Expr): Expr {
  cursor.take()
  const offset = parseOffsetDuration(cursor)
  const target = modifiable(expr, "offset modifier", offset)
  if (target.offset && isSet(target.offset)) throw new SyntaxFault("offset may not be set multiple times", offset)
  return { ...target, offset, end: offset.end }
}

const isSet = ({ ms, computed }: Duration) => ms !== 0 || computed === true

function parseEdges(cursor: Cursor, expr: Expr): Expr {
  const word = cursor.take()
  const edges = word.id === "anchored" ? "anchored" : "smoothed"
  if (expr.kind !== "vector" && expr.kind !== "matrix")
    throw new SyntaxFault(`${edges} must be preceded by an instant vector selector or range vector selector`, word)
  if (expr.edges !== undefined && expr.edges !== edges)
    throw new SyntaxFault("anchored and smoothed modifiers cannot be used together", word)
  return { ...expr, edges, end: word.end }
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
