import {
  type Aggregate,
  type Binary,
  type Call,
  children,
  type Duration,
  type Expr,
  type Matcher,
  type Modifiers,
  type Span,
  unwrap,
  type VectorSelector,
} from "./ast"
import { durationWords } from "./duration-words"
import {
  AGGREGATION_PHRASES,
  COMPARISON_PHRASES,
  FUNCTION_PHRASES,
  MATCH_PHRASES,
  OPERATOR_PHRASES,
} from "./explain-words"
import { isComparison } from "./keywords"
import { perNode } from "./per-node"
import { printNumber } from "./print"
import { comparison, constant } from "./threshold"

/** A part of an expression in plain words, with the parts it is made of. */
export interface Explanation {
  text: string
  span: Span
  children: readonly Explanation[]
}

/** A phrase longer than this is left to the part below that has it. */
const INLINE_LENGTH = 110
/** A value that the reader of a dashboard chooses: `$instance`. */
const VARIABLE = /^(?:\$\w+|\$\{[\w:]+\}|\[\[\w+\]\])$/
/** What checks/variables puts in place of a duration that a dashboard chooses: "5m" behind zeros, as nobody writes it. */
const STAND_IN = /^0{2,}5m$/
/** A chain of conditions longer than this is broken. */
const SENTENCE_LENGTH = 400

/** What the expression means in plain English, as a tree; literals and parentheses have no nodes of their own. */
export function explain(expr: Expr): Explanation {
  const inner = unwrap(expr)
  const parts = children(inner).map(unwrap).flatMap(partsOf)
  const span = { start: inner.start, end: inner.end }
  return { text: sentence(inner), span, children: parts }
}

/** A range selector is told together with its function, so its own node would only repeat the selector. */
function partsOf(expr: Expr): readonly Explanation[] {
  if (["string", "vector", "matrix"].includes(expr.kind) || constant(expr) !== undefined) return []
  return expr.kind === "subquery" ? [explain(expr.expr)] : [explain(expr)]
}

const sentence: (expr: Expr) => string = perNode((expr) => {
  const inner = unwrap(expr)
  if (inner.kind !== "binary") return phrase(inner)
  if (isComparison(inner.op)) return inner.bool ? phrase(inner) : `keep series where ${condition(inner)}`
  if (inner.op !== "and" && inner.op !== "unless") return phrase(inner)
  const left = sentence(inner.left)
  return setPhrase(inner, left.length <= SENTENCE_LENGTH ? left : "the first part below")
})

const phrase: (expr: Expr) => string = perNode((expr) => {
  const inner = unwrap(expr)
  const number = constant(inner)
  if (number !== undefined) return numberPhrase(inner, number)
  switch (inner.kind) {
    case "number":
      return inner.text
    case "string":
      return `"${inner.value}"`
    case "vector":
      return selectorPhrase(inner) + shift(inner)
    case "matrix":
      return `${selectorPhrase(inner.selector)} over ${length(inner.range)}${shift(inner)}`
    case "subquery":
      return `${inline(inner.expr, "the part below")} over ${window(inner)}${shift(inner)}`
    case "call":
      return callPhrase(inner)
    case "aggregate":
      return aggregatePhrase(inner)
    case "binary":
      return binaryPhrase(inner)
    case "unary":
      return inner.op === "-" ? `minus ${operand(inner.expr, "the part below")}` : phrase(inner.expr)
  }
})

/** A number written as a duration is told as one; arithmetic of numbers is done. */
function numberPhrase(expr: Expr, value: number): string {
  if (expr.kind !== "number") return printNumber(value)
  return /[smhdwy]$/.test(expr.text)
    ? `${value < 0 ? "minus " : ""}${durationWords(Math.abs(value) * 1000)}`
    : expr.text
}

function inline(expr: Expr, otherwise: string): string {
  const text = phrase(expr)
  return text.length <= INLINE_LENGTH ? text : otherwise
}

function selectorPhrase({ metric, matchers }: VectorSelector): string {
  const chosen = matchers.filter(({ value }) => VARIABLE.test(value.text)).map(({ label }) => label.name)
  const conditions = matchers.filter(({ value }) => !VARIABLE.test(value.text)).map(matcherPhrase)
  const told = [list(conditions), chosen.length > 0 ? `${list(chosen)} as chosen` : ""].filter((part) => part !== "")
  const subject = metric?.name ?? "all series"
  return told.length > 0 ? `${subject} (${told.join(", ")})` : subject
}

function matcherPhrase({ label, op, value }: Matcher): string {
  const name = label.name === "__name__" ? "the metric name" : label.name
  const choices = value.text.split("|")
  if ((op === "=~" || op === "!~") && choices.every((choice) => /^[\w\s/:-]+$/.test(choice)))
    return `${name} ${op === "=~" ? "is" : "is not"} ${choices.join(" or ")}`
  if (value.text === "") return `${name} is ${op.startsWith("!") ? "set" : "empty"}`
  return `${name} ${MATCH_PHRASES[op]} ${value.text}`
}

function shift({ offset, at, edges }: Modifiers): string {
  const apart = offset && length({ ...offset, ms: Math.abs(offset.ms) })
  const later = offset && offset.ms < 0 && !offset.computed
  const moved = (edges ? `, ${edges}` : "") + (offset ? `, ${apart} ${later ? "later" : "ago"}` : "")
  if (!at) return moved
  return `${moved}, at ${at.kind === "timestamp" ? `Unix time ${at.text}` : `the ${at.kind} of the query's range`}`
}

function window(expr: Extract<Expr, { kind: "subquery" }>): string {
  return length(expr.range) + (expr.step ? ` in steps of ${length(expr.step)}` : "")
}

function callPhrase({ func, args }: Call): string {
  const ranged = args.map(unwrap).find(({ kind }) => kind === "matrix" || kind === "subquery")
  const told = args.map(unwrap).map((arg) => {
    if (arg.kind === "matrix") return selectorPhrase(arg.selector) + shift(arg)
    if (arg.kind === "string") return arg.value
    const seconds = func === "predict_linear" ? constant(arg) : undefined
    if (seconds !== undefined) return durationWords(seconds * 1000)
    return inline(arg.kind === "subquery" ? arg.expr : arg, "the part below")
  })
  const range =
    ranged?.kind === "matrix" ? length(ranged.range) : ranged?.kind === "subquery" ? window(ranged) : "the range"
  const template = FUNCTION_PHRASES[func]
  if (template === undefined) return `${func} of ${list(told)}`
  return template.replace("{range}", range).replace(/\{(\d)\}/g, (_, i) => told[Number(i)] ?? "the current time")
}

function aggregatePhrase({ op, grouping, param, expr }: Aggregate): string {
  const names = list(grouping?.labels.map(({ name }) => name) ?? [])
  const per = names === "" ? "over all series" : grouping?.kind === "by" ? `per ${names}` : `over ${names}`
  const template = AGGREGATION_PHRASES[op] ?? `${op} of {0} {per}`
  const grouped = names === "" && grouping?.kind === "without" ? "per label set" : per
  // "highest" goes before a name; what has none is told as a place.
  const below = op === "max" || op === "min" ? "value of the part below" : "the part below"
  return fill(template.replace("{per}", grouped), operand(expr, below), param ? phrase(param) : "")
}

function binaryPhrase(binary: Binary): string {
  const { op, bool, left } = binary
  if (op === "and" || op === "unless") return setPhrase(binary, inline(left, "the first part below"))
  if (isComparison(op)) return bool ? `1 where ${condition(binary)}, else 0` : `the series where ${condition(binary)}`
  const [first, second] = sides(binary)
  return fill(OPERATOR_PHRASES[op], first, second) + matchingPhrase(binary)
}

function setPhrase(binary: Binary, left: string): string {
  const right = unwrap(binary.right)
  const compares = right.kind === "binary" && isComparison(right.op) && !right.bool
  const told = compares ? condition(right) : `there is a matching series of ${inline(right, "the last part below")}`
  const short = told.length <= INLINE_LENGTH ? told : "the last part below holds"
  return fill(OPERATOR_PHRASES[binary.op === "and" ? "and" : "unless"], left, short) + matchingPhrase(binary)
}

function fill(template: string, first: string, second: string): string {
  return template.replace(/\{([01])\}/g, (_, i) => (i === "0" ? first : second))
}

/** "x is above 0.9", with the series first also in `0.9 < x`. */
function condition(binary: Binary): string {
  const [left, right] = sides(binary, inline)
  const found = comparison(binary)
  const [subject, object] = found?.side === "left" ? [right, left] : [left, right]
  return `${subject} ${COMPARISON_PHRASES[found?.op ?? "=="]} ${object}${matchingPhrase(binary)}`
}

function sides({ left, right }: Binary, tell = operand): [string, string] {
  const one = constant(left) !== undefined || constant(right) !== undefined
  const [first, second] = one
    ? ["the value below", "the value below"]
    : ["the first part below", "the second part below"]
  return [tell(left, first), tell(right, second)]
}

/** A part inside a longer phrase, in parentheses where it would run into the rest. */
function operand(expr: Expr, otherwise: string): string {
  const text = inline(expr, otherwise)
  const plain = text === otherwise || constant(expr) !== undefined
  return !plain && (unwrap(expr).kind === "binary" || text.includes(", ")) ? `(${text})` : text
}

function matchingPhrase({ matching }: Binary): string {
  if (!matching) return ""
  const names = list(matching.labels.map(({ name }) => name))
  const on = names === "" ? "any series" : names
  const by =
    matching.kind === "on" ? ` (matched by ${on}` : names === "" ? " (" : ` (matched by all labels but ${names}`
  const included = list(matching.group?.include.map(({ name }) => name) ?? [])
  const from = matching.group?.side === "left" ? "second" : "first"
  const taken = included === "" ? "" : `, with ${included} from the ${from}`
  return by === " (" && taken === "" ? "" : `${by}${taken})`.replace("(, ", "(")
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`
}

function length({ ms, text, computed }: Duration): string {
  if (STAND_IN.test(text)) return "the chosen interval"
  return computed ? text : durationWords(ms)
}
