import { COLON, COMMA, type Cursor, HASH, isBlank, isBlankOrEnd, isBreak, QUESTION, SPACE, TAB } from "./cursor"
import { YamlFault } from "./fault"
import { Gap } from "./gap"
import type { ScalarText } from "./scalar-text"

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
