import type { Range } from "./engine"
import { allowedEdits, queryTokens, synonymsOf } from "./text"
import { withinEdits } from "./typo"
import { type Word, words } from "./words"

/**
 * Where a text shows what a query asks for: whole words, their beginnings, synonyms, and where a word of the query is not
 * there at all, words that it may be a typo of. Inside of a name only the part that matches.
 */
export function highlight(text: string, query: string): Range[] {
  const parts = words(text)
  return merged(queryTokens(query).flatMap((token) => matches(token, parts)))
}

function matches(token: string, parts: readonly Word[]): Range[] {
  const direct = parts.flatMap((_, i): Range[] => beginning(token, parts, i))
  if (direct.length > 0) return direct
  const others = synonymsOf(token)
  const alike = parts.filter(({ word }) => others.includes(word))
  if (alike.length > 0) return alike.map(whole)
  const edits = allowedEdits(token)
  return edits === 0 ? [] : parts.filter(({ word }) => withinEdits(token, word, edits) !== undefined).map(whole)
}

function whole({ start, end }: Word): Range {
  return [start, end]
}

/** The part at `i`, with those of the same name that follow it, as far as the token goes: "redisdown" is RedisDown. */
function beginning(token: string, parts: readonly Word[], i: number): Range[] {
  const first = parts[i]
  if (!first) return []
  let rest = token
  for (let at = i; ; at++) {
    const part = parts[at]
    if (part?.name !== first.name) return []
    if (part.word.startsWith(rest)) return [[first.start, part.start + rest.length]]
    if (!rest.startsWith(part.word)) return []
    rest = rest.slice(part.word.length)
  }
}

/** In order; ranges that touch or overlap become one. */
function merged(ranges: readonly Range[]): Range[] {
  const result: [number, number][] = []
  for (const [start, end] of ranges.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = result.at(-1)
    if (last && start <= last[1]) last[1] = Math.max(last[1], end)
    else result.push([start, end])
  }
  return result
}
