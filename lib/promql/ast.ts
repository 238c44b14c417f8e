/** Half-open range of offsets (UTF-16 code units) into the source text. */
export interface Span {
  start: number
  end: number
}

/** What an expression evaluates to. */
export type ValueType = "scalar" | "vector" | "matrix" | "string"

/** A metric or label name; `quoted` names (Prometheus 3) may hold any character. */
export interface Name extends Span {
  name: string
  quoted: boolean
}

/** A duration as written ("1h30m", or seconds such as "300"); negative only in an offset, or where it is computed. */
export interface Duration extends Span {
  ms: number
  text: string
  /** Set on an expression such as `5m * 2` (Prometheus 3.16); `ms` then takes step() and range() as 0, as they are in rules. */
  computed?: true
}

/** How a matcher compares a label with its value. */
export type MatchOp = "=" | "!=" | "=~" | "!~"

/** One label matcher of a selector; `value` is unescaped and its span includes the quotes. */
export interface Matcher extends Span {
  label: Name
  op: MatchOp
  value: Span & { text: string }
}

/** The `@` modifier: a Unix time in seconds, or the start or end of the query's range. */
export type AtModifier = Span & ({ kind: "timestamp"; seconds: number; text: string } | { kind: "start" | "end" })

/** What may follow a selector or a subquery. */
export interface Modifiers {
  offset?: Duration
  at?: AtModifier
  /** How values at the edges of the window are found (Prometheus 3.16); not on a subquery. */
  edges?: "anchored" | "smoothed"
}

/** A number as written; a sign directly before it belongs to it, and Prometheus 3 reads "5m" as 300. */
export interface NumberLiteral extends Span {
  kind: "number"
  value: number
  text: string
}

/** A string literal, unescaped. */
export interface StringLiteral extends Span {
  kind: "string"
  value: string
}

/** An instant vector selector. `metric` is absent when only matchers choose the series. */
export interface VectorSelector extends Span, Modifiers {
  kind: "vector"
  metric?: Name
  matchers: readonly Matcher[]
}

/** A range vector selector such as `up[5m]`; its modifiers are here, not on `selector`. */
export interface MatrixSelector extends Span, Modifiers {
  kind: "matrix"
  selector: VectorSelector
  range: Duration
}

/** A subquery such as `rate(up[5m])[1h:1m]`. */
export interface Subquery extends Span, Modifiers {
  kind: "subquery"
  expr: Expr
  range: Duration
  step?: Duration
}

/** A function call. */
export interface Call extends Span {
  kind: "call"
  func: string
  args: readonly Expr[]
}

/** The label list of an aggregation; its span covers the keyword and the parentheses. */
export interface Grouping extends Span {
  kind: "by" | "without"
  labels: readonly Name[]
}

/** An aggregation; `param` is the first argument of topk, quantile, count_values and their like. */
export interface Aggregate extends Span {
  kind: "aggregate"
  op: string
  grouping?: Grouping
  param?: Expr
  expr: Expr
}

/** Operators between two expressions. */
export type BinaryOp = ArithmeticOp | ComparisonOp | SetOp | TrimOp
/** Operators that compute a value. */
export type ArithmeticOp = "+" | "-" | "*" | "/" | "%" | "^" | "atan2"
/** Operators that filter, or give 0 and 1 with `bool`. */
export type ComparisonOp = "==" | "!=" | ">" | "<" | ">=" | "<="
/** Operators that cut the observations above or below a value off a native histogram. */
export type TrimOp = "</" | ">/"
/** Operators between the series of two vectors. */
export type SetOp = "and" | "or" | "unless"

/** How series of both sides find each other; `group` names the "many" side and the labels it takes from the other. */
export interface Matching extends Span {
  kind: "on" | "ignoring"
  labels: readonly Name[]
  group?: Span & { side: "left" | "right"; include: readonly Name[] }
}

/** A binary operation. */
export interface Binary extends Span {
  kind: "binary"
  op: BinaryOp
  opSpan: Span
  bool: boolean
  matching?: Matching
  left: Expr
  right: Expr
}

/** A sign before anything but a number literal. */
export interface Unary extends Span {
  kind: "unary"
  op: "+" | "-"
  expr: Expr
}

/** An expression in parentheses. */
export interface Paren extends Span {
  kind: "paren"
  expr: Expr
}

/** A PromQL expression. */
export type Expr =
  | NumberLiteral
  | StringLiteral
  | VectorSelector
  | MatrixSelector
  | Subquery
  | Call
  | Aggregate
  | Binary
  | Unary
  | Paren

/** The expressions directly inside one, in source order; a range selector's own selector is one of them. */
export function children(expr: Expr): readonly Expr[] {
  const found: Expr[] = []
  eachChild(expr, addTo, found)
  return found
}

function addTo(child: Expr, found: Expr[]): void {
  found.push(child)
}

/** Calls `see` with each of the children and `about`: walks of whole trees, of which there are very many, then need no lists. */
export function eachChild<T>(expr: Expr, see: (child: Expr, about: T) => void, about: T): void {
  switch (expr.kind) {
    case "number":
    case "string":
    case "vector":
      return
    case "matrix":
      see(expr.selector, about)
      return
    case "call":
      for (const arg of expr.args) see(arg, about)
      return
    case "aggregate":
      if (expr.param) see(expr.param, about)
      see(expr.expr, about)
      return
    case "binary":
      see(expr.left, about)
      see(expr.right, about)
      return
    case "subquery":
    case "unary":
    case "paren":
      see(expr.expr, about)
  }
}

/** The expression without parentheses around it. */
export function unwrap(expr: Expr): Exclude<Expr, Paren> {
  let inner = expr
  while (inner.kind === "paren") inner = inner.expr
  return inner
}
