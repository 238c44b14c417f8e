import { type Cursor, EXCLAMATION, HASH, isBlank, isBlankOrEnd, isBreak, isWord, PERCENT } from "./cursor"
import { YamlFault } from "./fault"

/** A tag as it is written: "!!str" is handle "!!" and suffix "str"; a verbatim tag has no handle. */
export interface WrittenTag {
  handle: string
  suffix: string
}

/** A %YAML or %TAG line. */
export type Directive = { name: "YAML"; version: string } | { name: "TAG"; handle: string; prefix: string }

/** Reads an anchor or alias, behind its "&" or "*". */
export function scanName(c: Cursor): string {
  const start = c.pos++
  while (isWord(c.code())) c.pos++
  const name = c.text.slice(start + 1, c.pos)
  if (name !== "" && (isBlankOrEnd(c.code()) || "?:,]}%@`".includes(c.text.charAt(c.pos)))) return name
  const alias = c.text.charAt(start) === "*"
  throw new YamlFault(
    `An ${alias ? "alias" : "anchor"} needs a name of letters, digits, "_" and "-"`,
    start,
    alias ? "Quote a text that begins with *" : "Quote a text that begins with &",
  )
}

/** Reads a tag, from its "!" on. */
export function scanTag(c: Cursor): WrittenTag {
  const start = c.pos
  const tag = c.code(1) === 0x3c ? verbatimTag(c, start) : shorthandTag(c, start)
  if (!isBlankOrEnd(c.code())) throw new YamlFault("A tag must be followed by a space", start, QUOTE)
  return tag
}

const QUOTE = "Quote a text that begins with !"

function verbatimTag(c: Cursor, start: number): WrittenTag {
  c.pos += 2
  const suffix = scanUri(c, start, false)
  if (c.code() !== 0x3e) throw new YamlFault("A tag that begins with !< must end with >", start, QUOTE)
  c.pos++
  return { handle: "", suffix }
}

function shorthandTag(c: Cursor, start: number): WrittenTag {
  const handle = scanHandle(c)
  if (handle.length > 1 && handle.endsWith("!")) return { handle, suffix: scanUri(c, start, false) }
  const suffix = handle.slice(1) + scanUri(c, start, true)
  return suffix === "" ? { handle: "", suffix: "!" } : { handle: "!", suffix }
}

/** "!", "!!", "!name!", or "!name" when no second "!" follows. */
function scanHandle(c: Cursor): string {
  const start = c.pos++
  while (isWord(c.code())) c.pos++
  if (c.code() === EXCLAMATION) c.pos++
  return c.text.slice(start, c.pos)
}

function scanUri(c: Cursor, start: number, mayBeEmpty: boolean): string {
  const bytes: number[] = []
  const from = c.pos
  while (isWord(c.code()) || ";/?:@&=+$,.!~*'()[]%".includes(c.text.charAt(c.pos))) {
    if (c.code() === PERCENT) bytes.push(...uriEscapes(c, start))
    else bytes.push(c.text.charCodeAt(c.pos++))
  }
  if (c.pos === from && !mayBeEmpty) throw new YamlFault("A tag needs a name", start, QUOTE)
  return new TextDecoder().decode(Uint8Array.from(bytes))
}

/** The bytes of one character that is written as %xx%xx… */
function uriEscapes(c: Cursor, start: number): number[] {
  const bytes: number[] = []
  let length = 1
  while (bytes.length < length) {
    const hex = /^%([0-9a-fA-F]{2})$/.exec(c.text.slice(c.pos, c.pos + 3))?.[1]
    const byte = Number.parseInt(hex ?? "ff", 16)
    if (bytes.length === 0) length = utf8Length(byte)
    if (hex === undefined || length === 0 || (bytes.length > 0 && byte >> 6 !== 2))
      throw new YamlFault("A tag has a % that is not followed by the code of a character", start, QUOTE)
    bytes.push(byte)
    c.pos += 3
  }
  return bytes
}

function utf8Length(byte: number): number {
  if (byte < 0x80) return 1
  if (byte >> 5 === 0b110) return 2
  if (byte >> 4 === 0b1110) return 3
  return byte >> 3 === 0b11110 ? 4 : 0
}

/** Reads a line that begins with "%", with its line break. */
export function scanDirective(c: Cursor): Directive {
  const start = c.pos++
  const from = c.pos
  while (isWord(c.code())) c.pos++
  const name = c.text.slice(from, c.pos)
  if (!isBlankOrEnd(c.code()) || (name !== "YAML" && name !== "TAG"))
    throw new YamlFault("A line that begins with % is a YAML directive, and this one is unknown", start)
  c.skipBlanks()
  const directive: Directive = name === "YAML" ? { name, version: version(c, start) } : { name, ...tagPrefix(c, start) }
  c.skipBlanks()
  if (c.code() === HASH) c.skipLine()
  if (isBreak(c.code())) c.takeBreak()
  else if (c.code() !== 0) throw new YamlFault("A YAML directive has something behind it", c.pos)
  return directive
}

function version(c: Cursor, start: number): string {
  const [text] = /^\d{1,2}\.\d{1,2}(?!\d)/.exec(c.text.slice(c.pos, c.pos + 6)) ?? []
  if (text === undefined) throw new YamlFault("%YAML needs a version such as 1.1", start)
  c.pos += text.length
  return text
}

function tagPrefix(c: Cursor, start: number): { handle: string; prefix: string } {
  const handle = c.code() === EXCLAMATION ? scanHandle(c) : ""
  if (!handle.endsWith("!") || !isBlank(c.code())) throw new YamlFault("%TAG needs a handle such as !name!", start)
  c.skipBlanks()
  const prefix = scanUri(c, start, false)
  if (!isBlankOrEnd(c.code())) throw new YamlFault("%TAG needs a prefix behind its handle", start)
  return { handle, prefix }
}
