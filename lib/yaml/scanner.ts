import { scanBlock } from "./block-scalar"
import { skipComments, skipLineComment } from "./comments"
import {
  COLON,
  COMMA,
  Cursor,
  DASH,
  DOUBLE,
  EXCLAMATION,
  HASH,
  isBlank,
  isBlankOrEnd,
  isBreak,
  PERCENT,
  QUESTION,
  SINGLE,
  SPACE,
  TAB,
} from "./cursor"
import { YamlFault } from "./fault"
import type { ScalarStyle } from "./nodes"
import { scanPlain } from "./plain-scalar"
import { scanQuoted } from "./quoted-scalar"
import { ScalarText } from "./scalar-text"
import { SimpleKeys } from "./simple-keys"
import { scanDirective, scanName, scanTag } from "./tags"
import type { PlainType, Token } from "./token"

/** Tokens that are done with are dropped so many at a time. */
const TRIM_AT = 1_024

/**
 * Cuts YAML into tokens as the YAML 1.1 reader of Go programs does (libyaml's algorithm: simple keys are remembered until
 * their ":" comes, indentation becomes block tokens), and no more of it than is asked for: promtool reads the first
 * document of a file only, and a fault behind it is no fault to it.
 */
export class Scanner {
  private readonly c: Cursor
  private tokens: Token[] = []
  private head = 0
  private taken = 0
  private ready = false
  private indent = -1
  private readonly indents: number[] = []
  private flow = 0
  private keyAllowed = true
  private readonly keys: SimpleKeys

  /** `text` ends with a NUL and has no other. */
  constructor(text: string) {
    this.c = new Cursor(text)
    this.keys = new SimpleKeys(this.c)
  }

  /** The next token. */
  peek(): Token {
    if (!this.ready) {
      while (this.needsMore()) this.scan()
      this.ready = true
    }
    return this.tokens[this.head] as Token
  }

  /** The next token, which is done with. */
  take(): Token {
    const token = this.peek()
    this.ready = false
    this.head++
    this.taken++
    if (this.head >= TRIM_AT) {
      this.tokens = this.tokens.slice(this.head)
      this.head = 0
    }
    return token
  }

  private needsMore(): boolean {
    if (this.head >= this.tokens.length - 2) return true
    return this.keys.mayBeKey(this.taken)
  }

  private scan(): void {
    const { c } = this
    this.skipToToken()
    this.closeBlocks(c.column)
    const code = c.code()
    if (code === 0) this.streamEnd()
    else if (c.column === 0 && code === PERCENT) this.directive()
    else if (c.atMarker()) this.marker(code)
    else {
      this.scanContent(code)
      if (this.tokens.at(-1)?.type !== "block-entry") skipLineComment(c)
    }
  }

  private scanContent(code: number): void {
    const { c, flow } = this
    const spaced = isBlankOrEnd(c.code(1))
    if (code === 0x5b) this.openFlow("flow-sequence")
    else if (code === 0x7b) this.openFlow("flow-mapping")
    else if (code === 0x5d) this.closeFlow("flow-sequence-end")
    else if (code === 0x7d) this.closeFlow("flow-mapping-end")
    else if (code === COMMA) this.flowEntry()
    else if (code === DASH && spaced) this.blockEntry()
    else if (code === QUESTION && (flow > 0 || spaced)) this.explicitKey()
    else if (code === COLON && (flow > 0 || spaced)) this.value()
    else if (code === 0x2a) this.anchor("alias")
    else if (code === 0x26) this.anchor("anchor")
    else if (code === EXCLAMATION) this.tag()
    else if ((code === 0x7c || code === 0x3e) && flow === 0) this.blockScalar(code === 0x7c ? "literal" : "folded")
    else if (code === SINGLE) this.quotedScalar("single")
    else if (code === DOUBLE) this.quotedScalar("double")
    else if (this.startsPlain(code)) this.plainScalar()
    else throw this.noToken(code)
  }

  private startsPlain(code: number): boolean {
    if (code === DASH) return !isBlank(this.c.code(1))
    if (code === QUESTION || code === COLON) return this.flow === 0
    return !isBlank(code) && !RESERVED.has(code)
  }

  private noToken(code: number): YamlFault {
    const { c } = this
    if (code === TAB) return new YamlFault("A tab is used as indentation", c.pos, "YAML indents with spaces only")
    const char = c.text.charAt(c.pos)
    return new YamlFault(`No value can begin with ${char}`, c.pos, `Quote a text that begins with ${char}`)
  }

  private push(type: PlainType, length: number): void {
    const start = this.c.pos
    this.c.pos += length
    this.tokens.push({ type, start, end: this.c.pos })
  }

  // Blanks and comments

  private skipToToken(): void {
    const { c } = this
    for (;;) {
      while (c.code() === SPACE || ((this.flow > 0 || !this.keyAllowed) && c.code() === TAB)) c.pos++
      if (c.code() === HASH) skipComments(c)
      if (!isBreak(c.code())) return
      c.takeBreak()
      if (this.flow === 0) this.keyAllowed = true
    }
  }

  /** A key may begin here. */
  private saveKey(): void {
    if (this.keyAllowed) this.keys.save(this.nextNumber(), this.flow === 0 && this.indent === this.c.column)
  }

  private nextNumber(): number {
    return this.taken + this.tokens.length - this.head
  }

  // Indentation

  /** Opens a block collection when this column is deeper than the ones that are open. */
  private openBlock(column: number, type: "block-sequence" | "block-mapping", offset: number, token?: number): void {
    if (this.flow > 0 || this.indent >= column) return
    this.indents.push(this.indent)
    this.indent = column
    this.insert({ type, start: offset, end: offset }, token)
  }

  /** Puts a token before the one of that number; at the end when that one is taken already. */
  private insert(token: Token, number?: number): void {
    if (number === undefined || number < this.taken) this.tokens.push(token)
    else this.tokens.splice(this.head + number - this.taken, 0, token)
  }

  private closeBlocks(column: number): void {
    if (this.flow > 0) return
    while (this.indent > column) {
      this.tokens.push({ type: "block-end", start: this.c.pos, end: this.c.pos })
      this.indent = this.indents.pop() ?? -1
    }
  }

  // Tokens

  private streamEnd(): void {
    this.c.startLine()
    this.closeBlocks(-1)
    this.keys.drop()
    this.keyAllowed = false
    this.push("stream-end", 0)
  }

  private directive(): void {
    this.closeBlocks(-1)
    this.keys.drop()
    this.keyAllowed = false
    const start = this.c.pos
    const directive = scanDirective(this.c)
    this.tokens.push({ type: "directive", directive, start, end: this.c.pos })
  }

  private marker(code: number): void {
    this.closeBlocks(-1)
    this.keys.drop()
    this.keyAllowed = false
    this.push(code === DASH ? "document-start" : "document-end", 3)
  }

  private openFlow(type: "flow-sequence" | "flow-mapping"): void {
    this.saveKey()
    this.keys.enter(this.nextNumber())
    this.flow++
    this.keyAllowed = true
    this.push(type, 1)
  }

  private closeFlow(type: "flow-sequence-end" | "flow-mapping-end"): void {
    this.keys.drop()
    if (this.flow > 0) {
      this.flow--
      this.keys.leave()
    }
    this.keyAllowed = false
    this.push(type, 1)
  }

  private flowEntry(): void {
    this.keys.drop()
    this.keyAllowed = true
    this.push("flow-entry", 1)
  }

  private blockEntry(): void {
    const { c } = this
    if (this.flow === 0) {
      if (!this.keyAllowed)
        throw new YamlFault("A list entry cannot begin here", c.pos, "Begin it on a line of its own")
      this.openBlock(c.column, "block-sequence", c.pos)
    }
    this.keys.drop()
    this.keyAllowed = true
    this.push("block-entry", 1)
  }

  private explicitKey(): void {
    const { c } = this
    if (this.flow === 0) {
      if (!this.keyAllowed) throw new YamlFault("A key cannot begin here", c.pos)
      this.openBlock(c.column, "block-mapping", c.pos)
    }
    this.keys.drop()
    this.keyAllowed = this.flow === 0
    this.push("key", 1)
  }

  private value(): void {
    const { c } = this
    const key = this.keys.current()
    if (key) {
      this.insert({ type: "key", start: key.offset, end: key.offset }, key.token)
      this.openBlock(key.column, "block-mapping", key.offset, key.token)
      this.keys.use(key)
      this.keyAllowed = false
    } else {
      if (this.flow === 0) {
        if (!this.keyAllowed) throw new YamlFault('A second ": " in one line makes no value', c.pos, COLON_HINT)
        this.openBlock(c.column, "block-mapping", c.pos)
      }
      this.keyAllowed = this.flow === 0
    }
    this.push("value", 1)
  }

  private anchor(type: "anchor" | "alias"): void {
    this.saveKey()
    this.keyAllowed = false
    const start = this.c.pos
    const name = scanName(this.c)
    this.tokens.push({ type, name, start, end: this.c.pos })
  }

  private tag(): void {
    this.saveKey()
    this.keyAllowed = false
    const start = this.c.pos
    const tag = scanTag(this.c)
    this.tokens.push({ type: "tag", tag, start, end: this.c.pos })
  }

  private blockScalar(style: ScalarStyle): void {
    this.keys.drop()
    this.keyAllowed = true
    const start = this.c.pos
    const out = new ScalarText()
    const { end } = scanBlock(this.c, this.indent, out)
    this.scalar(out.value, style, start, end)
  }

  private quotedScalar(style: ScalarStyle): void {
    this.saveKey()
    this.keyAllowed = false
    const start = this.c.pos
    const out = new ScalarText()
    scanQuoted(this.c, out)
    this.scalar(out.value, style, start, this.c.pos)
  }

  private plainScalar(): void {
    this.saveKey()
    this.keyAllowed = false
    const start = this.c.pos
    const out = new ScalarText()
    const { end, broken } = scanPlain(this.c, this.indent, this.flow > 0, out)
    if (broken) this.keyAllowed = true
    this.scalar(out.value, "plain", start, end)
  }

  private scalar(value: string, style: ScalarStyle, start: number, end: number): void {
    this.tokens.push({ type: "scalar", value, style, start, end, indent: this.indent, inFlow: this.flow > 0 })
  }
}

/** No plain text begins with one of these: - ? : are special, and so is anything that means something to YAML. */
const RESERVED = new Set([..."-?:,[]{}#&*!|>'\"%@`"].map((char) => char.charCodeAt(0)))

const COLON_HINT = 'Quote a text that has ": " in it'
