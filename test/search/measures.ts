import type { Grade, JudgedQuery } from "./queries"

/** How well an engine answers, as the mean over queries. All from 0 to 1. */
export interface Measures {
  /** Number of queries. */
  queries: number
  success1: number
  success5: number
  mrr: number
  ndcg10: number
}

/** An answer of this grade ends the search; one of grade 1 is only related. */
const GOOD: Grade = 2
const DEPTH = 10

/** A query with the ids that an engine gave, best first, and what they are worth. */
export interface Outcome {
  judged: JudgedQuery
  ids: readonly string[]
  /** Place of the first good answer, from 1; Infinity when there is none. */
  rank: number
  ndcg10: number
}

/** What the first ids of an answer are worth; see the formulas at the head of relevance.ts. */
export function outcome(judged: JudgedQuery, ids: readonly string[]): Outcome {
  const shown = ids.slice(0, DEPTH)
  const place = shown.findIndex((id) => (judged.answers.get(id) ?? 0) >= GOOD)
  const ideal = [...judged.answers.values()].toSorted((a, b) => b - a).slice(0, DEPTH)
  const gained = shown.map((id) => judged.answers.get(id) ?? 0)
  return {
    judged,
    ids: shown,
    rank: place === -1 ? Number.POSITIVE_INFINITY : place + 1,
    ndcg10: discounted(gained) / discounted(ideal),
  }
}

/** The means over these outcomes; throws without any. */
export function measures(outcomes: readonly Outcome[]): Measures {
  if (outcomes.length === 0) throw new Error("There is nothing to measure")
  const mean = (of: (outcome: Outcome) => number) => outcomes.reduce((sum, item) => sum + of(item), 0) / outcomes.length
  return {
    queries: outcomes.length,
    success1: mean(({ rank }) => (rank <= 1 ? 1 : 0)),
    success5: mean(({ rank }) => (rank <= 5 ? 1 : 0)),
    mrr: mean(({ rank }) => 1 / rank),
    ndcg10: mean(({ ndcg10 }) => ndcg10),
  }
}

function discounted(grades: readonly number[]): number {
  return grades.reduce((sum, grade, i) => sum + (2 ** grade - 1) / Math.log2(i + 2), 0)
}
