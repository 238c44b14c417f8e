import { type Asked, asksFor } from "./question"
import type { Vocabulary } from "./vocabulary"
import { wholeName } from "./words"

/**
 * The words that are asked for, as an index writes them: a word that it lacks but that is two of its words is both of them
 * ("redisdown"), and two words that it writes as one ("pg bouncer") may be that one as well.
 */
export function resolved(asked: readonly Asked[], vocabulary: Vocabulary): Asked[] {
  const parts = asked.flatMap((one) => halves(one, vocabulary) ?? [one])
  return parts.map((one, i) => withNeighbours(one, parts[i - 1], parts[i + 1], vocabulary))
}

function halves(asked: Asked, vocabulary: Vocabulary): Asked[] | undefined {
  const { word, required, synonyms } = asked
  if (word.length < 6 || synonyms.length > 0 || knows(vocabulary, word)) return undefined
  if (vocabulary.similar(word, 1).length > 0) return undefined
  for (let at = word.length - 2; at >= 3; at -= 1) {
    const [first, second] = [word.slice(0, at), word.slice(at)]
    if (vocabulary.find(first) === undefined) continue
    // The second one may not be finished.
    const [from, to] = vocabulary.prefix(second)
    const begun = from < to && second.length > 2
    if (begun || vocabulary.find(second) !== undefined) return [asksFor(first, required), asksFor(second, required)]
  }
  return undefined
}

function knows(vocabulary: Vocabulary, word: string): boolean {
  const [from, to] = vocabulary.prefix(word)
  return from < to || vocabulary.forms(word).length > 0 || vocabulary.find(wholeName([word])) !== undefined
}

function withNeighbours(
  asked: Asked,
  before: Asked | undefined,
  after: Asked | undefined,
  vocabulary: Vocabulary,
): Asked {
  const joined = [before && before.word + asked.word, after && asked.word + after.word].flatMap((word) =>
    word === undefined ? [] : [word, wholeName([word])].filter((one) => vocabulary.find(one) !== undefined),
  )
  return joined.length === 0 ? asked : { ...asked, synonyms: [...asked.synonyms, ...joined] }
}
