/** One word of a text, or one part of a name in snake_case or CamelCase. */
export interface Word {
  /** Lower case, without accents. */
  word: string
  /** First and one past the last UTF-16 unit of it in the text. */
  start: number
  end: number
  /** Number of the name that it is a part of: parts of one name have the same. */
  name: number
}

const OTHER = 0
const LOWER = 1
const UPPER = 2
const DIGIT = 3
/** What joins the parts of the names of metrics, rules and settings. */
const JOINT = 4

const ASCII = Uint8Array.from({ length: 128 }, (_, code) => {
  const char = String.fromCharCode(code)
  if (/[a-z]/.test(char)) return LOWER
  if (/[A-Z]/.test(char)) return UPPER
  if (/[0-9]/.test(char)) return DIGIT
  return /[_:-]/.test(char) ? JOINT : OTHER
})

/**
 * The words of a text, in order; names are taken apart: "node_cpu" is node, cpu; "HTTPErrorRate" is http, error, rate;
 * "p99" and "URLs" stay whole.
 */
export function words(text: string): Word[] {
  const found: Word[] = []
  let name = 0
  let start = -1
  let joined = false
  const end = (at: number): void => {
    if (start !== -1) found.push({ word: folded(text.slice(start, at)), start, end: at, name })
    start = -1
  }
  let before = OTHER
  for (let at = 0; at < text.length; at += 1) {
    const kind = kindAt(text, at)
    if (kind === OTHER || kind === JOINT) {
      end(at)
      if (kind === OTHER && joined) name += 1
      joined = kind === JOINT && joined
    } else {
      if (start !== -1 && kind === UPPER && startsPart(text, at, before)) end(at)
      if (start === -1) start = at
      joined = true
    }
    before = kind
  }
  end(text.length)
  return found
}

/** Whether the capital at `at` begins a part of its own: behind a small letter, or before one at the end of capitals. */
function startsPart(text: string, at: number, before: number): boolean {
  if (before !== UPPER) return true
  if (kindAt(text, at + 1) !== LOWER) return false
  // The plural of an abbreviation: "CPUs".
  const plural = text[at + 1] === "s" && kindAt(text, at + 2) !== LOWER
  return !plural
}

function kindAt(text: string, at: number): number {
  const code = text.charCodeAt(at)
  if (code < 128) return ASCII[code] ?? OTHER
  return Number.isNaN(code) ? OTHER : kindOf(text, at)
}

/** The kind of what is beyond ASCII. Both halves of a surrogate pair are what the pair is. */
function kindOf(text: string, at: number): number {
  const code = text.charCodeAt(at)
  const low = code >= 0xdc00 && code <= 0xdfff
  const char = String.fromCodePoint(text.codePointAt(low ? Math.max(at - 1, 0) : at) ?? 0)
  if (/\p{Lu}/u.test(char)) return UPPER
  return /[\p{L}\p{M}\p{N}]/u.test(char) ? LOWER : OTHER
}

/** Lower case without accents, so that "Überlast" is found by "uberlast". */
export function folded(text: string): string {
  const lower = text.toLowerCase()
  // Nearly everything is ASCII, and normalizing takes longer than all the rest.
  for (let at = 0; at < lower.length; at += 1)
    if (lower.charCodeAt(at) > 127) return lower.normalize("NFD").replace(/\p{M}/gu, "")
  return lower
}

/** What an index calls a name of several parts as a whole; no word begins so. */
export function wholeName(parts: readonly string[]): string {
  return `_${parts.join("")}`
}

/** The names of several parts among the words of a text, as wholeName() has them. */
export function wholeNames(found: readonly Word[]): string[] {
  const names: string[] = []
  for (let from = 0; from < found.length; ) {
    let to = from + 1
    while (found[to]?.name === found[from]?.name && to < found.length) to += 1
    if (to - from > 1) names.push(wholeName(found.slice(from, to).map(({ word }) => word)))
    from = to
  }
  return names
}

/** A name without all that joins its parts: "RedisDown", "redis down" and "redis_down" are the same. */
export function squeezed(text: string): string {
  return words(text)
    .map(({ word }) => word)
    .join("")
}
