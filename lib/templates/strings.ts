/** The value of a quoted text, with the place of each of its UTF-16 units in the template. */
export interface Unquoted {
  value: string
  places: number[]
}

const SIMPLE: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
}
const HEX_DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 }

/** Reads a literal in double quotes or backquotes, which starts at `start` of the template; undefined when Go refuses it. */
export function unquote(literal: string, start: number): Unquoted | undefined {
  const units: string[] = []
  const places: number[] = []
  const raw = literal.startsWith("`")
  for (let at = 1; at < literal.length - 1; ) {
    const char = literal.charAt(at)
    const read =
      raw || char !== "\\" ? { text: raw && char === "\r" ? "" : char, end: at + 1 } : readEscape(literal, at, '"')
    if (!read) return undefined
    for (const unit of read.text.split("")) {
      units.push(unit)
      places.push(start + at)
    }
    at = read.end
  }
  return { value: units.join(""), places }
}

/** What Go has against a character constant; undefined when it is fine. */
export function characterFault(literal: string): string | undefined {
  const first = literal.charAt(1)
  if (first === "'") return "invalid syntax"
  const end =
    first === "\\" ? readEscape(literal, 1, "'")?.end : 1 + String.fromCodePoint(literal.codePointAt(1) ?? 0).length
  if (end === undefined) return "invalid syntax"
  return end === literal.length - 1 ? undefined : `malformed character constant: ${literal}`
}

/** Reads the escape whose backslash is at `at`. Bytes above 0x7f, which need not be UTF-8, become U+FFFD. */
function readEscape(literal: string, at: number, quote: string): { text: string; end: number } | undefined {
  const char = literal.charAt(at + 1)
  const simple = char === quote ? quote : SIMPLE[char]
  if (simple !== undefined) return { text: simple, end: at + 2 }
  const octal = char >= "0" && char <= "7"
  const length = octal ? 3 : HEX_DIGITS[char]
  if (length === undefined) return undefined
  const from = octal ? at + 1 : at + 2
  const digits = literal.slice(from, from + length)
  if (digits.length < length || !(octal ? /^[0-7]+$/ : /^[\da-fA-F]+$/).test(digits)) return undefined
  const point = Number.parseInt(digits, octal ? 8 : 16)
  const isByte = octal || char === "x"
  if (point > (isByte ? 0xff : 0x10ffff) || (point >= 0xd800 && point < 0xe000)) return undefined
  return { text: isByte && point > 0x7f ? "\uFFFD" : String.fromCodePoint(point), end: from + length }
}
