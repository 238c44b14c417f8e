import type { Range } from "./engine"
import { type Asked, question } from "./question"
import { stem } from "./stem"
import { allowedEdits, withinEdits } from "./typo"
import { type Word, words } from "./words"

/**
 * Where a text shows what a query asks for: whole words, their beginnings, synonyms, and where a word of the query is not
 * there at all, words that it may be a typo of. Inside of a name only the part that matches.
 */
export function highlight(text: string, query: string): Range[] {
  return highlighter(query)(text)
}

/** The same for many texts: the query is read once. */
export function highlighter(query: string): (text: string) => Range[] {
  const { asked } = question(query)
  return (text) => {
    const parts = words(text)
    return merged(asked.flatMap((one) => matches(one, parts)))
  }
}

function matches({ word, synonyms }: Asked, parts: readonly Word[]): Range[] {
  const direct = parts.flatMap((part, i): Range[] => {
    const begun = beginning(word, parts, i)
    return begun.length > 0 || stem(part.word) !== stem(word) ? begun : [whole(part)]
  })
  if (direct.length > 0) return direct
  const others = new Set(synonyms.map(stem))
  const alike = parts.filter((part) => others.has(stem(part.word)))
  if (alike.length > 0) return alike.map(whole)
  const edits = allowedEdits(word)
  return edits === 0 ? [] : parts.filter((part) => isTypo(word, part.word, edits)).map(whole)
}

/** Whether a word may be meant for another one, or for its beginning: "deadlok" for "deadlocks". */
function isTypo(word: string, other: string, edits: number): boolean {
  for (let length = word.length - edits; length <= word.length + edits; length += 1)
    if (length <= other.length && withinEdits(word, other.slice(0, length), edits) !== undefined) return true
  return false
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
