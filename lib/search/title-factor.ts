import type { DocumentIndex } from "./fields"
import type { MatchedWord } from "./match"

/** What a title that fits gives: all that was asked for in it, nothing else in it, in the same order. */
const TITLE_FIT = { recall: 0.5, precision: 0.3, order: 0.3 }

/** How much better a document is than its words alone say, by how well its title fits the words: 1 and more. */
export function titleFactor(index: DocumentIndex, document: number, asked: readonly MatchedWord[]): number {
  const { titleTerms } = index
  const from = index.titleFrom[document] ?? 0
  const length = (index.titleFrom[document + 1] ?? 0) - from
  const fits = new Float32Array(length)
  let wanted = 0
  let given = 0
  let pairs = 0
  let before = -2
  for (const { candidates, rarity } of asked) {
    let best = 0
    let place = -2
    for (let at = 0; at < length; at += 1) {
      const weight = candidates.get(titleTerms[from + at] ?? 0) ?? 0
      if (weight > (fits[at] ?? 0)) fits[at] = weight
      if (weight <= best) continue
      best = weight
      place = at
    }
    wanted += rarity
    given += rarity * best
    if (place >= 0 && place === before + 1) pairs += 1
    before = place
  }
  const recall = wanted > 0 ? given / wanted : 0
  const precision = fits.reduce((sum, fit) => sum + fit, 0) / Math.max(length, 1)
  const order = asked.length > 1 ? pairs / (asked.length - 1) : 0
  return 1 + TITLE_FIT.recall * recall + TITLE_FIT.precision * precision + TITLE_FIT.order * order
}

/** Whether a title begins with a squeezed name. */
export function titleBegins({ titleFrom, titleTerms, terms }: DocumentIndex, document: number, name: string): boolean {
  const to = titleFrom[document + 1] ?? 0
  let rest = name
  for (let at = titleFrom[document] ?? 0; at < to && rest !== ""; at += 1) {
    const word = terms.vocabulary.terms[titleTerms[at] ?? 0] ?? ""
    if (word.startsWith(rest)) return true
    if (!rest.startsWith(word)) return false
    rest = rest.slice(word.length)
  }
  return rest === ""
}
