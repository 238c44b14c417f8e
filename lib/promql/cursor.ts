import type { Span } from "./ast"
import { lex, type Token } from "./lexer"
import { type Dialect, dialect, type Profile } from "./profile"

/** Thrown inside the parser only; `parse` turns it into a value. */
export class SyntaxFault extends Error {
  constructor(
    message: string,
    readonly span: Span,
  ) {
    super(message)
  }
}

const MAX_DEPTH = 500

/** A place in the tokens of an expression, white space and comments left out. */
export class Cursor {
  readonly dialect: Dialect
  private readonly tokens: readonly Token[]
  private readonly end: Token
  private index = 0
  private depth = 0

  constructor(text: string, profile: Profile) {
    this.dialect = dialect(profile)
    const { tokens, end } = solidTokens(text, profile)
    this.tokens = tokens
    this.end = end
  }

  /** The next token; looking further ahead needs `offset`. */
  peek(offset = 0): Token {
    return this.tokens[this.index + offset] ?? this.end
  }

  /** Whether the next token is one of these symbols, keywords or types. */
  at(...ids: readonly string[]): boolean {
    const { id } = this.peek()
    for (const wanted of ids) if (wanted === id) return true
    return false
  }

  /** The next token, and past it. */
  take(): Token {
    const token = this.peek()
    this.index++
    return token
  }

  /** The next token if it is this one, and past it. */
  accept(id: string): Token | undefined {
    return this.peek().id === id ? this.take() : undefined
  }

  /** The next token, which must be this one. */
  expect(id: string, where?: string, expected?: string): Token {
    return this.accept(id) ?? this.unexpected(where, expected)
  }

  /** Fails at the next token, in promtool's words. */
  unexpected(where?: string, expected?: string): never {
    const token = this.peek()
    if (token.message !== undefined) throw new SyntaxFault(token.message, token)
    const place = where === undefined ? "" : ` in ${where}`
    const wish = expected === undefined ? "" : `, expected ${expected}`
    throw new SyntaxFault(`unexpected ${describe(token)}${place}${wish}`, token)
  }

  /** One level deeper, until `leave`; too many fail, so that hostile input cannot exhaust the call stack. */
  enter(): void {
    if (++this.depth > MAX_DEPTH) throw new SyntaxFault(`nested more than ${MAX_DEPTH} levels deep`, this.peek())
  }

  /** Back from the level of the last `enter`. */
  leave(): void {
    this.depth--
  }
}

function solidTokens(text: string, profile: Profile): { tokens: readonly Token[]; end: Token } {
  const tokens = lex(text, profile)
  const end = tokens[tokens.length - 1] as Token // the lexer ends every list with one
  return { tokens: tokens.filter(({ type }) => type !== "trivia"), end }
}

function describe({ type, id, text }: Token): string {
  if (type === "eof") return "end of input"
  if (type === "keyword") return `<${id === "atan2" ? "op:atan2" : text}>`
  if (type === "metric") return `metric identifier "${text}"`
  if (type === "symbol") return /^(?:[-+*/%^@<>]|[=!<>]=|[=!]~)$/.test(text) ? `<op:${text}>` : `"${text}"`
  return `${type} ${type === "string" ? JSON.stringify(text) : `"${text}"`}`
}
