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

/** The same for many texts: the query is read once, and what was found out about a word is remembered. */
export function highlighter(query: string): (text: string) => Range[] {
  const stemOf = remembering(stem)
  const wanted = question(query)
    .asked.filter((one) => !one.whole)
    .map((one) => likenessTo(one, stemOf))
  return (text) => {
    const parts = words(text)
    return merged(wanted.flatMap((one) => matches(one, parts)))
  }
}

/** How other words are like one that is asked for. */
interface Likeness {
  word: string
  isForm(other: string): boolean
  isSynonym(other: string): boolean
  isTypo(other: string): boolean
}

function likenessTo({ word, synonyms }: Asked, stemOf: (word: string) => string): Likeness {
  const own = stem(word)
  const others = new Set(synonyms.map(stem))
  const edits = allowedEdits(word)
  return {
    word,
    isForm: (other) => stemOf(other) === own,
    isSynonym: (other) => others.has(stemOf(other)),
    isTypo: remembering((other) => edits > 0 && isTypo(word, other, edits)),
  }
}

function remembering<T>(find: (word: string) => T): (word: string) => T {
  const known = new Map<string, T>()
  return (word) => {
    const before = known.get(word)
    if (before !== undefined) return before
    const found = find(word)
    known.set(word, found)
    return found
  }
}

function matches({ word, isForm, isSynonym, isTypo }: Likeness, parts: readonly Word[]): Range[] {
  const direct: Range[] = []
  for (const [i, part] of parts.entries()) {
    const begun = beginning(word, parts, i) ?? (isForm(part.word) ? whole(part) : undefined)
    if (begun) direct.push(begun)
  }
  if (direct.length > 0) return direct
  const alike = parts.filter((part) => isSynonym(part.word))
  return (alike.length > 0 ? alike : parts.filter((part) => isTypo(part.word))).map(whole)
}

/** Whether a word may be meant for another one, or for its beginning: "deadlok" for "deadlocks". */
function isTypo(word: string, other: string, edits: number): boolean {
  // People seldom miss the first letter, and nearly all words differ in it.
  if (other[0] !== word[0] && other[0] !== word[1]) return false
  const most = Math.min(word.length + edits, other.length)
  for (let length = word.length - edits; length <= most; length += 1)
    if (withinEdits(word, other.slice(0, length), edits) !== undefined) return true
  return false
}

function whole({ start, end }: Word): Range {
  return [start, end]
}

/** The part at `i`, with those of the same name that follow it, as far as the token goes: "redisdown" is RedisDown. */
function beginning(token: string, parts: readonly Word[], i: number): Range | undefined {
  const first = parts[i]
  if (!first) return undefined
  let rest = token
  for (let at = i; ; at++) {
    const part = parts[at]
    if (part?.name !== first.name) return undefined
    if (part.word.startsWith(rest)) return [first.start, part.start + rest.length]
    if (!rest.startsWith(part.word)) return undefined
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
