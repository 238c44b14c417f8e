import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"
import { stringify } from "yaml"
import { disk } from "@/lib/adapters/disk"
import { loadEntries } from "@/lib/catalog/load-entry"
import { metricFacts, metricNames } from "@/lib/catalog/metric-facts"
import { metricQueries } from "@/lib/catalog/metric-queries"
import { foreignSources } from "@/lib/checks/foreign-sources"
import { lint } from "@/lib/checks/lint"

const CATALOG = fileURLToPath(new URL("../../../catalog", import.meta.url))

test("our own checks find nothing in the queries that we suggest for any metric of the catalog", async () => {
  let suggested = 0
  const problems: string[] = []
  for (const { entry } of await loadEntries(disk(CATALOG))) {
    if (!entry) continue
    const queries = metricNames(entry).flatMap((name) => {
      const facts = metricFacts(entry, name)
      return facts && facts.versions[0] === entry.versions[0]?.version ? metricQueries(facts, "5m").queries : []
    })
    suggested += queries.length
    const rules = queries.map(({ expr }, i) => ({ record: `job:query:${i}`, expr }))
    const { sources, scrapeIntervalMs } = foreignSources({ entries: [{ entry }], others: [] })
    const found = lint([{ file: "queries", content: stringify({ groups: [{ name: "queries", rules }] }) }], {
      profile: "2.42",
      metrics: sources,
      ...(scrapeIntervalMs !== undefined && { scrapeIntervalMs }),
      // The rules only carry the queries; their names are nobody's concern.
      ignore: new Set(["recording-name"]),
    })
    problems.push(...found.problems.map(({ check, message, line }) => `${entry.id} ${line} ${check}: ${message}`))
  }
  expect(problems).toEqual([])
  expect(suggested).toBeGreaterThan(2000)
}, 60_000)
