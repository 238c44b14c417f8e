import type { Position } from "./place"

/** More than any rule file or rendered chart has; what is larger is not read. Characters. */
const MAX_LENGTH = 16 * 1024 * 1024
const MEGABYTE = 1024 * 1024
/** Characters that YAML has no place for, the same for Go's reader. */
const FORBIDDEN = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u

/** The content of a file as text, or why it is none. */
export type DecodedText = { text: string } | { message: string; hint?: string; at: Position }

/** Decodes UTF-8, and UTF-16 with a byte order mark, as Go's YAML reader does; a byte order mark is dropped. */
export function decodeText(content: string | Uint8Array): DecodedText {
  const start = { line: 1, column: 1 }
  if (content.length > MAX_LENGTH) {
    const message = `The file has ${Math.ceil(content.length / MEGABYTE)} MiB; more than ${MAX_LENGTH / MEGABYTE} are not read`
    return { message, hint: "Split it", at: start }
  }
  const decoded = typeof content === "string" ? content : decodeBytes(content)
  if (decoded === undefined)
    return { message: "The file is not UTF-8", hint: "Save it as UTF-8", at: firstBadByte(content as Uint8Array) }
  const text = decoded.charCodeAt(0) === 0xfeff ? decoded.slice(1) : decoded
  const bad = FORBIDDEN.exec(text)
  if (!bad) return { text }
  const code = (bad[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")
  const hint = "In double quotes it can be written as an escape sequence"
  return { message: `The control character U+${code} is not allowed`, hint, at: new LineIndex(text).at(bad.index) }
}

function decodeBytes(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes
  const encoding =
    first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8"
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** Where decoding UTF-8 stops: the longest decodable beginning is found by halving. */
function firstBadByte(bytes: Uint8Array): Position {
  let [good, bad] = [0, bytes.length]
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    if (decodes(bytes.subarray(0, middle))) good = middle
    else bad = middle
  }
  const text = new TextDecoder().decode(bytes.subarray(0, good), { stream: true }) // a character that is cut off is left out
  return new LineIndex(text).at(text.length)
}

/** Whether bytes are the beginning of UTF-8 text; the last character may be cut. */
function decodes(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

/** Lines and columns of the offsets of a text. */
export class LineIndex {
  private starts: number[] | undefined

  constructor(private readonly text: string) {}

  at(offset: number): Position {
    this.starts ??= lineStarts(this.text)
    let [low, high] = [0, this.starts.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - (this.starts[low] ?? 0) + 1 }
  }
}

function lineStarts(text: string): number[] {
  const starts = [0]
  for (const match of text.matchAll(/\r\n?|\n/g)) starts.push(match.index + match[0].length)
  return starts
}
