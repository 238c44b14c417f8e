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

/** A run of letters, digits, and what joins them in the names of metrics and rules. */
const NAME = /[\p{L}\p{M}\p{N}_:]+/gu
/** The parts of a name: "HTTPErrorRate" is HTTP, Error, Rate; "node_cpu" is node, cpu; "p99" stays. */
const PART = /\p{Lu}+(?!\p{Ll})[\p{N}]*|\p{Lu}?[^\p{Lu}_:]+|\p{Lu}/gu

/** The words of a text, in order. */
export function words(text: string): Word[] {
  const found: Word[] = []
  let name = 0
  for (const { 0: whole, index } of text.matchAll(NAME)) {
    for (const { 0: part, index: within } of whole.matchAll(PART)) {
      const start = index + within
      found.push({ word: folded(part), start, end: start + part.length, name })
    }
    name++
  }
  return found
}

/** Lower case without accents, so that "Überlast" is found by "uberlast". */
export function folded(text: string): string {
  // Nearly everything is ASCII; normalizing all of it would take longer than indexing it.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the ASCII range begins with them.
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase()
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()
}
