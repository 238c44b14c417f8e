import type { Asked } from "./question"
import { allowedEdits } from "./typo"
import type { Vocabulary } from "./vocabulary"
import { wholeName } from "./words"

/** What a word of the index is worth for a word that is asked for: 1 is the word itself. */
export type Candidates = Map<number, number>

const FORM = 0.95
const SYNONYM = 0.84
const SYNONYM_FORM = 0.79
/** The beginning of a word, when hardly anything and when nearly all of it is there; less where it is a word by itself. */
const PREFIX = { least: 0.5, most: 0.9, besideWord: 0.5 }
/** Names of metrics shorten words: "avail", "retrans". At least so many letters, and so much of the word. */
const ABBREVIATION = { weight: 0.6, letters: 4, share: 0.45 }
/** A typo, by the number of its edits. */
const TYPO = [1, 0.75, 0.55] as const
/** People seldom miss the first letter. */
const OTHER_FIRST_LETTER = 0.8

/**
 * The words of a vocabulary that stand for a word that is asked for, with their weights. Typos only for words that the
 * vocabulary lacks; beginnings for the last word, which may not be finished, and where there is nothing better.
 */
export function candidates(asked: Asked, vocabulary: Vocabulary, last: boolean): Candidates {
  const { word } = asked
  const found = known(asked, vocabulary)
  if (asked.whole) return found
  const there = has(found, FORM)
  if (last || !there) addPrefixes(found, word, vocabulary, there ? PREFIX.besideWord : 1)
  if (found.size > 0) return there ? found : withAbbreviations(found, word, vocabulary)
  for (const { term, edits } of vocabulary.similar(word, allowedEdits(word))) {
    const meant = vocabulary.terms[term] ?? ""
    const weight = (TYPO[edits] ?? 0) * (meant[0] === word[0] ? 1 : OTHER_FIRST_LETTER)
    for (const [other, share] of known({ word: meant, synonyms: [] }, vocabulary)) add(found, other, share * weight)
  }
  return found.size > 0 ? found : withAbbreviations(found, word, vocabulary)
}

/** The word itself, its forms and its synonyms, as far as they are in the vocabulary. */
function known({ word, synonyms }: Pick<Asked, "word" | "synonyms">, vocabulary: Vocabulary): Candidates {
  const found: Candidates = new Map()
  const addWord = (text: string, self: number, form: number): void => {
    const term = vocabulary.find(text)
    if (term !== undefined) add(found, term, self)
    // "keepalive" is written "keep-alive", "readonly" is ReadOnly.
    const whole = vocabulary.find(wholeName([text]))
    if (whole !== undefined) add(found, whole, form)
    for (const other of vocabulary.forms(text)) add(found, other, form)
  }
  addWord(word, 1, FORM)
  for (const synonym of synonyms) addWord(synonym, SYNONYM, SYNONYM_FORM)
  return found
}

function addPrefixes(found: Candidates, word: string, vocabulary: Vocabulary, factor: number): void {
  const [from, to] = vocabulary.prefix(word)
  for (let term = from; term < to; term += 1) {
    const share = word.length / (vocabulary.terms[term]?.length ?? 1)
    add(found, term, factor * (PREFIX.least + (PREFIX.most - PREFIX.least) * share))
  }
}

function withAbbreviations(found: Candidates, word: string, vocabulary: Vocabulary): Candidates {
  const shortest = Math.max(ABBREVIATION.letters, Math.ceil(word.length * ABBREVIATION.share))
  for (let length = shortest; length < word.length - 1; length += 1) {
    const term = vocabulary.find(word.slice(0, length))
    if (term !== undefined) add(found, term, ABBREVIATION.weight)
  }
  return found
}

function has(found: Candidates, least: number): boolean {
  for (const weight of found.values()) if (weight >= least) return true
  return false
}

function add(found: Candidates, term: number, weight: number): void {
  if (weight > (found.get(term) ?? 0)) found.set(term, weight)
}
