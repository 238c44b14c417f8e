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
  eachWord(text, (word, start, end, name) => found.push({ word, start, end, name }))
  return found
}

/** The same, one after the other: for texts so long that the list would cost more than the words. */
export function eachWord(text: string, visit: (word: string, start: number, end: number, name: number) => void): void {
  let name = 0
  let start = -1
  let inName = false
  let before = OTHER
  for (let at = 0; at <= text.length; at += 1) {
    const kind = kindAt(text, at)
    const inWord = kind !== OTHER && kind !== JOINT
    if (start !== -1 && (!inWord || (kind === UPPER && startsPart(text, at, before)))) {
      visit(folded(text.slice(start, at)), start, at, name)
      start = -1
    }
    if (inWord && start === -1) start = at
    if (kind === OTHER && inName) name += 1
    inName = inWord || (inName && kind === JOINT)
    before = kind
  }
}

/** Whether the capital at `at` begins a part of its own: behind a small letter, or before one at the end of capitals. */
function startsPart(text: string, at: number, before: number): boolean {
  if (before !== UPPER) return true
  if (kindAt(text, at + 1) !== LOWER) return false
  // The plural of an abbreviation: "CPUs".
  const plural = text[at + 1] === "s" && kindAt(text, at + 2) !== LOWER
  return !plural
}

/** Behind the end there is nothing that is a word. */
function kindAt(text: string, at: number): number {
  if (at >= text.length) return OTHER
  const code = text.charCodeAt(at)
  return code < 128 ? (ASCII[code] ?? OTHER) : kindOf(text, at)
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

/** A name without all that joins its parts: "RedisDown", "redis down" and "redis_down" are the same. */
export function squeezed(text: string): string {
  return words(text)
    .map(({ word }) => word)
    .join("")
}
