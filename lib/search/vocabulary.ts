import { stem } from "./stem"
import { withinEdits } from "./typo"

/** A word of a vocabulary that is like another one: its number there, and the edits between them. */
export interface Similar {
  term: number
  edits: number
}

/** The words of an index. A word's number is its place in alphabetical order. */
export class Vocabulary {
  /** In order of their UTF-16 units. */
  readonly terms: readonly string[]
  #shapes: Shapes | undefined

  /** `terms` must be sorted, each there once. */
  constructor(terms: readonly string[]) {
    this.terms = terms
  }

  /** The number of a word; undefined where it is not in here. */
  find(word: string): number | undefined {
    const at = this.#atLeast(word)
    return this.terms[at] === word ? at : undefined
  }

  /** The numbers of all words that begin so: from the first up to, without, the second. */
  prefix(start: string): readonly [number, number] {
    return [this.#atLeast(start), this.#atLeast(`${start}\uffff`)]
  }

  /** The numbers of the other forms of a word: those with the same stem. */
  forms(word: string): number[] {
    const common = stem(word)
    // A stem is always a beginning of its words. Shorter ones begin half of the language.
    if (common.length < 3) return []
    const [from, to] = this.prefix(common)
    const found: number[] = []
    for (let term = from; term < to; term += 1) {
      const other = this.terms[term] ?? ""
      if (other !== word && stem(other) === common) found.push(term)
    }
    return found
  }

  /** The words with the fewest edits to this one, at most `most`; see withinEdits. */
  similar(word: string, most: number): Similar[] {
    this.#shapes ??= new Shapes(this.terms)
    let found: Similar[] = []
    let best = most
    for (const term of this.#shapes.near(word, most)) {
      const edits = withinEdits(word, this.terms[term] ?? "", best)
      if (edits === undefined) continue
      if (edits < best) found = []
      best = edits
      found.push({ term, edits })
    }
    return found
  }

  /** The place of the first word that is not before this one. */
  #atLeast(word: string): number {
    let low = 0
    let high = this.terms.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.terms[middle] ?? "") < word) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** The lengths and letters of all words, to pass over nearly all of them without a look at the word itself. */
class Shapes {
  /** Numbers of the words, the shortest first. */
  readonly #byLength: Uint32Array
  /** Where the words of each length begin in #byLength. */
  readonly #from: Uint32Array
  /** For each place in #byLength: one bit for each letter that the word has. */
  readonly #letters: Uint32Array

  constructor(terms: readonly string[]) {
    const longest = terms.reduce((most, { length }) => Math.max(most, length), 0)
    this.#from = new Uint32Array(longest + 2)
    for (const { length } of terms) this.#from[length + 1] = (this.#from[length + 1] ?? 0) + 1
    for (let i = 1; i < this.#from.length; i += 1) this.#from[i] = (this.#from[i] ?? 0) + (this.#from[i - 1] ?? 0)
    const next = this.#from.slice()
    this.#byLength = new Uint32Array(terms.length)
    this.#letters = new Uint32Array(terms.length)
    for (const [term, word] of terms.entries()) {
      const at = next[word.length] ?? 0
      next[word.length] = at + 1
      this.#byLength[at] = term
      this.#letters[at] = letters(word)
    }
  }

  /** The words that may be within so many edits: an edit takes away at most one letter and brings at most one. */
  *near(word: string, edits: number): Generator<number> {
    const wanted = letters(word)
    const last = this.#from.length - 1
    const from = this.#from[Math.min(Math.max(word.length - edits, 0), last)] ?? 0
    const to = this.#from[Math.min(word.length + edits + 1, last)] ?? 0
    for (let at = from; at < to; at += 1) {
      const other = this.#letters[at] ?? 0
      if (bits(wanted & ~other) <= edits && bits(other & ~wanted) <= edits) yield this.#byLength[at] ?? 0
    }
  }
}

/** The letters of a word as bits; what is no Latin letter or digit shares the bits that are left. */
function letters(word: string): number {
  let set = 0
  for (let i = 0; i < word.length; i += 1) {
    const code = word.charCodeAt(i)
    set |= 1 << (code >= 97 && code <= 122 ? code - 97 : 26 + (code % 6))
  }
  return set >>> 0
}

function bits(set: number): number {
  let rest = set - ((set >>> 1) & 0x55555555)
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333)
  return (((rest + (rest >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
}
