import type { Problem } from "@/lib/problem"

/** A problem with the line that it is in, cut where its fault begins and ends. */
export interface ShownProblem extends Omit<Problem, "file"> {
  before: string
  marked: string
  after: string
}

/** What the form holds, and what came of it. */
export interface LintState {
  rules: string
  /** Id of an entry, or "". */
  against: string
  /** Exposition text. */
  metrics: string
  /** Why nothing could be checked. */
  fault?: string
  result?: {
    counts: { alerts: number; recordings: number; queries: number }
    /** What metrics were looked up in; "" for nothing. */
    source: string
    silenced: number
    skipped: readonly string[]
    problems: readonly ShownProblem[]
  }
}
