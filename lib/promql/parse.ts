import type { Aggregate, Binary, BinaryOp, Call, Expr, NumberLiteral, Span, ValueType } from "./ast"
import { checkTypes } from "./check-types"
import { Cursor, SyntaxFault } from "./cursor"
import { functionSignature } from "./functions"
import { aggregator, mayNameMetric, precedence, SIGN_PRECEDENCE } from "./keywords"
import { nameOf, parseGrouping, parseMatching, parseSelector } from "./parse-labels"
import { parsePostfix } from "./parse-range"
import { DEFAULT_PROFILE, type Profile } from "./profile"
import { treeDepth } from "./tree-depth"

/** A parsed and type-checked expression with the type of its result, or the first fault in it. */
export type ParseResult = { ok: true; expr: Expr; type: ValueType } | { ok: false; error: { message: string } & Span }

const MAX_LENGTH = 65_536
const MAX_TREE_DEPTH = 1_000

/** Parses and type-checks a PromQL expression as the Prometheus release line of `profile` would. */
export function parse(text: string, { profile = DEFAULT_PROFILE }: { profile?: Profile } = {}): ParseResult {
  try {
    if (text.length > MAX_LENGTH)
      throw new SyntaxFault(`longer than ${MAX_LENGTH} characters`, { start: MAX_LENGTH, end: text.length })
    const cursor = new Cursor(text, profile)
    if (cursor.at("eof")) throw new SyntaxFault("no expression found in input", { start: 0, end: text.length })
    const expr = parseExpr(cursor, 0)
    if (!cursor.at("eof")) cursor.unexpected()
    if (text.length > MAX_TREE_DEPTH && treeDepth(expr) > MAX_TREE_DEPTH)
      throw new SyntaxFault(`nested more than ${MAX_TREE_DEPTH} levels deep`, expr)
    return { ok: true, expr, type: checkTypes(expr, profile) }
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error
    return { ok: false, error: { message: error.message, start: error.span.start, end: error.span.end } }
  }
}

/** Reads operators that bind at least as tightly as `strength`. */
function parseExpr(cursor: Cursor, strength: number): Expr {
  cursor.enter()
  let left = parseOperand(cursor)
  for (;;) {
    const { id } = cursor.peek()
    const own = precedence(id)
    if (own === 0 || own < strength) break
    left = parseBinary(cursor, left, id as BinaryOp, own)
  }
  cursor.leave()
  return left
}

function parseBinary(cursor: Cursor, left: Expr, op: BinaryOp, strength: number): Binary {
  const { start, end } = cursor.take()
  const bool = cursor.accept("bool") !== undefined
  const matching = parseMatching(cursor)
  if (cursor.at("fill", "fill_left", "fill_right") && cursor.peek(1).id === "(")
    throw new SyntaxFault(`${cursor.peek().text} is experimental and not enabled`, cursor.peek())
  const right = parseExpr(cursor, strength + (op === "^" ? 0 : 1)) // only ^ groups to the right
  const span = { start: left.start, end: right.end }
  const binary: Binary = { kind: "binary", op, opSpan: { start, end }, bool, left, right, ...span }
  if (matching) binary.matching = matching
  return binary
}

function parseOperand(cursor: Cursor): Expr {
  const sign = cursor.at("+", "-") ? cursor.take() : undefined
  if (!sign) return parsePostfix(cursor, parsePrimary(cursor))
  const expr = parseExpr(cursor, SIGN_PRECEDENCE)
  if (expr.kind === "number") return signed(expr, sign.text, sign.start)
  return { kind: "unary", op: sign.text === "-" ? "-" : "+", expr, start: sign.start, end: expr.end }
}

function signed(literal: NumberLiteral, sign: string, start: number): NumberLiteral {
  if (sign === "+") return { ...literal, start }
  const text = literal.text.startsWith("-") ? literal.text.slice(1) : `-${literal.text}`
  return { ...literal, value: -literal.value, text, start }
}

function parsePrimary(cursor: Cursor): Expr {
  const token = cursor.peek()
  const { start, end, text, amount = 0 } = token
  switch (token.type) {
    case "number":
      cursor.take()
      return { kind: "number", value: amount, text, start, end }
    case "duration":
      if (!cursor.dialect.unifiedDurations) return cursor.unexpected()
      cursor.take()
      return { kind: "number", value: amount / 1000, text, start, end }
    case "string":
      cursor.take()
      return { kind: "string", value: token.value ?? "", start, end }
    case "identifier":
      cursor.take()
      return cursor.at("(") ? parseCall(cursor, text, start) : parseSelector(cursor, nameOf(token))
    case "metric":
      cursor.take()
      return parseSelector(cursor, nameOf(token))
    case "keyword":
      return parseKeyword(cursor)
    default:
      if (token.id === "(") return parseParen(cursor)
      return token.id === "{" ? parseSelector(cursor) : cursor.unexpected()
  }
}

function parseParen(cursor: Cursor): Expr {
  const { start } = cursor.take()
  const expr = parseExpr(cursor, 0)
  return { kind: "paren", expr, start, end: cursor.expect(")").end }
}

function parseKeyword(cursor: Cursor): Expr {
  const token = cursor.peek()
  const { id: after } = cursor.peek(1)
  const isAggregation = after === "(" || after === "by" || after === "without"
  if (isAggregation && aggregator(token.id, cursor.dialect.version)) return parseAggregate(cursor)
  if (after === "(" && functionSignature(token.id, cursor.dialect.version)) {
    cursor.take()
    return parseCall(cursor, token.text, token.start)
  }
  if (!mayNameMetric(token.id)) return cursor.unexpected()
  return parseSelector(cursor, nameOf(cursor.take()))
}

function parseCall(cursor: Cursor, func: string, start: number): Call {
  const { args, end } = parseArguments(cursor)
  return { kind: "call", func, args, start, end }
}

function parseAggregate(cursor: Cursor): Aggregate {
  const { id: op, start } = cursor.take()
  const before = cursor.at("by", "without") ? parseGrouping(cursor) : undefined
  const { args, end } = parseArguments(cursor, "aggregation")
  const grouping = before ?? (cursor.at("by", "without") ? parseGrouping(cursor) : undefined)
  const span = { start, end: Math.max(end, grouping?.end ?? 0) }
  if (args.length === 0) throw new SyntaxFault("no arguments for aggregate expression provided", span)
  const wanted = aggregator(op, cursor.dialect.version)?.param ? 2 : 1
  const [first, second] = args
  const [param, expr] = wanted === 2 ? [first, second] : [undefined, first]
  if (args.length === wanted && expr) {
    const aggregate: Aggregate = { kind: "aggregate", op, expr, start, end: span.end }
    if (grouping) aggregate.grouping = grouping
    if (param) aggregate.param = param
    return aggregate
  }
  const message = `wrong number of arguments for aggregate expression provided, expected ${wanted}, got ${args.length}`
  throw new SyntaxFault(message, span)
}

function parseArguments(cursor: Cursor, where?: string): { args: Expr[]; end: number } {
  cursor.expect("(", where)
  const args: Expr[] = []
  while (!cursor.at(")")) {
    args.push(parseExpr(cursor, 0))
    const comma = cursor.accept(",")
    if (comma && cursor.at(")")) throw new SyntaxFault("trailing commas not allowed in function call args", comma)
    if (!comma && !cursor.at(")")) cursor.unexpected(where)
  }
  return { args, end: cursor.take().end }
}
