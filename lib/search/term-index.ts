import { Vocabulary } from "./vocabulary"

/** Which things have a word, and how much it says of each: lists by word, one behind the other. */
export interface TermIndex {
  vocabulary: Vocabulary
  /** How many things there are; they are numbered from 0. */
  size: number
  /** Where the list of each word begins in `things`; one more at the end. */
  from: Uint32Array
  things: Uint32Array
  /** Beside each of `things`: how much the word says of it. */
  weights: Float32Array
}

/** Collects words of things, thing after thing, and makes an index of them. */
export class TermIndexBuilder {
  readonly #numbers = new Map<string, number>()
  readonly #lastThing: number[] = []
  readonly #lastPlace: number[] = []
  #terms = new Uint32Array(4_096)
  #things = new Uint32Array(4_096)
  #weights = new Float32Array(4_096)
  #length = 0
  #size = 0

  /** A word's number while the index is being made. */
  term(word: string): number {
    const known = this.#numbers.get(word)
    if (known !== undefined) return known
    const number = this.#numbers.size
    this.#numbers.set(word, number)
    this.#lastThing.push(-1)
    this.#lastPlace.push(0)
    return number
  }

  /** Begins the next thing; its number is the answer. */
  next(): number {
    this.#size += 1
    return this.#size - 1
  }

  /** A word, by its number, of the present thing. */
  add(term: number, weight: number): void {
    const thing = this.#size - 1
    if (this.#lastThing[term] === thing) {
      const place = this.#lastPlace[term] ?? 0
      this.#weights[place] = (this.#weights[place] ?? 0) + weight
      return
    }
    if (this.#length === this.#terms.length) this.#grow()
    this.#terms[this.#length] = term
    this.#things[this.#length] = thing
    this.#weights[this.#length] = weight
    this.#lastThing[term] = thing
    this.#lastPlace[term] = this.#length
    this.#length += 1
  }

  /** The index, and for each word's number here its number there; the builder is of no use afterwards. */
  build(): { index: TermIndex; places: Uint32Array } {
    const words = [...this.#numbers.keys()].sort()
    const places = new Uint32Array(words.length)
    for (const [place, word] of words.entries()) places[this.#numbers.get(word) ?? 0] = place
    const from = new Uint32Array(words.length + 1)
    for (let i = 0; i < this.#length; i += 1) {
      const after = (places[this.#terms[i] ?? 0] ?? 0) + 1
      from[after] = (from[after] ?? 0) + 1
    }
    for (let i = 1; i < from.length; i += 1) from[i] = (from[i] ?? 0) + (from[i - 1] ?? 0)
    const next = from.slice()
    const things = new Uint32Array(this.#length)
    const weights = new Float32Array(this.#length)
    for (let i = 0; i < this.#length; i += 1) {
      const place = places[this.#terms[i] ?? 0] ?? 0
      const at = next[place] ?? 0
      next[place] = at + 1
      things[at] = this.#things[i] ?? 0
      weights[at] = this.#weights[i] ?? 0
    }
    return { index: { vocabulary: new Vocabulary(words), size: this.#size, from, things, weights }, places }
  }

  #grow(): void {
    const grown = <T extends Uint32Array | Float32Array>(old: T, copy: T): T => {
      copy.set(old)
      return copy
    }
    this.#terms = grown(this.#terms, new Uint32Array(this.#length * 2))
    this.#things = grown(this.#things, new Uint32Array(this.#length * 2))
    this.#weights = grown(this.#weights, new Float32Array(this.#length * 2))
  }
}
