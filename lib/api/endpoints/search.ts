import { z } from "zod"
import { FILTERS, type SearchHit } from "@/lib/search/engine"
import { endpoint } from "../endpoint"
import { SearchAnswer } from "../schemas/search"

const filter = z.array(z.string().max(200)).max(50).optional()
const WORDS: Record<(typeof FILTERS)[number], string> = {
  type: "Kinds: entry, alert, recording, dashboard, panel, metric, runbook",
  category: "Categories",
  severity: "Severities of alerts",
  software: "What is monitored, such as `postgresql`",
  proven: "`proven` or `unproven`",
  target: "Targets whose bundle carries it",
  registry: "Names of registries, on a hub with several",
  entry: "Ids of entries",
}

/** A hit with its keys in the same order whatever the engine is. */
function hitView(hit: SearchHit) {
  const { id, type, entry, title, summary, category, severity, software } = hit
  const { registry, proven, targets, url, score, highlights } = hit
  return {
    ...{ id, type, entry, title, summary, category, severity, software },
    ...{ registry, proven, targets, url, score },
    highlights: { title: highlights.title, summary: highlights.summary },
  }
}

export const searchEndpoints = [
  endpoint({
    id: "search",
    path: "/search",
    tag: "Search",
    summary: "Search everything",
    description:
      "Values of one filter are alternatives, different filters narrow each other. Each may be given several times.",
    params: z.object({}),
    query: z.object({
      q: z.string().max(200).default("").describe("Words: names, symptoms, metrics. Empty finds everything"),
      ...(Object.fromEntries(FILTERS.map((name) => [name, filter.describe(WORDS[name])])) as Record<
        (typeof FILTERS)[number],
        typeof filter
      >),
      limit: z.coerce.number().int().min(1).max(100).default(20).describe("Hits on one page"),
      offset: z.coerce.number().int().min(0).max(10_000_000).default(0).describe("Hits to leave out"),
    }),
    answer: { type: "application/json", schema: SearchAnswer },
    example: { query: { q: "disk full", type: ["alert"], limit: "2" } },
    async read(hub, _, { q, limit, offset, ...filters }) {
      const given = Object.entries(filters).filter(([, values]) => values !== undefined)
      const engine = await hub.search()
      const found = await engine.search({ text: q.trim(), filters: Object.fromEntries(given), limit, offset })
      const { total, hits, facets, didYouMean } = found
      return { total, hits: hits.map(hitView), facets, ...(didYouMean === undefined ? {} : { didYouMean }) }
    },
  }),
]
