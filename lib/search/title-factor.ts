import type { DocumentIndex } from "./fields"
import type { MatchedWord } from "./match"

/** What a title that fits gives: all that was asked for in it, nothing else in it, in the same order. */
export const TITLE_FIT = { recall: 0.6, precision: 0.3, order: 0.3 }

/** How much better a document is than its words alone say, by how well its title fits the words: 1 and more. */
export function titleFactor(
  { titleFrom, titleTerms }: DocumentIndex,
  document: number,
  asked: readonly MatchedWord[],
): number {
  const title = titleTerms.subarray(titleFrom[document] ?? 0, titleFrom[document + 1] ?? 0)
  let wanted = 0
  let given = 0
  let pairs = 0
  let before = -2
  const fits = new Float32Array(title.length)
  for (const { candidates, rarity } of asked) {
    let best = 0
    let place = -2
    for (const [at, term] of title.entries()) {
      const weight = candidates.get(term) ?? 0
      fits[at] = Math.max(fits[at] ?? 0, weight)
      if (weight <= best) continue
      best = weight
      place = at
    }
    wanted += rarity
    given += rarity * best
    if (place >= 0 && place === before + 1) pairs += 1
    before = place
  }
  const precision = fits.reduce((sum, fit) => sum + fit, 0) / Math.max(title.length, 1)
  const order = asked.length > 1 ? pairs / (asked.length - 1) : 0
  return (
    1 + TITLE_FIT.recall * (wanted > 0 ? given / wanted : 0) + TITLE_FIT.precision * precision + TITLE_FIT.order * order
  )
}
