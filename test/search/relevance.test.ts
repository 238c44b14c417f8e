import { describe, expect, test } from "vitest"
import { embeddedEngine } from "@/lib/search/embedded"
import { corpus } from "./corpus"
import { type Measures, measures, outcome } from "./measures"
import { miniSearchDefaults, miniSearchFuzzy } from "./minisearch"
import { judgedQueries } from "./queries"

const documents = await corpus()
const queries = judgedQueries()
const engine = embeddedEngine(documents)
const ours = async (text: string) => (await engine.search({ text, limit: 10 })).hits.map(({ id }) => id)

async function measured(search: (text: string) => Promise<readonly string[]>, of = queries): Promise<Measures> {
  return measures(await Promise.all(of.map(async (judged) => outcome(judged, await search(judged.query)))))
}

// `npx tsx test/search/relevance.ts --worst` tells which queries fail.
describe("our engine on the judged queries", async () => {
  const our = await measured(ours)

  test("puts a good answer first for nine queries of ten", () => {
    expect(our.success1).toBeGreaterThanOrEqual(0.9)
  })

  test("fills the first page as judged", () => {
    expect(our.ndcg10).toBeGreaterThanOrEqual(0.92)
  })

  test("does nearly as well on queries that nobody has tuned it on", async () => {
    const fresh = await measured(ours, judgedQueries("fresh-queries.yaml"))
    expect(fresh.success1).toBeGreaterThanOrEqual(0.88)
    expect(fresh.ndcg10).toBeGreaterThanOrEqual(0.86)
  })

  test.each([miniSearchDefaults(documents), miniSearchFuzzy(documents)])("is ahead of $name", async ({ search }) => {
    const theirs = await measured(search)
    expect(our.success1).toBeGreaterThan(theirs.success1 + 0.2)
    expect(our.ndcg10).toBeGreaterThan(theirs.ndcg10 + 0.2)
  })
})

describe("exact names come first", () => {
  test.each(["name", "metric"] as const)("of kind %s", async (kind) => {
    const missed: string[] = []
    for (const { query, answers } of queries.filter((judged) => judged.kind === kind)) {
      const [first = "nothing"] = await ours(query)
      if (answers.get(first) !== 3) missed.push(`${query}: ${first}`)
    }
    expect(missed).toEqual([])
  })
})
