import { describe, expect, test } from "vitest"
import { allowedEdits, withinEdits } from "@/lib/search/typo"
import { Vocabulary } from "@/lib/search/vocabulary"
import { random } from "./oracle"

test.each([
  ["redis", "redis", 0],
  ["redsi", "redis", 1], // two letters swapped
  ["promethues", "prometheus", 1],
  ["postgress", "postgres", 1],
  ["memry", "memory", 1],
  ["conection", "connections", 2],
  ["kafka", "redis", undefined],
  ["abcd", "badc", 2],
])("%s and %s are %s edits apart, of at most two", (a, b, edits) => {
  expect([withinEdits(a, b, 2), withinEdits(b, a, 2)]).toEqual([edits, edits])
})

test("the longer a word, the more typos it may have", () => {
  expect(["pg", "tls", "node", "redis1", "prometheus", "12345678"].map(allowedEdits)).toEqual([0, 0, 1, 1, 2, 0])
})

/** The textbook's table, whole and slow. */
function distance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => [i, ...Array<number>(b.length).fill(0)])
  const at = (i: number, j: number): number => rows[i]?.[j] ?? 0
  for (let j = 0; j <= b.length; j += 1) (rows[0] as number[])[j] = j
  for (let i = 1; i <= a.length; i += 1)
    for (let j = 1; j <= b.length; j += 1) {
      const change = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const swap =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
          ? at(i - 2, j - 2) + 1
          : Number.POSITIVE_INFINITY
      ;(rows[i] as number[])[j] = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, change, swap)
    }
  return at(a.length, b.length)
}

describe("against the textbook, on words by chance", () => {
  const next = random(42)
  const word = (): string =>
    Array.from({ length: 1 + Math.floor(next() * 9) }, () => "abcé1"[Math.floor(next() * 5)]).join("")
  const terms = [...new Set(Array.from({ length: 400 }, word))].sort()
  const vocabulary = new Vocabulary(terms)

  test("the edits are the same", () => {
    for (let i = 0; i < 2_000; i += 1) {
      const [a, b] = [word(), word()]
      const edits = distance(a, b)
      expect([a, b, withinEdits(a, b, 2)]).toEqual([a, b, edits <= 2 ? edits : undefined])
    }
  })
  test("a vocabulary finds the nearest words, all of them and no others", () => {
    for (let i = 0; i < 300; i += 1) {
      const wanted = word()
      const nearest = Math.min(2, ...terms.map((term) => distance(wanted, term)))
      const expected = terms.filter((term) => distance(wanted, term) === nearest)
      const found = vocabulary.similar(wanted, 2).map(({ term, edits }) => {
        expect(edits).toBe(nearest)
        return terms[term] ?? ""
      })
      expect([wanted, found.sort()]).toEqual([wanted, expected])
    }
  })
  test("and the words that begin so", () => {
    for (let i = 0; i < 300; i += 1) {
      const start = word().slice(0, 3)
      const [from, to] = vocabulary.prefix(start)
      expect(terms.slice(from, to)).toEqual(terms.filter((term) => term.startsWith(start)))
      expect(vocabulary.find(start)).toBe(terms.includes(start) ? terms.indexOf(start) : undefined)
    }
  })
})
