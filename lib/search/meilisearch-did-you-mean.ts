import { corrected } from "./did-you-mean"
import type { SearchDocument } from "./engine"
import { stem } from "./stem"
import { Vocabulary } from "./vocabulary"
import { words } from "./words"

/** Another text that may be meant, and the stems of the words of the first one that it does without. */
export interface Correction {
  meant: string
  instead: readonly string[]
}

type Shown = Pick<SearchDocument, "title" | "summary" | "entry" | "software">

/**
 * What may be meant, by the words of the hits: Meilisearch finds through typos, but does not tell its vocabulary. The words
 * that would go may still be in what hits do not show, so whoever uses a correction asks for them as phrases first.
 */
export function correctionOf(text: string, hits: readonly Shown[]): Correction | undefined {
  const counts = new Map<string, number>()
  for (const { title, summary, entry, software } of hits)
    for (const { word } of words([title, summary, entry, software].join("\n")))
      counts.set(word, (counts.get(word) ?? 0) + 1)
  const terms = [...counts.keys()].sort()
  const from = new Uint32Array(terms.length + 1)
  for (const [term, word] of terms.entries()) from[term + 1] = (from[term] ?? 0) + (counts.get(word) ?? 0)
  const meant = corrected(text, { vocabulary: new Vocabulary(terms), from })
  if (meant === undefined) return undefined
  const kept = new Set(words(meant).map(({ word }) => word))
  const gone = words(text).flatMap(({ word }) => (kept.has(word) ? [] : [stem(word)]))
  return { meant, instead: [...new Set(gone)] }
}
