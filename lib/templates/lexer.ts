import type { Span } from "./ast"

export type TokenType =
  | "text"
  | "open"
  | "close"
  | "space"
  | "symbol"
  | "string"
  | "character"
  | "number"
  | "complex"
  | "bool"
  | "dot"
  | "field"
  | "variable"
  | "name"
  | "keyword"
  | "error"
  | "eof"

/** A token of a template; `text` of a symbol is one of `=`, `:=`, `|`, `(`, `)` or any other printable character. */
export interface Token extends Span {
  type: TokenType
  text: string
}

const KEYWORDS = new Set("block break continue define else end if nil range template with".split(" "))
const SPACE = /[ \t\r\n]+/y
const WORD = /[\p{L}\p{Nd}_]+/uy
const TERMINATOR = /[ \t\r\n.,|:()]|\}\}|$/y
const QUOTED = { '"': /"(?:[^"\\\n]|\\[^\n])*"/suy, "'": /'(?:[^'\\\n]|\\[^\n])*'/suy, "`": /`[^`]*`/y }
const UNTERMINATED = { '"': "quoted string", "'": "character constant", "`": "raw quoted string" }
const NUMBER =
  /[+-]?(?:0[xX][\da-fA-F_]*(?:\.[\da-fA-F_]*)?(?:[pP][+-]?[\d_]*)?|0[oO][0-7_]*(?:\.[0-7_]*)?|0[bB][01_]*(?:\.[01_]*)?|[\d_]*(?:\.[\d_]*)?(?:[eE][+-]?[\d_]*)?)i?/y

/** Splits a template into tokens; an error ends them, else "eof" does. Comments leave nothing behind. */
export function lex(text: string): readonly Token[] {
  return new Lexer(text).tokens()
}

class Lexer {
  private readonly found: Token[] = []
  private at = 0
  private parens = 0

  constructor(private readonly text: string) {}

  tokens(): readonly Token[] {
    let broken = false
    while (!broken) {
      const open = this.text.indexOf("{{", this.at)
      this.plainText(open)
      if (open < 0) return [...this.found, { type: "eof", text: "", start: this.at, end: this.at }]
      broken = !this.action(open)
    }
    return this.found
  }

  /** The text before the action at `open`, or the rest of the template. */
  private plainText(open: number): void {
    let end = open < 0 ? this.text.length : open
    if (open >= 0 && this.trimsLeft(open + 2)) while (end > this.at && isSpace(this.text.charAt(end - 1))) end--
    if (end > this.at) this.add("text", end)
    this.at = open < 0 ? this.text.length : open
  }

  /** Reads a comment or the action that opens here; false when an error ended it. */
  private action(open: number): boolean {
    const inside = open + (this.trimsLeft(open + 2) ? 4 : 2)
    if (this.text.startsWith("/*", inside)) return this.comment(inside)
    this.add("open", open + 2)
    this.at = inside
    this.parens = 0
    for (;;) {
      const closed = this.closingLength(this.at)
      if (closed > 0 && this.parens > 0) return this.fail("unclosed left paren")
      if (closed > 0) {
        this.close(closed)
        return true
      }
      if (!this.insideAction()) return false
    }
  }

  private comment(start: number): boolean {
    this.at = start
    const end = this.text.indexOf("*/", start + 2)
    if (end < 0) return this.fail("unclosed comment", this.text.length)
    const closed = this.closingLength(end + 2)
    if (closed === 0) return this.fail("comment ends before closing delimiter", end + 2)
    this.at = end + 2
    this.skipClosing(closed)
    return true
  }

  private close(length: number): void {
    const start = this.at
    this.skipClosing(length)
    this.found.push({ type: "close", text: "}}", start, end: start + length })
  }

  private skipClosing(length: number): void {
    this.at += length
    if (length > 2) while (isSpace(this.text.charAt(this.at))) this.at++
  }

  /** Length of the `}}` or ` -}}` at a place, else 0. */
  private closingLength(at: number): number {
    if (this.text.startsWith("}}", at)) return 2
    return isSpace(this.text.charAt(at)) && this.text.startsWith("-}}", at + 1) ? 4 : 0
  }

  private trimsLeft(at: number): boolean {
    return this.text.charAt(at) === "-" && isSpace(this.text.charAt(at + 1))
  }

  /** Reads one token; false when it is an error. */
  private insideAction(): boolean {
    const char = this.text.charAt(this.at)
    if (char === "") return this.fail("unclosed action")
    if (isSpace(char)) return this.space()
    if (char === '"' || char === "'" || char === "`") return this.quoted(char)
    if (char === ":") {
      if (this.text.charAt(this.at + 1) !== "=") return this.fail("expected :=", this.at + 1)
      return this.add("symbol", this.at + 2)
    }
    if (char === "$") return this.word("variable", this.at + 1)
    if (char === "." && !isDigit(this.text.charAt(this.at + 1))) return this.word("field", this.at + 1)
    if (isDigit(char) || "+-.".includes(char)) return this.number()
    if (this.match(WORD) > this.at) return this.word("name", this.at)
    if (char === "(") this.parens++
    if (char === ")" && --this.parens < 0) return this.fail("unexpected right paren", this.at + 1)
    if (/[ -~]/.test(char)) return this.add("symbol", this.at + 1)
    const whole = String.fromCodePoint(this.text.codePointAt(this.at) ?? 0)
    return this.fail(`unrecognized character in action: ${codePoint(whole)}`, this.at + whole.length)
  }

  /** White space; its last character belongs to the `-}}` behind it. */
  private space(): boolean {
    const end = this.match(SPACE)
    return this.add("space", this.text.startsWith("-}}", end) ? end - 1 : end)
  }

  private quoted(quote: '"' | "'" | "`"): boolean {
    const end = this.match(QUOTED[quote])
    if (end < 0) return this.fail(`unterminated ${UNTERMINATED[quote]}`, this.text.length)
    return this.add(quote === "'" ? "character" : "string", end)
  }

  /** A name, a field or a variable, whose letters start at `from`. */
  private word(type: "variable" | "field" | "name", from: number): boolean {
    WORD.lastIndex = from
    const end = WORD.test(this.text) ? WORD.lastIndex : from
    TERMINATOR.lastIndex = end
    if (!TERMINATOR.test(this.text)) {
      const next = String.fromCodePoint(this.text.codePointAt(end) ?? 0)
      return this.fail(`bad character ${codePoint(next)}`, end + next.length)
    }
    const word = this.text.slice(this.at, end)
    if (type !== "name") return this.add(word === "." ? "dot" : type, end)
    if (KEYWORDS.has(word)) return this.add("keyword", end)
    return this.add(word === "true" || word === "false" ? "bool" : "name", end)
  }

  private number(): boolean {
    let end = this.match(NUMBER)
    let complex = false
    if (!this.alphanumeric(end) && /[+-]/.test(this.text.charAt(end))) {
      NUMBER.lastIndex = end
      NUMBER.test(this.text)
      end = NUMBER.lastIndex
      complex = true
    }
    if (this.alphanumeric(end) || (complex && this.text.charAt(end - 1) !== "i")) {
      const shown = this.text.slice(this.at, this.alphanumeric(end) ? end + 1 : end)
      return this.fail(`bad number syntax: ${JSON.stringify(shown)}`, end)
    }
    return this.add(complex ? "complex" : "number", end)
  }

  private alphanumeric(at: number): boolean {
    WORD.lastIndex = at
    return WORD.test(this.text)
  }

  /** Where the pattern ends that matches here, else -1. */
  private match(pattern: RegExp): number {
    pattern.lastIndex = this.at
    return pattern.test(this.text) ? pattern.lastIndex : -1
  }

  private add(type: TokenType, end: number): true {
    this.found.push({ type, text: this.text.slice(this.at, end), start: this.at, end })
    this.at = end
    return true
  }

  private fail(message: string, end = this.at): false {
    this.found.push({ type: "error", text: message, start: Math.min(this.at, end), end })
    return false
  }
}

const isSpace = (char: string) => char === " " || char === "\t" || char === "\r" || char === "\n"
const isDigit = (char: string) => char >= "0" && char <= "9"
/** As Go writes a character: its number, and itself where it can be seen. */
function codePoint(char: string): string {
  const number = `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`
  return /[\p{L}\p{M}\p{N}\p{P}\p{S} ]/u.test(char) ? `${number} '${char}'` : number
}
