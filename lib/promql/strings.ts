/** A string literal that was read: where it ends, its value, and whether its bytes are UTF-8 (`\xff` need not be). */
export interface ReadString {
  end: number
  value: string
  utf8: boolean
}

/** Why a string literal could not be read; `end` is where reading stopped. */
export interface BrokenString {
  end: number
  message: string
}

const PLAIN: Readonly<Record<string, RegExp>> = {
  '"': /[^"\\\n\uFFFD\uD800-\uDFFF]*/y,
  "'": /[^'\\\n\uFFFD\uD800-\uDFFF]*/y,
  "`": /[^`\uFFFD\uD800-\uDFFF]*/y,
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
const [BACKSLASH, NEWLINE] = [0x5c, 0x0a]
const HEX_DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 }

/** Reads the string literal that starts at `start` with one of the three quotes. */
export function readString(text: string, start: number): ReadString | BrokenString {
  const quote = text.charAt(start)
  const close = endOfPlain(text, start, quote)
  if (close !== undefined) return { end: close + 1, value: text.slice(start + 1, close), utf8: true }
  const plain = PLAIN[quote] ?? /(?!)/y
  const parts: (string | number)[] = [] // a number is one byte that the text gives as \xff or \377
  let at = start + 1
  for (;;) {
    plain.lastIndex = at
    parts.push(plain.exec(text)?.[0] ?? "")
    at = Math.max(at, plain.lastIndex)
    const stop = text.charAt(at)
    if (stop === quote) return { end: at + 1, ...joined(parts) }
    if (stop === "" || (stop === "\n" && quote !== "`"))
      return { end: at, message: `unterminated ${quote === "`" ? "raw" : "quoted"} string` }
    if (stop === "\\") {
      const escaped = readEscape(text, at + 1, quote)
      if ("message" in escaped) return escaped
      parts.push(escaped.part)
      at = escaped.end
    } else {
      const point = text.codePointAt(at) ?? 0
      if (point <= 0xffff) return { end: at + 1, message: "invalid UTF-8 rune" } // U+FFFD or half a surrogate pair
      parts.push(String.fromCodePoint(point))
      at += 2
    }
  }
}

/** Where the closing quote is, of a string in ASCII without escapes and line breaks. */
function endOfPlain(text: string, start: number, quote: string): number | undefined {
  const close = text.indexOf(quote, start + 1)
  if (close < 0) return undefined
  for (let i = start + 1; i < close; i++) {
    const code = text.charCodeAt(i)
    if (code === BACKSLASH || code === NEWLINE || code > 0x7f) return undefined
  }
  return close
}

function readEscape(text: string, at: number, quote: string): { end: number; part: string | number } | BrokenString {
  const char = text.charAt(at)
  if (char === "") return { end: at, message: "escape sequence not terminated" }
  const simple = char === quote ? quote : SIMPLE[char]
  if (simple !== undefined) return { end: at + 1, part: simple }
  const octal = char >= "0" && char <= "7"
  const length = octal ? 3 : HEX_DIGITS[char]
  if (length === undefined) return { end: at, message: `unknown escape sequence ${codePoint(char)}` }
  const from = octal ? at : at + 1
  const allowed = octal ? /[0-7]/ : /[0-9a-fA-F]/
  for (let i = from; i < from + length; i++) {
    const digit = text.charAt(i)
    if (digit === "") return { end: i, message: "escape sequence not terminated" }
    if (!allowed.test(digit)) return { end: i, message: `illegal character ${codePoint(digit)} in escape sequence` }
  }
  const point = Number.parseInt(text.slice(from, from + length), octal ? 8 : 16)
  const isByte = octal || char === "x"
  if (point > (isByte ? 0xff : 0x10ffff) || (point >= 0xd800 && point < 0xe000))
    return { end: from + length, message: "escape sequence is an invalid Unicode code point" }
  return { end: from + length, part: isByte && point >= 0x80 ? point : String.fromCodePoint(point) }
}

const codePoint = (char: string) => `U+${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")} '${char}'`

function joined(parts: readonly (string | number)[]): { value: string; utf8: boolean } {
  if (parts.every((part) => typeof part === "string")) return { value: parts.join(""), utf8: true }
  const encoder = new TextEncoder()
  const bytes = Uint8Array.from(
    parts.flatMap((part) => (typeof part === "number" ? [part] : [...encoder.encode(part)])),
  )
  try {
    return { value: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes), utf8: true }
  } catch {
    return { value: new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes), utf8: false }
  }
}

const ESCAPES: Readonly<Record<string, string>> = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r" }

/** The string as a PromQL literal in double quotes. */
export function quoteString(value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must be escaped
  const escaped = value.replace(/["\\\u0000-\u001f\u007f\ufffd]/g, (char) => {
    return ESCAPES[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`
  })
  return `"${escaped}"`
}
