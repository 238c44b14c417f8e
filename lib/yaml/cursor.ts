/** Codes of the characters that mean something to YAML. */
export const TAB = 0x09
export const SPACE = 0x20
export const HASH = 0x23
export const COLON = 0x3a
export const DASH = 0x2d
const DOT = 0x2e
export const QUESTION = 0x3f
export const COMMA = 0x2c
export const SINGLE = 0x27
export const DOUBLE = 0x22
export const BACKSLASH = 0x5c
export const EXCLAMATION = 0x21
export const PERCENT = 0x25

/** A blank: space or tab. */
export function isBlank(code: number): boolean {
  return code === SPACE || code === TAB
}

/** A line break; YAML 1.1, which Go's reader follows, counts U+0085, U+2028 and U+2029 among them. */
export function isBreak(code: number): boolean {
  return code === 0x0a || code === 0x0d || code === 0x85 || code === 0x2028 || code === 0x2029
}

/** A blank, a line break or the end of the text, which is a NUL. */
export function isBlankOrEnd(code: number): boolean {
  return code === SPACE || code === 0x0a || code === TAB || code === 0 || isBreak(code)
}

/** A letter, digit, "_" or "-": what names of anchors, tag handles and directives are made of. */
export function isWord(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || isDigit(code) || code === 0x5f || code === DASH
  )
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

/** A place in a text that moves on; it knows its line and column. The text ends with a NUL. */
export class Cursor {
  line = 0
  private lineStart: number

  constructor(
    readonly text: string,
    public pos = 0,
  ) {
    this.lineStart = pos === 0 ? 0 : lastBreak(text, pos) + 1
  }

  /** Characters since the line's start. */
  get column(): number {
    return this.pos - this.lineStart
  }

  /** The code `ahead` characters on. */
  code(ahead = 0): number {
    return this.text.charCodeAt(this.pos + ahead)
  }

  /** Moves over one line break and answers what it is in a value: CR, CR LF and U+0085 become LF. */
  takeBreak(): string {
    const code = this.code()
    this.pos += code === 0x0d && this.code(1) === 0x0a ? 2 : 1
    this.lineStart = this.pos
    this.line++
    return code === 0x2028 || code === 0x2029 ? String.fromCharCode(code) : "\n"
  }

  skipBlanks(): void {
    while (isBlank(this.code())) this.pos++
  }

  /** Moves to the end of the line. */
  skipLine(): void {
    while (!isBreak(this.code()) && this.code() !== 0) this.pos++
  }

  /** Counts as a line of its own, as the end of the text does. */
  startLine(): void {
    if (this.column === 0) return
    this.lineStart = this.pos
    this.line++
  }

  /** Whether "---" or "..." stands here at the start of a line, with nothing glued to it. */
  atMarker(): boolean {
    if (this.column !== 0) return false
    const code = this.code()
    if (code !== DASH && code !== DOT) return false
    return this.code(1) === code && this.code(2) === code && isBlankOrEnd(this.code(3))
  }

  /** Whether a line break was passed since the last visible character. */
  afterBreak(): boolean {
    let at = this.pos - 1
    while (at >= 0 && isBlank(this.text.charCodeAt(at))) at--
    return at >= 0 && isBreak(this.text.charCodeAt(at))
  }
}

function lastBreak(text: string, before: number): number {
  let at = before - 1
  while (at >= 0 && !isBreak(text.charCodeAt(at))) at--
  return at
}
