import { readFileSync } from "node:fs"
import { parse } from "yaml"
import { z } from "zod"

/** What a query is a sample of. */
export const KINDS = [
  "name",
  "alias",
  "prefix",
  "typo",
  "symptom",
  "metric",
  "metric part",
  "synonym",
  "question",
  "multi-word",
  "runbook",
  "panel",
  "dashboard",
  "recording",
] as const
export type Kind = (typeof KINDS)[number]

/** 3: the search is over; 2: good; 1: related. */
export type Grade = 1 | 2 | 3

/** A query and the documents that answer it. */
export interface JudgedQuery {
  query: string
  kind: Kind
  /** Grade by document id. */
  answers: ReadonlyMap<string, Grade>
}

const Ids = z.array(z.string()).min(1)
const Judged = z.array(
  z.strictObject({
    query: z.string().min(1),
    kind: z.enum(KINDS),
    answers: z.strictObject({ 3: Ids.optional(), 2: Ids.optional(), 1: Ids.optional() }),
  }),
)

/** The judged queries of a file beside this one. An id that is graded twice throws. */
export function judgedQueries(file = "queries.yaml"): JudgedQuery[] {
  const judged = Judged.parse(parse(readFileSync(new URL(file, import.meta.url), "utf8")))
  return judged.map(({ query, kind, answers }) => {
    const grades = ([3, 2, 1] as const).flatMap((grade) => (answers[grade] ?? []).map((id) => [id, grade] as const))
    const byId = new Map<string, Grade>(grades)
    if (byId.size < grades.length) throw new Error(`"${query}" grades a document twice`)
    return { query, kind, answers: byId }
  })
}
