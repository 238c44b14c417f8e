import { describe, expect, test } from "vitest"
import { measures, outcome } from "./measures"
import type { Grade, JudgedQuery } from "./queries"

function judged(answers: Readonly<Record<string, Grade>>): JudgedQuery {
  return { query: "q", kind: "name", answers: new Map(Object.entries(answers)) }
}

describe("the measures", () => {
  const query = judged({ best: 3, good: 2, related: 1 })

  test.each([
    { ids: ["best", "good", "related"], rank: 1, ndcg: 1 },
    { ids: ["good", "best", "related"], rank: 1, ndcg: (3 + 7 / Math.log2(3) + 0.5) / (7 + 3 / Math.log2(3) + 0.5) },
    { ids: ["related", "wrong", "best"], rank: 3, ndcg: (1 + 7 / 2) / (7 + 3 / Math.log2(3) + 0.5) },
    { ids: ["related"], rank: Number.POSITIVE_INFINITY, ndcg: 1 / (7 + 3 / Math.log2(3) + 0.5) },
    { ids: [], rank: Number.POSITIVE_INFINITY, ndcg: 0 },
  ])("of $ids: first good answer at $rank", ({ ids, rank, ndcg }) => {
    const result = outcome(query, ids)
    expect(result.rank).toBe(rank)
    expect(result.ndcg10).toBeCloseTo(ndcg, 12)
  })

  test("look at ten answers only", () => {
    const eleven = [...Array.from({ length: 10 }, (_, i) => `wrong ${i}`), "best"]
    expect(outcome(query, eleven)).toMatchObject({ rank: Number.POSITIVE_INFINITY, ndcg10: 0 })
  })

  test("of more than ten answers count the ten best as the ideal", () => {
    const many = judged(Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`d${i}`, 3 as Grade])))
    const ids = Array.from({ length: 10 }, (_, i) => `d${11 - i}`)
    expect(outcome(many, ids).ndcg10).toBe(1)
  })

  test("are means over the queries", () => {
    const outcomes = [["best"], ["wrong", "good"], ["a", "b", "c", "d", "e", "best"], []].map((ids) =>
      outcome(judged({ best: 3, good: 2 }), ids),
    )
    expect(measures(outcomes)).toMatchObject({ queries: 4, success1: 0.25, success5: 0.5 })
    expect(measures(outcomes).mrr).toBeCloseTo((1 + 1 / 2 + 1 / 6) / 4, 12)
  })

  test("of nothing do not exist", () => {
    expect(() => measures([])).toThrow("nothing to measure")
  })
})
