import { type Candidates, candidates } from "./expand"
import type { Question } from "./question"
import { resolved } from "./resolve"
import type { TermIndex } from "./term-index"

/** The things that answer a question, in no order. */
export interface Matches {
  things: Uint32Array
  /** Beside each of `things`. */
  scores: Float32Array
  /** The words that were asked for in the end, and what stood for each. */
  words: readonly MatchedWord[]
}

export interface MatchedWord {
  candidates: Candidates
  /** How much it tells: the logarithm of how few things have it. */
  rarity: number
}

/** BM25's k1: the weight at which a word has given half of what it can give. */
const HALF = 5
/** A word that weighs so much stands in a name, a title or a summary, and not only somewhere in a text. */
const STRONG = 1.4
/** The share of the words that is enough where no thing has all of them where it counts. */
const SOME = 0.5

/** Finds things by their words. One per index: its memory is used again by each question. */
export class Matcher {
  readonly #index: TermIndex
  /** By thing: what the present word, and what all words so far, have given; how many required words it has. */
  readonly #word: Float32Array
  readonly #all: Float32Array
  readonly #has: Uint8Array
  /** By thing: how many of the required words it has where it counts, in names and titles. */
  readonly #strong: Uint8Array
  /** The things that the present word, and that any word so far, has touched. */
  readonly #wordThings: Uint32Array
  readonly #allThings: Uint32Array

  constructor(index: TermIndex) {
    this.#index = index
    this.#word = new Float32Array(index.size)
    this.#all = new Float32Array(index.size)
    this.#has = new Uint8Array(index.size)
    this.#strong = new Uint8Array(index.size)
    this.#wordThings = new Uint32Array(index.size)
    this.#allThings = new Uint32Array(index.size)
  }

  /**
   * The things with all words that are required. Where none of them has these words in its name or title, also things that
   * lack some: people use other words than the catalog, and a title with half of them is better than a long text that
   * happens to have all. What lacks words gets less by the square of the share that it has.
   */
  match(question: Question): Matches {
    const asked = resolved(question.asked, this.#index.vocabulary)
    const required = asked.filter((one) => one.required).length
    let touched = 0
    const words: MatchedWord[] = []
    for (const [i, one] of asked.entries()) {
      const found = candidates(one, this.#index.vocabulary, i === asked.length - 1)
      const listed = this.#list(found)
      const rarity = Math.log(1 + (this.#index.size - listed + 0.5) / (listed + 0.5))
      touched = this.#take(listed, rarity, one.required ? 1 : 0, touched)
      if (!one.whole) words.push({ candidates: found, rarity })
    }
    const { things, scores } = this.#collect(touched, this.#least(touched, required), required)
    return { things, scores, words }
  }

  /** How many of the required words a thing must have, by what the best ones have. */
  #least(touched: number, required: number): number {
    let most = 0
    let strongest = 0
    for (let i = 0; i < touched; i += 1) {
      const thing = this.#allThings[i] ?? 0
      most = Math.max(most, this.#has[thing] ?? 0)
      strongest = Math.max(strongest, this.#strong[thing] ?? 0)
    }
    if (strongest >= required) return required < 3 ? required : Math.ceil(required * 0.66)
    return Math.min(most, Math.ceil(required * SOME))
  }

  /** Lists the things that have one of these words; answers how many they are. */
  #list(found: Candidates): number {
    const { from, things, weights } = this.#index
    const [word, list] = [this.#word, this.#wordThings]
    let listed = 0
    for (const [term, share] of found) {
      const end = from[term + 1] ?? 0
      for (let i = from[term] ?? 0; i < end; i += 1) {
        const thing = things[i] ?? 0
        if (word[thing] === 0) {
          list[listed] = thing
          listed += 1
        }
        word[thing] = (word[thing] ?? 0) + share * (weights[i] ?? 0)
      }
    }
    return listed
  }

  /** Gives what the listed word is worth to each thing; answers how many things are touched by now. */
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
      if (weight >= STRONG) this.#strong[thing] = (this.#strong[thing] ?? 0) + counts
    }
    return touched
  }

  /** The touched things that have at least so many of the required words; the memory is as new afterwards. */
  #collect(touched: number, least: number, required: number): Pick<Matches, "things" | "scores"> {
    const things = new Uint32Array(touched)
    const scores = new Float32Array(touched)
    let length = 0
    for (let i = 0; i < touched; i += 1) {
      const thing = this.#allThings[i] ?? 0
      const has = this.#has[thing] ?? 0
      if (has >= least) {
        things[length] = thing
        scores[length] = (this.#all[thing] ?? 0) * (required === 0 ? 1 : (has / required) ** 2)
        length += 1
      }
      this.#all[thing] = 0
      this.#has[thing] = 0
      this.#strong[thing] = 0
    }
    return { things: things.subarray(0, length), scores: scores.subarray(0, length) }
  }
}
