// Searches with all facets, ours against MiniSearch with its defaults, whose hits get our facet columns:
//   node --expose-gc --import tsx test/bench/search.ts [--sizes 20000,100000] [--every 4]
// CPU milliseconds of the whole process for each query, as other work on the machine would spoil the clock. The queries are
// the judged ones of test/search, every second of them with filters.
import { parseArgs } from "node:util"
import { gzipSync } from "node:zlib"
import MiniSearch from "minisearch"
import { embeddedEngine } from "@/lib/search/embedded"
import type { SearchDocument, SearchQuery } from "@/lib/search/engine"
import { FilterColumns } from "@/lib/search/filter-columns"
import { suggester } from "@/lib/search/suggest"
import { suggestIndex } from "@/lib/search/suggest-index"
import { corpus, JUDGED_ENTRIES } from "../search/corpus"
import { judgedQueries } from "../search/queries"
import { scaledDocuments } from "./scaled-documents"

const GOAL = { from: 20_000, p95Ms: 25, times: 3, suggestMs: 50, suggestBytes: 80_000 }

const { values } = parseArgs({
  options: { sizes: { type: "string", default: "20000,100000" }, every: { type: "string", default: "4" } },
})
const catalog = await corpus(JUDGED_ENTRIES)
const queries = judgedQueries()
  .filter((_, i) => i % Number(values.every) === 0)
  .map(({ query: text }, i): SearchQuery => {
    const filters = {
      type: ["alert", "runbook", "metric"],
      category: ["database", "operating-system"],
      proven: ["proven"],
    }
    return i % 2 === 0 ? { text } : { text, filters }
  })
console.log(`${queries.length} queries; catalog of ${catalog.length} documents`)

await report("the catalog", catalog)
for (const size of values.sizes.split(",").map(Number))
  await report(`${size} documents`, scaledDocuments(catalog, size))
suggestions("the catalog", catalog)
suggestions("20000 documents", scaledDocuments(catalog, 20_000))

async function report(what: string, documents: readonly SearchDocument[]): Promise<void> {
  console.log(`\n${what}`)
  const ours = await measured("ours", () => {
    const engine = embeddedEngine(documents)
    return (query) => engine.search({ ...query, limit: 20 })
  })
  const peer = await measured("MiniSearch, defaults", () => miniSearch(documents))
  const times = peer.p95 / ours.p95
  console.log(`  ${times.toFixed(1)} times as fast as MiniSearch by p95, ${(peer.p50 / ours.p50).toFixed(1)} by p50`)
  if (documents.length < GOAL.from) return
  const goals = `p95 ${ours.p95 < GOAL.p95Ms ? "below" : "NOT BELOW"} ${GOAL.p95Ms} ms`
  const verdict = times >= GOAL.times ? "reached" : "MISSED"
  console.log(`  ${goals}; goal of ${GOAL.times} times from ${GOAL.from} documents: ${verdict}`)
}

type Search = (query: SearchQuery) => unknown

async function measured(name: string, make: () => Search): Promise<{ p50: number; p95: number }> {
  const before = memory()
  const started = process.cpuUsage()
  const search = make()
  const buildMs = since(started)
  const after = memory()
  const times: number[] = []
  for (const round of [0, 1, 2]) {
    for (const query of queries) {
      const start = process.cpuUsage()
      await search(query)
      // The first round warms up.
      if (round > 0) times.push(since(start))
    }
  }
  const [p50, p95] = [percentile(times, 0.5), percentile(times, 0.95)]
  const size = `heap ${mega(after.heap - before.heap)}, typed arrays ${mega(after.arrays - before.arrays)}`
  console.log(`  ${name}: p50 ${p50.toFixed(2)}, p95 ${p95.toFixed(2)} ms; built in ${buildMs.toFixed(0)} ms; ${size}`)
  return { p50, p95 }
}

function miniSearch(documents: readonly SearchDocument[]): Search {
  const numbers = new Map(documents.map(({ id }, i) => [id, i]))
  const columns = new FilterColumns(documents)
  const index = new MiniSearch<SearchDocument>({
    fields: ["title", "summary", "names", "tags", "metrics", "text"],
    extractField: (document, field) => {
      const value = document[field as keyof SearchDocument]
      return typeof value === "string" ? value : value.join(" ")
    },
  })
  index.addAll(documents)
  return ({ text, filters = {} }) => {
    const found = Uint32Array.from(index.search(text), ({ id }) => numbers.get(String(id)) ?? 0)
    return columns.apply(found, filters)
  }
}

function suggestions(what: string, documents: readonly SearchDocument[]): void {
  const json = JSON.stringify(suggestIndex(documents))
  const bytes = gzipSync(json).length
  const started = process.cpuUsage()
  const suggest = suggester(JSON.parse(json))
  const makeMs = since(started)
  const times: number[] = []
  for (const { text } of [...queries, ...queries]) {
    for (let length = 1; length <= text.length; length += 1) {
      const start = process.cpuUsage()
      suggest(text.slice(0, length))
      times.push(since(start))
    }
  }
  const p95 = percentile(times, 0.95)
  const verdict = p95 < GOAL.suggestMs && bytes <= GOAL.suggestBytes ? "reached" : "MISSED"
  console.log(
    `\nsuggestions for ${what}: ${bytes} bytes packed of ${json.length}; made in ${makeMs.toFixed(0)} ms; ` +
      `a key takes p50 ${percentile(times, 0.5).toFixed(2)}, p95 ${p95.toFixed(2)}, at most ${Math.max(...times).toFixed(1)} ms ` +
      `(goal ${GOAL.suggestMs} ms, ${GOAL.suggestBytes} bytes): ${verdict}`,
  )
}

function since(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1_000
}

function percentile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

function memory(): { heap: number; arrays: number } {
  globalThis.gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return { heap: heapUsed, arrays: arrayBuffers }
}

function mega(bytes: number): string {
  return globalThis.gc ? `${(bytes / 1_000_000).toFixed(1)} MB` : "unknown (run with --expose-gc)"
}
