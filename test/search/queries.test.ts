import { describe, expect, test } from "vitest"
import { DOCUMENT_TYPES } from "@/lib/search/engine"
import { corpus, JUDGED_ENTRIES } from "./corpus"
import { judgedQueries, KINDS } from "./queries"

const queries = judgedQueries()
const byId = new Map((await corpus()).map((document) => [document.id, document]))
const fresh = judgedQueries("fresh-queries.yaml")
const graded = queries.flatMap(({ query, answers }) => [...answers].map(([id, grade]) => ({ query, id, grade })))

describe("the judged queries", () => {
  test("are at least 200, each once", () => {
    const texts = queries.map(({ query }) => query.toLowerCase())
    expect(texts.filter((text, i) => texts.indexOf(text) !== i)).toEqual([])
    expect(texts.length).toBeGreaterThanOrEqual(200)
  })

  test("have only answers that exist", () => {
    expect(graded.filter(({ id }) => !byId.has(id)).map(({ query, id }) => `${query}: ${id}`)).toEqual([])
  })

  test("that were kept back are others, and have only answers that exist", () => {
    const texts = new Set(queries.map(({ query }) => query.toLowerCase()))
    expect(fresh.filter(({ query }) => texts.has(query.toLowerCase())).map(({ query }) => query)).toEqual([])
    const missing = fresh.flatMap(({ answers }) => [...answers.keys()].filter((id) => !byId.has(id)))
    expect(missing).toEqual([])
    expect(fresh.length).toBeGreaterThanOrEqual(80)
  })

  test("have a best answer each", () => {
    const without = [...queries, ...fresh].filter(({ answers }) => ![...answers.values()].includes(3))
    expect(without.map(({ query }) => query)).toEqual([])
  })

  test.each(KINDS)("cover the kind %s at least five times", (kind) => {
    expect(queries.filter((query) => query.kind === kind).length).toBeGreaterThanOrEqual(5)
  })

  test.each(DOCUMENT_TYPES)("have %s documents among their best answers", (type) => {
    const best = graded.filter(({ id, grade }) => grade === 3 && byId.get(id)?.type === type)
    expect(new Set(best.map(({ query }) => query)).size).toBeGreaterThanOrEqual(5)
  })

  test.each(JUDGED_ENTRIES)("look for %s", (entry) => {
    const best = graded.filter(({ id, grade }) => grade === 3 && byId.get(id)?.entry === entry)
    expect(new Set(best.map(({ query }) => query)).size).toBeGreaterThanOrEqual(20)
  })
})
