import type { Span } from "./ast"
import { isKeyword } from "./keywords"
import { numberText, readNumber } from "./numbers"
import { type Dialect, dialect, type Profile } from "./profile"
import { readString } from "./strings"

/** One lexical token; `id` is what the grammar goes by: a symbol, a keyword in lower case, or the same as `type`. */
export interface Token extends Span {
  type: "identifier" | "metric" | "keyword" | "number" | "duration" | "string" | "symbol" | "trivia" | "error" | "eof"
  id: string
  text: string
  /** Of a number its value, of a duration its milliseconds. */
  amount?: number
  /** Of a string its unescaped text. */
  value?: string
  /** False on a string whose bytes are not UTF-8. */
  utf8?: boolean
  /** What is wrong with an error token. */
  message?: string
}

interface State {
  text: string
  dialect: Dialect
  at: number
  /** Where the open brace, bracket and parentheses are. */
  brace: number | undefined
  bracket: number | undefined
  parens: number[]
  /** Directly after "[", where only a duration may start. */
  rangeStart: boolean
  colon: boolean
}

const SPACE = /(?:[ \t\r\n]+|#[^\n]*)/y
const TRIVIA = " \t\r\n#"
const WORD = /[A-Za-z_:][\w:]*/y
const LABEL = /[A-Za-z_]\w*/y
const SYMBOLS = new Set([
  "==",
  "!=",
  ">=",
  "<=",
  "=",
  ">",
  "<",
  "+",
  "-",
  "*",
  "/",
  "%",
  "^",
  "@",
  ",",
  "(",
  ")",
  "[",
  "]",
  "{",
])
const TRIM_SYMBOLS = new Set([...SYMBOLS, "</", ">/"])
/** The words that a duration expression may hold. */
const DURATION_WORD = /(?:step|range|min_of|max_of)(?!\w)/iy
const MATCH_SYMBOLS = new Set(["=~", "!~", "!=", "=", ",", "}"])
const RANGE_SYMBOLS = new Set(["]", "(", ")", "+", "-", "*", "/", "%", "^"])

/** All tokens of a text, white space and faults included: their texts concatenate to exactly the input, and "eof" is last. */
export function lex(text: string, profile: Profile): Token[] {
  const state: State = {
    text,
    dialect: dialect(profile),
    at: 0,
    brace: undefined,
    bracket: undefined,
    parens: [],
    rangeStart: false,
    colon: false,
  }
  const tokens: Token[] = []
  while (state.at < text.length) {
    const token = next(state)
    tokens.push(token)
    state.at = token.end
  }
  tokens.push(endToken(state))
  return tokens
}

function next(state: State): Token {
  const char = state.text.charAt(state.at)
  if (TRIVIA.includes(char) && !(state.rangeStart && char === "#"))
    return token(state, "trivia", match(SPACE, state) ?? char)
  if (state.rangeStart) return rangeStart(state, char)
  if (char === '"' || char === "'" || char === "`") return string(state)
  if (state.brace !== undefined) return inBraces(state, char)
  if (startsNumber(state, char)) return number(state)
  const word = match(WORD, state)
  if (word !== undefined) return state.bracket === undefined ? wordToken(state, word) : inBrackets(state, char)
  const symbol = longest(state.dialect.trimOperators ? TRIM_SYMBOLS : SYMBOLS, state)
  if (symbol !== undefined) return structural(state, symbol)
  if (char === "!") return fault(state, 1, `unexpected character after '!': ${quoted(state.text, state.at + 1)}`)
  return fault(state, 1, `unexpected character: ${quoted(state.text, state.at)}`)
}

/** Keeps the book of open brackets, and refuses what cannot be closed or opened here. */
function structural(state: State, symbol: string): Token {
  if (symbol === "=" && state.text.charAt(state.at + 1) === "~")
    return fault(state, 2, "unexpected character after '=': '~'")
  if (symbol === "(") state.parens.push(state.at)
  if (symbol === ")" && state.parens.pop() === undefined) return fault(state, 1, "unexpected right parenthesis ')'")
  if (symbol === "{") state.brace = state.at
  if (symbol === "[") {
    if (state.bracket !== undefined) return fault(state, 1, "unexpected left bracket '['")
    state.bracket = state.at
    state.rangeStart = true
    state.colon = false
  }
  if (symbol === "]") {
    if (state.bracket === undefined) return fault(state, 1, "unexpected right bracket ']'")
    state.bracket = undefined
  }
  return token(state, "symbol", symbol, symbol)
}

function inBraces(state: State, char: string): Token {
  const label = match(LABEL, state)
  if (label !== undefined) return token(state, "identifier", label)
  const symbol = longest(MATCH_SYMBOLS, state)
  if (symbol === "}") state.brace = undefined
  if (symbol !== undefined) return token(state, "symbol", symbol, symbol)
  if (char === "{") return fault(state, 1, "unexpected left brace '{'")
  if (char === "!")
    return fault(state, 1, `unexpected character after '!' inside braces: ${quoted(state.text, state.at + 1)}`)
  return fault(state, 1, `unexpected character inside braces: ${quoted(state.text, state.at)}`)
}

function rangeStart(state: State, char: string): Token {
  const old = !state.dialect.unifiedDurations
  if (startsNumber(state, char)) {
    state.rangeStart = false
    const read = number(state)
    return old && read.type === "number" ? fault(state, read.text.length, "missing unit character in duration") : read
  }
  if (!old && RANGE_SYMBOLS.has(char)) {
    state.rangeStart = char !== "]"
    return structural(state, char)
  }
  state.rangeStart = false
  const word = durationWord(state)
  if (word) return word
  return fault(state, 1, `unexpected character in duration: ${quoted(state.text, state.at)}`)
}

/** A colon, or a word of a duration expression; Prometheus 3.5 and older take any letter here for the colon of a subquery. */
function inBrackets(state: State, char: string): Token {
  if (state.dialect.durationExpressions && char !== ":")
    return durationWord(state) ?? fault(state, 1, `unexpected character: ${quoted(state.text, state.at)}, expected ':'`)
  if (state.colon) return fault(state, 1, `unexpected colon '${char}'`)
  state.colon = true
  return token(state, "symbol", char, ":")
}

function durationWord(state: State): Token | undefined {
  const word = state.dialect.durationExpressions ? match(DURATION_WORD, state) : undefined
  return word === undefined ? undefined : token(state, "keyword", word, word.toLowerCase())
}

function startsNumber({ text, at }: State, char: string): boolean {
  return isDigit(char) || (char === "." && isDigit(text.charAt(at + 1)))
}

const isDigit = (char: string) => char >= "0" && char <= "9"

function wordToken(state: State, word: string): Token {
  const lower = word.toLowerCase()
  if (lower === "inf" || lower === "nan")
    return Object.assign(token(state, "number", word), {
      amount: lower === "nan" ? Number.NaN : Number.POSITIVE_INFINITY,
    })
  if (isKeyword(lower, state.dialect.version)) return token(state, "keyword", word, lower)
  return token(state, word.includes(":") ? "metric" : "identifier", word)
}

function number(state: State): Token {
  const text = numberText(state.text, state.at)
  const read = readNumber(text, state.dialect, state.text.charAt(state.at + text.length))
  if (read.kind === "error") return fault(state, text.length, read.message)
  return Object.assign(token(state, read.kind, text), { amount: read.kind === "number" ? read.value : read.ms })
}

function string(state: State): Token {
  const read = readString(state.text, state.at)
  if ("message" in read) return fault(state, read.end - state.at, read.message)
  const text = state.text.slice(state.at, read.end)
  return Object.assign(token(state, "string", text), { value: read.value, utf8: read.utf8 })
}

function endToken(state: State): Token {
  const end = state.text.length
  const unclosed = (message: string, from: number): Token => {
    return { type: "error", id: "error", text: "", start: from, end: Math.min(from + 1, end), message }
  }
  if (state.brace !== undefined) return unclosed("unexpected end of input inside braces", state.brace)
  const paren = state.parens.at(-1)
  if (paren !== undefined) return unclosed("unclosed left parenthesis", paren)
  if (state.bracket !== undefined) return unclosed("unclosed left bracket", state.bracket)
  return { type: "eof", id: "eof", text: "", start: end, end }
}

function token(state: State, type: Token["type"], text: string, id: string = type): Token {
  return { type, id, text, start: state.at, end: state.at + text.length }
}

function fault(state: State, length: number, message: string): Token {
  const pair = length <= 1 && (state.text.codePointAt(state.at) ?? 0) > 0xffff // never cut a character in two
  const text = state.text.slice(state.at, state.at + (pair ? 2 : Math.max(length, 1)))
  return { ...token(state, "error", text), message }
}

function match(pattern: RegExp, state: State): string | undefined {
  pattern.lastIndex = state.at
  return pattern.exec(state.text)?.[0]
}

function longest(symbols: ReadonlySet<string>, { text, at }: State): string | undefined {
  const two = text.slice(at, at + 2)
  if (two.length === 2 && symbols.has(two)) return two
  return symbols.has(two.charAt(0)) ? two.charAt(0) : undefined
}

function quoted(text: string, at: number): string {
  const point = text.codePointAt(at)
  return point === undefined ? "end of input" : JSON.stringify(String.fromCodePoint(point)).replace(/^"|"$/g, "'")
}
