import type { Span } from "./ast"
import { lex, type Token, type TokenType } from "./lexer"
import { type Dialect, dialect, type Profile } from "./profile"

/** Thrown inside the parser only; `parseTemplate` turns it into a value. */
export class SyntaxFault extends Error {
  constructor(
    message: string,
    readonly span: Span,
  ) {
    super(message)
  }
}

const MAX_DEPTH = 500
const EOF: Token = { type: "eof", text: "", start: 0, end: 0 }

/** A place in the tokens of a template, and the variables that are known there. */
export class Cursor {
  readonly dialect: Dialect
  /** Names of variables that some `=` sets. */
  readonly reassigned = new Set<string>()
  private readonly tokens: readonly Token[]
  private index = 0
  private depth = 0
  private variables: string[] = []
  private counts = new Map<string, number>()

  constructor(
    private readonly text: string,
    profile: Profile,
  ) {
    this.dialect = dialect(profile)
    this.tokens = lex(text)
  }

  /** The next token; with `ahead` one further on. */
  peek(ahead = 0): Token {
    return this.tokens[this.index + ahead] ?? this.tokens.at(-1) ?? EOF
  }

  /** The next token that is not white space; nothing is left before it. */
  peekPastSpace(): Token {
    while (this.peek().type === "space") this.index++
    return this.peek()
  }

  take(): Token {
    const token = this.peek()
    this.index++
    return token
  }

  textOf({ start, end }: Span): string {
    return this.text.slice(start, end)
  }

  /** The token before the next one. */
  last(): Token {
    return this.tokens[this.index - 1] ?? EOF
  }

  takePastSpace(): Token {
    this.peekPastSpace()
    return this.take()
  }

  /** The next token that is not white space, which must be of this type. */
  expect(type: TokenType, context: string): Token {
    const token = this.takePastSpace()
    return token.type === type ? token : this.unexpected(token, context)
  }

  /** Fails at a token, in promtool's words. */
  unexpected(token: Token, context: string): never {
    if (token.type === "error") throw new SyntaxFault(token.text, token)
    throw new SyntaxFault(`unexpected ${describe(token)} in ${context}`, token)
  }

  /** Runs `read` one level deeper, so that hostile input cannot exhaust the call stack. */
  nested<T>(at: Span, read: () => T): T {
    if (++this.depth > MAX_DEPTH) throw new SyntaxFault(`nested more than ${MAX_DEPTH} levels deep`, at)
    const result = read()
    this.depth--
    return result
  }

  declare(name: string): void {
    this.variables.push(name)
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1)
  }

  isDeclared(name: string): boolean {
    return (this.counts.get(name) ?? 0) > 0
  }

  /** Runs `read`, and forgets the variables that it declares. */
  scoped<T>(read: () => T): T {
    const known = this.variables.length
    const result = read()
    for (const name of this.variables.splice(known)) this.counts.set(name, (this.counts.get(name) ?? 1) - 1)
    return result
  }

  /** Runs `read` as the body of a template of its own, which knows `$` only. */
  alone<T>(read: () => T): T {
    const { variables, counts } = this
    this.variables = []
    this.counts = new Map()
    this.declare("$")
    const result = read()
    this.variables = variables
    this.counts = counts
    return result
  }
}

function describe({ type, text }: Token): string {
  if (type === "eof") return "EOF"
  if (type === "keyword" || type === "dot") return `<${text}>`
  return text.length > 10 ? `${JSON.stringify(Array.from(text).slice(0, 10).join(""))}...` : JSON.stringify(text)
}
