/*
 * Relevance as a number: `npx tsx test/search/relevance.ts [--worst] [--all] [--json] [--queries <file>]`.
 *
 * Every engine gets the same documents and the queries of queries.yaml, and its first ten answers count.
 *   good         an answer of grade 2 or 3
 *   success@k    share of the queries with a good answer among the first k
 *   MRR          mean of 1 / place of the first good answer, 0 where the first ten have none
 *   DCG@10       sum over the first ten places i of (2^grade - 1) / log2(i + 1), with grade 0 for what is not judged
 *   nDCG@10      DCG@10 / DCG@10 of the judged answers in their best order; the mean over the queries
 *
 * `--queries fresh-queries.yaml` takes those that nobody has tuned on.
 *
 * It runs on the five entries that were judged (corpus.ts). `--all` takes the whole catalog, where answers of entries that
 * came later count as wrong. `--worst` lists the queries that our engine does not answer first. Without PostgreSQL on this
 * machine, or without a Meilisearch in MEILI_URL (and MEILI_KEY), their rows are missing, which is said.
 */
import { parseArgs } from "node:util"
import { meilisearch, meilisearchClient } from "@/lib/adapters/meilisearch"
import { fillMeilisearch } from "@/lib/adapters/meilisearch-fill"
import { embeddedEngine } from "@/lib/search/embedded"
import type { SearchDocument, SearchEngine } from "@/lib/search/engine"
import type { Contender } from "./contender"
import { corpus, JUDGED_ENTRIES } from "./corpus"
import { type Measures, measures, type Outcome, outcome } from "./measures"
import { miniSearchDefaults, miniSearchFuzzy } from "./minisearch"
import { postgresContender } from "./postgres"
import { postgresPrograms, startPostgres } from "./postgres-server"
import { type JudgedQuery, judgedQueries, KINDS } from "./queries"

const { values } = parseArgs({
  options: {
    worst: { type: "boolean" },
    all: { type: "boolean" },
    json: { type: "boolean" },
    queries: { type: "string", default: "queries.yaml" },
  },
})

const documents = await corpus(values.all ? "all" : JUDGED_ENTRIES)
const queries = judgedQueries(values.queries)
const results = await resultsOf(documents, queries)
if (values.json) console.log(JSON.stringify(asJson(results), null, 2))
else {
  const entries = new Set(documents.map(({ entry }) => entry)).size
  console.log(
    `${queries.length} judged queries of ${values.queries}, ${documents.length} documents of ${entries} entries\n`,
  )
  printOverall(results)
  printKinds(results)
  if (values.worst) printWorst(results[0]?.outcomes ?? [])
}

interface Result {
  name: string
  outcomes: readonly Outcome[]
}

async function resultsOf(documents: readonly SearchDocument[], queries: readonly JudgedQuery[]): Promise<Result[]> {
  const here = [
    ours("ExporterHub", embeddedEngine(documents)),
    miniSearchDefaults(documents),
    miniSearchFuzzy(documents),
  ]
  return [
    ...(await run(here, queries)),
    ...(await inPostgres(documents, queries)),
    ...(await inMeilisearch(documents, queries)),
  ]
}

async function inPostgres(documents: readonly SearchDocument[], queries: readonly JudgedQuery[]): Promise<Result[]> {
  const programs = postgresPrograms()
  if (programs === undefined) return skipped("PostgreSQL is not on this machine (Debian: apt-get install postgresql)")
  const server = await startPostgres(programs)
  try {
    console.error(`PostgreSQL ${server.version}`)
    const contenders = [
      await postgresContender(server, documents, { bodies: false }),
      await postgresContender(server, documents, { bodies: true }),
    ]
    return await run(contenders, queries)
  } finally {
    await server.stop()
  }
}

/** Our documents, words and synonyms, but the order is Meilisearch's. */
async function inMeilisearch(documents: readonly SearchDocument[], queries: readonly JudgedQuery[]): Promise<Result[]> {
  const { MEILI_URL: url, MEILI_KEY: key } = process.env
  if (!url) return skipped("MEILI_URL names no Meilisearch")
  const address = { url, key, index: `relevance-${process.pid}` }
  await fillMeilisearch(address, documents)
  try {
    return await run([ours("ExporterHub on Meilisearch", meilisearch(address))], queries)
  } finally {
    await meilisearchClient(address, 10_000).deleteIndex(address.index).waitTask()
  }
}

function skipped(why: string): [] {
  console.error(`skipped: ${why}, so it has no rows`)
  return []
}

function ours(name: string, engine: SearchEngine): Contender {
  return { name, search: async (text) => (await engine.search({ text, limit: 10 })).hits.map(({ id }) => id) }
}

async function run(contenders: readonly Contender[], queries: readonly JudgedQuery[]): Promise<Result[]> {
  const results: Result[] = []
  for (const { name, search } of contenders) {
    const outcomes: Outcome[] = []
    for (const judged of queries) outcomes.push(outcome(judged, await search(judged.query)))
    results.push({ name, outcomes })
  }
  return results
}

function byKind({ outcomes }: Result): readonly (readonly [string, Measures])[] {
  const present = KINDS.filter((kind) => outcomes.some(({ judged }) => judged.kind === kind))
  return present.map((kind) => [kind, measures(outcomes.filter(({ judged }) => judged.kind === kind))])
}

function asJson(results: readonly Result[]) {
  return results.map((result) => ({
    engine: result.name,
    ...measures(result.outcomes),
    kinds: Object.fromEntries(byKind(result)),
  }))
}

function printOverall(results: readonly Result[]): void {
  printTable([
    ["engine", "success@1", "success@5", "MRR", "nDCG@10"],
    ...results.map(({ name, outcomes }) => {
      const { success1, success5, mrr, ndcg10 } = measures(outcomes)
      return [name, ...[success1, success5, mrr, ndcg10].map(digits)]
    }),
  ])
}

function printKinds(results: readonly Result[]): void {
  for (const measure of ["success1", "success5", "mrr", "ndcg10"] as const) {
    console.log(
      `\n${{ success1: "success@1", success5: "success@5", mrr: "MRR", ndcg10: "nDCG@10" }[measure]} by kind\n`,
    )
    const columns = results.map(byKind)
    printTable([
      ["kind", "queries", ...results.map(({ name }) => name)],
      ...(columns[0] ?? []).map(([kind, { queries }], i) => [
        kind,
        String(queries),
        ...columns.map((column) => digits(column[i]?.[1][measure] ?? Number.NaN)),
      ]),
    ])
  }
}

function printWorst(outcomes: readonly Outcome[]): void {
  const failing = outcomes.filter(({ rank }) => rank > 1).toSorted((a, b) => a.ndcg10 - b.ndcg10)
  console.log(`\n${failing.length} queries whose first answer is not a good one, the worst first\n`)
  for (const { judged, ids, rank, ndcg10 } of failing) {
    const [wanted] = judged.answers.keys()
    console.log(`${judged.query}  (${judged.kind}; first good answer at ${rank}; nDCG@10 ${digits(ndcg10)})`)
    console.log(`    wanted: ${wanted}`)
    console.log(`    came:   ${ids.slice(0, 3).join("  ") || "nothing"}`)
  }
}

function printTable(rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  for (const row of rows)
    console.log(
      row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join("  "),
    )
}

function digits(value: number): string {
  return value.toFixed(3)
}
