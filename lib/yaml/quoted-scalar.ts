import { BACKSLASH, type Cursor, DOUBLE, isBlank, isBlankOrEnd, isBreak, SINGLE } from "./cursor"
import { YamlFault } from "./fault"
import { Gap } from "./gap"
import type { ScalarText } from "./scalar-text"

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
