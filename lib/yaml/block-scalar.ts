import { type Cursor, HASH, isBlank, isBreak, isDigit, SPACE, TAB } from "./cursor"
import { YamlFault } from "./fault"
import type { ScalarText } from "./scalar-text"

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
