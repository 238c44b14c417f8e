import { aggregator } from "./keywords"
import { type Token as LexToken, lex } from "./lexer"
import { DEFAULT_PROFILE } from "./profile"

/** What a piece of source text is, for colouring. */
export type TokenKind =
  | "function"
  | "metric"
  | "label"
  | "string"
  | "number"
  | "duration"
  | "operator"
  | "keyword"
  | "punctuation"
  | "whitespace"
  | "comment"

/** One piece of source text. */
export interface Token {
  text: string
  kind: TokenKind
}

const LISTS = new Set(["by", "without", "on", "ignoring", "group_left", "group_right"])
const OPERATORS = /^(?:[-+*/%^@<>]|[=!<>]=|[=!]~|=|and|or|unless|atan2)$/

/** The pieces of an expression for highlighting; their texts concatenate to exactly the input, valid or not. */
export function tokens(text: string): readonly Token[] {
  const all = lex(text, DEFAULT_PROFILE).filter((token) => token.text !== "")
  const solid = all.filter(({ type }) => type !== "trivia")
  const kinds = new Map<LexToken, TokenKind>()
  let inside: "braces" | "list" | undefined
  solid.forEach((token, i) => {
    const [before, after] = [solid[i - 1], solid[i + 1]]
    if (token.id === "{") inside = "braces"
    if (token.id === "(" && before && LISTS.has(before.id) && kinds.get(before) === "keyword") inside = "list"
    if (token.id === (inside === "list" ? ")" : "}")) inside = undefined
    kinds.set(token, kindOf(token, before && kinds.get(before), before?.text, after?.text ?? "", inside))
  })
  return all.map((token) => ({
    text: token.text,
    kind: kinds.get(token) ?? (token.text.startsWith("#") ? "comment" : "whitespace"),
  }))
}

function kindOf(
  { type, id, text }: LexToken,
  before: TokenKind | undefined,
  beforeText: string | undefined,
  after: string,
  inside: "braces" | "list" | undefined,
): TokenKind {
  switch (type) {
    case "number":
    case "duration":
      return type
    case "string":
      if (inside === "list" || (inside === "braces" && /^[=!]/.test(after))) return "label"
      return inside === "braces" && before === "punctuation" ? "metric" : "string"
    case "symbol":
      return OPERATORS.test(id) ? "operator" : "punctuation"
    case "metric":
      return inside === undefined ? "metric" : "label"
    case "identifier":
      return inside !== undefined ? "label" : after === "(" ? "function" : "metric"
    case "keyword":
      return inside === "list" ? "label" : keywordKind(id, before, beforeText, after)
    default:
      return /^["'`]/.test(text) ? "string" : /^\.?\d/.test(text) ? "number" : "punctuation"
  }
}

/** Most keywords are metric names where an operand is due. */
function keywordKind(
  id: string,
  before: TokenKind | undefined,
  beforeText: string | undefined,
  after: string,
): TokenKind {
  if (id === "start" || id === "end") return beforeText === "@" ? "function" : "metric"
  if (aggregator(id, DEFAULT_PROFILE)) return /^(?:\(|by$|without$)/i.test(after) ? "function" : "metric"
  const operandDue = before === undefined || before === "operator" || beforeText === "(" || beforeText === ","
  if (operandDue && !LISTS.has(id) && id !== "bool") return "metric"
  if (operandDue && (id === "by" || id === "without")) return "metric"
  return OPERATORS.test(id) ? "operator" : "keyword"
}
