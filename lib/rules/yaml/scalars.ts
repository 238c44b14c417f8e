import {
  BACKSLASH,
  COLON,
  COMMA,
  type Cursor,
  DOUBLE,
  HASH,
  isBlank,
  isBlankOrEnd,
  isBreak,
  isDigit,
  QUESTION,
  SINGLE,
  SPACE,
  TAB,
} from "./cursor"
import { YamlFault } from "./fault"

/** The value of a scalar while it is put together. With `marks` it also notes where each piece stands in the text. */
export class ScalarText {
  value = ""

  /** `marks` collects pairs: a length of the value, and the offset in the text of what follows. */
  constructor(private readonly marks?: number[]) {}

  add(piece: string, offset: number): void {
    if (piece === "") return
    this.marks?.push(this.value.length, offset)
    this.value += piece
  }
}

/** Blanks and line breaks between two words: folded into one space, or one line break less than there are. */
class Gap {
  private first: string | undefined
  private rest = ""
  private from: number
  private to: number

  constructor(start: number) {
    this.from = start
    this.to = start
  }

  /** Whether it has a line break, or an escaped one. */
  broken = false

  blank(pos: number): void {
    if (!this.broken) this.to = pos
  }

  lineBreak(text: string): void {
    if (this.broken) this.rest += text
    else this.first = text
    this.broken = true
  }

  /** A line break with a backslash before it: it joins the lines. */
  escapedBreak(): void {
    this.broken = true
  }

  addTo(out: ScalarText, text: string): void {
    if (!this.broken) out.add(text.slice(this.from, this.to), this.from)
    else if (this.first === "\n") out.add(this.rest === "" ? " " : this.rest, this.from)
    else out.add((this.first ?? "") + this.rest, this.from)
  }
}

/** Reads a plain scalar; `end` is behind its last visible character, `broken` when it ended with its line. */
export function scanPlain(
  c: Cursor,
  indent: number,
  inFlow: boolean,
  out: ScalarText,
): { end: number; broken: boolean } {
  const { text } = c
  const start = c.pos
  let end = start
  let gap: Gap | undefined
  while (!c.atMarker() && c.code() !== HASH) {
    const wordEnd = plainWordEnd(text, c.pos, inFlow)
    if (wordEnd > c.pos) {
      gap?.addTo(out, text)
      gap = undefined
      out.add(text.slice(c.pos, wordEnd), c.pos)
      c.pos = wordEnd
      end = wordEnd
    }
    if (!isBlank(c.code()) && !isBreak(c.code())) break
    gap = new Gap(c.pos)
    while (isBlank(c.code()) || isBreak(c.code())) {
      if (isBreak(c.code())) gap.lineBreak(c.takeBreak())
      else if (gap.broken && c.column <= indent && c.code() === TAB)
        throw new YamlFault("A tab is used as indentation", c.pos, "YAML indents with spaces only")
      else gap.blank(++c.pos)
    }
    if (!inFlow && c.column <= indent) break
  }
  return { end, broken: gap?.broken ?? false }
}

function plainWordEnd(text: string, from: number, inFlow: boolean): number {
  for (let at = from; ; at++) {
    const code = text.charCodeAt(at)
    if (code <= SPACE || code === 0x85 || code >= 0x2028) {
      if (isBlankOrEnd(code)) return at
    } else if (code === COLON) {
      if (isBlankOrEnd(text.charCodeAt(at + 1))) return at
    } else if (inFlow && (code === COMMA || code === QUESTION || isBracket(code))) return at
  }
}

function isBracket(code: number): boolean {
  return code === 0x5b || code === 0x5d || code === 0x7b || code === 0x7d
}

/** Reads a scalar in single or double quotes. */
export function scanQuoted(c: Cursor, out: ScalarText): void {
  const start = c.pos
  const quote = c.code()
  const { text } = c
  c.pos++
  for (;;) {
    if (c.atMarker()) throw new YamlFault("A quoted text is still open at the end of the document", start)
    if (c.code() === 0) throw new YamlFault("A quoted text is opened here and never closed", start)
    const gap = quotedWord(c, quote, out)
    if (c.code() === quote) break
    while (isBlank(c.code()) || isBreak(c.code())) {
      if (isBreak(c.code())) gap.lineBreak(c.takeBreak())
      else gap.blank(++c.pos)
    }
    gap.addTo(out, text)
  }
  c.pos++
}

/** Reads up to the next blank, line break or closing quote; answers the gap that begins there. */
function quotedWord(c: Cursor, quote: number, out: ScalarText): Gap {
  const { text } = c
  let from = c.pos
  const flush = () => out.add(text.slice(from, c.pos), from)
  for (; !isBlankOrEnd(c.code()); c.pos++) {
    const code = c.code()
    if (code === quote && quote === SINGLE && c.code(1) === SINGLE) {
      flush()
      out.add("'", c.pos++)
      from = c.pos + 1
    } else if (code === quote) break
    else if (code === BACKSLASH && quote === DOUBLE) {
      flush()
      if (isBreak(c.code(1))) {
        c.pos++
        c.takeBreak()
        const gap = new Gap(c.pos)
        gap.escapedBreak()
        return gap
      }
      escapeSequence(c, out)
      from = c.pos + 1
    }
  }
  flush()
  return new Gap(c.pos)
}

const ESCAPES: Readonly<Record<string, string>> = {
  "0": "\0",
  a: "\x07",
  b: "\b",
  t: "\t",
  "\t": "\t",
  n: "\n",
  v: "\v",
  f: "\f",
  r: "\r",
  e: "\x1b",
  " ": " ",
  '"': '"',
  "'": "'",
  "\\": "\\",
  N: "\x85",
  _: "\xa0",
  L: "\u2028",
  P: "\u2029",
}
const HEX_DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 }

/** Reads an escape sequence and stays on its last character. */
function escapeSequence(c: Cursor, out: ScalarText): void {
  const start = c.pos++
  const char = c.text.charAt(c.pos)
  const simple = ESCAPES[char]
  if (simple !== undefined) {
    out.add(simple, start)
    return
  }
  const length = HEX_DIGITS[char]
  if (length === undefined)
    throw new YamlFault(`"\\${char}" is no escape sequence`, start, "Write \\\\ for a backslash, or use single quotes")
  const digits = c.text.slice(c.pos + 1, c.pos + 1 + length)
  if (digits.length < length || !/^[0-9a-fA-F]+$/.test(digits))
    throw new YamlFault(`"\\${char}" needs ${length} hexadecimal digits`, start)
  const point = Number.parseInt(digits, 16)
  if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff))
    throw new YamlFault(`\\${char}${digits} is no Unicode character`, start)
  out.add(String.fromCodePoint(point), start)
  c.pos += length
}

/** Reads a block scalar ("|" or ">"); `end` is behind its last line. */
export function scanBlock(c: Cursor, parentIndent: number, out: ScalarText): { end: number } {
  const start = c.pos
  const folded = c.text.charAt(start) === ">"
  c.pos++
  const { chomping, increment } = blockHeader(c, start)
  const block = { indent: increment === 0 ? 0 : Math.max(parentIndent, 0) + increment, end: c.pos }
  let first = ""
  let breaksFrom = c.pos
  let rest = blockBreaks(c, parentIndent, block)
  let wasBlank = false
  while (c.column === block.indent && c.code() !== 0) {
    const startsBlank = isBlank(c.code())
    if (folded && !wasBlank && !startsBlank && first === "\n") out.add(rest === "" ? " " : rest, breaksFrom)
    else out.add(first + rest, breaksFrom)
    wasBlank = startsBlank
    const from = c.pos
    c.skipLine()
    out.add(c.text.slice(from, c.pos), from)
    breaksFrom = c.pos
    first = isBreak(c.code()) ? c.takeBreak() : ""
    rest = blockBreaks(c, parentIndent, block)
  }
  if (chomping !== "-") out.add(first, breaksFrom)
  if (chomping === "+") out.add(rest, breaksFrom)
  return { end: block.end }
}

function blockHeader(c: Cursor, start: number): { chomping: string; increment: number } {
  const [header = "", before = "", digit = "", after = ""] =
    /^(?:([+-])(\d?)|(\d)([+-]?))?/.exec(c.text.slice(c.pos, c.pos + 2)) ?? []
  const isDigitFirst = header !== "" && isDigit(header.charCodeAt(0))
  const count = isDigitFirst ? header.charAt(0) : digit
  const chomping = isDigitFirst ? header.charAt(1) : before || after
  if (count === "0") throw new YamlFault("The indentation of a block text cannot be 0", start)
  c.pos += header.length
  c.skipBlanks()
  if (c.code() === HASH) c.skipLine()
  if (!isBreak(c.code()) && c.code() !== 0)
    throw new YamlFault("A block text begins on the line below its | or >", c.pos)
  if (isBreak(c.code())) c.takeBreak()
  return { chomping, increment: Number(count) }
}

/** Passes indentation and empty lines; finds out the indentation from the first line that is not empty. */
function blockBreaks(c: Cursor, parentIndent: number, block: { indent: number; end: number }): string {
  let breaks = ""
  let widest = 0
  block.end = c.pos
  for (;;) {
    const open = () => block.indent === 0 || c.column < block.indent
    while (open() && c.code() === SPACE) c.pos++
    widest = Math.max(widest, c.column)
    if (open() && c.code() === TAB)
      throw new YamlFault("A tab is used as indentation", c.pos, "YAML indents with spaces only")
    if (!isBreak(c.code())) break
    breaks += c.takeBreak()
    block.end = c.pos
  }
  if (block.indent === 0) block.indent = Math.max(widest, parentIndent + 1, 1)
  return breaks
}
