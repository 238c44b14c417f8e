import { STOP_WORDS, synonymsOf } from "./synonyms"
import type { TermIndex } from "./term-index"
import { allowedEdits } from "./typo"
import type { Vocabulary } from "./vocabulary"
import { wholeName, words } from "./words"

/**
 * The text with each word that the vocabulary lacks replaced by the most frequent of those that are nearest to it;
 * undefined where there is none.
 */
export function corrected(
  text: string,
  { vocabulary, from }: Pick<TermIndex, "vocabulary" | "from">,
): string | undefined {
  let result = ""
  let at = 0
  for (const { word, start, end } of words(text.slice(0, 400))) {
    const meant = known(word, vocabulary) ? undefined : nearest(word, vocabulary, from)
    if (meant === undefined) continue
    result += text.slice(at, start) + likeIts(text.slice(start, end), meant)
    at = end
  }
  return at === 0 ? undefined : result + text.slice(at)
}

/** With a capital where the word had one: inside of a name it begins a part. */
function likeIts(given: string, meant: string): string {
  return /^\p{Lu}/u.test(given) ? meant.charAt(0).toUpperCase() + meant.slice(1) : meant
}

function known(word: string, vocabulary: Vocabulary): boolean {
  const [from, to] = vocabulary.prefix(word)
  const whole = vocabulary.find(wholeName([word])) !== undefined
  return whole || from < to || STOP_WORDS.has(word) || vocabulary.forms(word).length > 0 || synonymsOf(word).length > 0
}

function nearest(word: string, vocabulary: Vocabulary, from: Uint32Array): string | undefined {
  const found = vocabulary.similar(word, allowedEdits(word)).map(({ term }) => ({
    meant: vocabulary.terms[term] ?? "",
    count: (from[term + 1] ?? 0) - (from[term] ?? 0),
  }))
  const sameStart = found.filter(({ meant }) => meant[0] === word[0])
  const [best] = (sameStart.length > 0 ? sameStart : found).sort((a, b) => b.count - a.count)
  return best?.meant
}
