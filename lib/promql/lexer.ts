import type { Span } from "./ast"
import { keywordOf } from "./keywords"
import { numberText, readNumber } from "./numbers"
import { type Dialect, dialect, type Profile } from "./profile"
import { endOfLine, endOfSpace, endOfWord, isDigit, startsWord } from "./scan"
import { readString } from "./strings"

/** What a token is. */
export type TokenType =
  | "identifier"
  | "metric"
  | "keyword"
  | "number"
  | "duration"
  | "string"
  | "symbol"
  | "trivia"
  | "error"
  | "eof"

/** One lexical token; `id` is what the grammar goes by: a symbol, a keyword in lower case, or the same as `type`. */
export interface Token extends Span {
  type: TokenType
  id: string
  text: string
  /** Of a number its value, of a duration its milliseconds. */
  amount: number
  /** Of a string its unescaped text. */
  value: string | undefined
  /** False on a string whose bytes are not UTF-8. */
  utf8: boolean
  /** What is wrong with an error token. */
  message: string | undefined
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

const SYMBOLS = new Set(["==", "!=", ">=", "<=", ..."=><+-*/%^@,()[]{"])
const TRIM_SYMBOLS = new Set([...SYMBOLS, "</", ">/"])
const MATCH_SYMBOLS = new Set(["=~", "!~", "!=", "=", ",", "}"])
/** What may start a symbol of two characters, and what may end one. */
const FIRST = new Set("=!<>")
const SECOND = new Set("=~/")
const RANGE_SYMBOLS = new Set("]()+-*/%^")
/** The words that a duration expression may hold. */
const DURATION_WORD = /(?:step|range|min_of|max_of)(?!\w)/iy

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
  const { text, at } = state
  const char = text.charAt(at)
  const space = endOfSpace(text, at)
  if (space > at) return token(state, "trivia", text.slice(at, space))
  if (char === "#" && !state.rangeStart) return token(state, "trivia", text.slice(at, endOfLine(text, at)))
  if (state.rangeStart) return rangeStart(state, char)
  if (char === '"' || char === "'" || char === "`") return string(state)
  if (state.brace !== undefined) return inBraces(state, char)
  if (startsNumber(state, char)) return number(state)
  if (char === ":" || startsWord(text, at)) return state.bracket === undefined ? word(state) : inBrackets(state, char)
  const symbol = symbolAt(state, char, state.dialect.trimOperators ? TRIM_SYMBOLS : SYMBOLS)
  if (symbol !== undefined) return structural(state, symbol)
  if (char === "!") return fault(state, 1, `unexpected character after '!': ${quoted(text, at + 1)}`)
  return fault(state, 1, `unexpected character: ${quoted(text, at)}`)
}

/** Keeps the book of open brackets, and refuses what cannot be closed or opened here. */
function structural(state: State, symbol: string): Token {
  switch (symbol) {
    case "=":
      if (state.text.charAt(state.at + 1) === "~") return fault(state, 2, "unexpected character after '=': '~'")
      break
    case "(":
      state.parens.push(state.at)
      break
    case ")":
      if (state.parens.pop() === undefined) return fault(state, 1, "unexpected right parenthesis ')'")
      break
    case "{":
      state.brace = state.at
      break
    case "[":
      if (state.bracket !== undefined) return fault(state, 1, "unexpected left bracket '['")
      state.bracket = state.at
      state.rangeStart = true
      state.colon = false
      break
    case "]":
      if (state.bracket === undefined) return fault(state, 1, "unexpected right bracket ']'")
      state.bracket = undefined
  }
  return token(state, "symbol", symbol, symbol)
}

function inBraces(state: State, char: string): Token {
  const { text, at } = state
  if (startsWord(text, at)) return token(state, "identifier", text.slice(at, endOfWord(text, at, false)))
  const symbol = symbolAt(state, char, MATCH_SYMBOLS)
  if (symbol === "}") state.brace = undefined
  if (symbol !== undefined) return token(state, "symbol", symbol, symbol)
  if (char === "{") return fault(state, 1, "unexpected left brace '{'")
  if (char === "!") return fault(state, 1, `unexpected character after '!' inside braces: ${quoted(text, at + 1)}`)
  return fault(state, 1, `unexpected character inside braces: ${quoted(text, at)}`)
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
  return durationWord(state) ?? fault(state, 1, `unexpected character in duration: ${quoted(state.text, state.at)}`)
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
  if (!state.dialect.durationExpressions) return undefined
  DURATION_WORD.lastIndex = state.at
  const found = DURATION_WORD.exec(state.text)?.[0]
  return found === undefined ? undefined : token(state, "keyword", found, found.toLowerCase())
}

function startsNumber({ text, at }: State, char: string): boolean {
  return isDigit(text, at) || (char === "." && isDigit(text, at + 1))
}

function word(state: State): Token {
  const { text, at, dialect } = state
  const found = text.slice(at, endOfWord(text, at, true))
  const keyword = keywordOf(found, dialect.version)
  if (keyword === "inf" || keyword === "nan") {
    const read = token(state, "number", found)
    read.amount = keyword === "nan" ? Number.NaN : Number.POSITIVE_INFINITY
    return read
  }
  if (keyword !== undefined) return token(state, "keyword", found, keyword)
  return token(state, found.includes(":") ? "metric" : "identifier", found)
}

function number(state: State): Token {
  const text = numberText(state.text, state.at)
  const read = readNumber(text, state.dialect, state.text.charAt(state.at + text.length))
  if (read.kind === "error") return fault(state, text.length, read.message)
  const found = token(state, read.kind, text)
  found.amount = read.kind === "number" ? read.value : read.ms
  return found
}

function string(state: State): Token {
  const read = readString(state.text, state.at)
  if ("message" in read) return fault(state, read.end - state.at, read.message)
  const found = token(state, "string", state.text.slice(state.at, read.end))
  found.value = read.value
  found.utf8 = read.utf8
  return found
}

function endToken(state: State): Token {
  const end = state.text.length
  if (state.brace !== undefined) return unclosed("unexpected end of input inside braces", state.brace, end)
  const paren = state.parens.at(-1)
  if (paren !== undefined) return unclosed("unclosed left parenthesis", paren, end)
  if (state.bracket !== undefined) return unclosed("unclosed left bracket", state.bracket, end)
  return made("eof", "eof", "", end, end, undefined)
}

function unclosed(message: string, from: number, end: number): Token {
  return made("error", "error", "", from, Math.min(from + 1, end), message)
}

function token(state: State, type: TokenType, text: string, id: string = type): Token {
  return made(type, id, text, state.at, state.at + text.length, undefined)
}

function fault(state: State, length: number, message: string): Token {
  const pair = length <= 1 && (state.text.codePointAt(state.at) ?? 0) > 0xffff // never cut a character in two
  const text = state.text.slice(state.at, state.at + (pair ? 2 : Math.max(length, 1)))
  return made("error", "error", text, state.at, state.at + text.length, message)
}

/** All tokens have the same keys, which keeps reading them fast. */
function made(
  type: TokenType,
  id: string,
  text: string,
  start: number,
  end: number,
  message: string | undefined,
): Token {
  return { type, id, text, start, end, amount: 0, value: undefined, utf8: true, message }
}

/** The symbol that starts here, the longer one where there are two. */
function symbolAt({ text, at }: State, char: string, symbols: ReadonlySet<string>): string | undefined {
  if (FIRST.has(char) && SECOND.has(text.charAt(at + 1))) {
    const two = text.slice(at, at + 2)
    if (symbols.has(two)) return two
  }
  return symbols.has(char) ? char : undefined
}

function quoted(text: string, at: number): string {
  const point = text.codePointAt(at)
  return point === undefined ? "end of input" : JSON.stringify(String.fromCodePoint(point)).replace(/^"|"$/g, "'")
}
