import { candidates } from "./expand"
import type { Asked, Question } from "./question"
import { resolved } from "./resolve"
import type { TermIndex } from "./term-index"

/** The things that answer a question, in no order. */
export interface Matches {
  things: Uint32Array
  /** Beside each of `things`. */
  scores: Float32Array
}

/** BM25's k1: the weight at which a word has given half of what it can give. */
const HALF = 4

/** Finds things by their words. One per index: its memory is used again by each question. */
export class Matcher {
  readonly #index: TermIndex
  /** By thing: what the present word, and what all words so far, have given; how many required words it has. */
  readonly #word: Float32Array
  readonly #all: Float32Array
  readonly #has: Uint8Array
  /** The things that the present word, and that any word so far, has touched. */
  readonly #wordThings: Uint32Array
  readonly #allThings: Uint32Array

  constructor(index: TermIndex) {
    this.#index = index
    this.#word = new Float32Array(index.size)
    this.#all = new Float32Array(index.size)
    this.#has = new Uint8Array(index.size)
    this.#wordThings = new Uint32Array(index.size)
    this.#allThings = new Uint32Array(index.size)
  }

  /**
   * The things with all words that are required. Where there are none: those with as many of them as any thing has, and so
   * the question that asks for one thing too many still finds the rest.
   */
  match(question: Question): Matches {
    const asked = resolved(question.asked, this.#index.vocabulary)
    const required = asked.filter((one) => one.required).length
    let touched = 0
    for (const [i, one] of asked.entries()) touched = this.#add(one, i === asked.length - 1, touched)
    let most = 0
    for (let i = 0; i < touched; i += 1) most = Math.max(most, this.#has[this.#allThings[i] ?? 0] ?? 0)
    return this.#collect(touched, most, required === 0 ? 1 : (most / required) ** 2)
  }

  /** Adds what one word gives to each thing; answers how many things are touched by now. */
  #add(asked: Asked, last: boolean, before: number): number {
    const { from, things, weights, vocabulary, size } = this.#index
    const [word, list] = [this.#word, this.#wordThings]
    let found = 0
    for (const [term, share] of candidates(asked, vocabulary, last)) {
      const end = from[term + 1] ?? 0
      for (let i = from[term] ?? 0; i < end; i += 1) {
        const thing = things[i] ?? 0
        if (word[thing] === 0) {
          list[found] = thing
          found += 1
        }
        word[thing] = (word[thing] ?? 0) + share * (weights[i] ?? 0)
      }
    }
    const rarity = Math.log(1 + (size - found + 0.5) / (found + 0.5))
    return this.#take(found, rarity, asked.required ? 1 : 0, before)
  }

  #take(found: number, rarity: number, counts: number, before: number): number {
    const [word, list, all, has] = [this.#word, this.#wordThings, this.#all, this.#has]
    let touched = before
    for (let i = 0; i < found; i += 1) {
      const thing = list[i] ?? 0
      const weight = word[thing] ?? 0
      word[thing] = 0
      if (all[thing] === 0) {
        this.#allThings[touched] = thing
        touched += 1
      }
      all[thing] = (all[thing] ?? 0) + (rarity * weight) / (HALF + weight)
      has[thing] = (has[thing] ?? 0) + counts
    }
    return touched
  }

  /** The touched things that have so many words, each score times `factor`; the memory is as new afterwards. */
  #collect(touched: number, most: number, factor: number): Matches {
    const things = new Uint32Array(touched)
    const scores = new Float32Array(touched)
    let length = 0
    for (let i = 0; i < touched; i += 1) {
      const thing = this.#allThings[i] ?? 0
      if (this.#has[thing] === most) {
        things[length] = thing
        scores[length] = (this.#all[thing] ?? 0) * factor
        length += 1
      }
      this.#all[thing] = 0
      this.#has[thing] = 0
    }
    return { things: things.subarray(0, length), scores: scores.subarray(0, length) }
  }
}
