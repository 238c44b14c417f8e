import { type Cursor, HASH, isBlank, isBreak } from "./cursor"

/** Comments are looked for over so many blanks and empty lines. Characters. */
const LOOK_AHEAD = 512

/** Passes a comment and those below it, which may be indented by anything. */
export function skipComments(c: Cursor): void {
  let at = c.pos
  while (c.text.charCodeAt(at) === HASH) {
    while (c.pos < at) {
      if (isBreak(c.code())) c.takeBreak()
      else c.pos++
    }
    c.skipLine()
    at = c.pos
    for (let n = 0; n < LOOK_AHEAD && (isBlank(c.text.charCodeAt(at)) || isBreak(c.text.charCodeAt(at))); n++) at++
  }
}

/** Passes a comment behind a token; behind a line break it is left to skipComments. */
export function skipLineComment(c: Cursor): void {
  let at = c.pos
  while (at - c.pos < LOOK_AHEAD && isBlank(c.text.charCodeAt(at))) at++
  if (c.text.charCodeAt(at) !== HASH || c.afterBreak()) return
  c.pos = at
  c.skipLine()
}
