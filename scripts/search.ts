import { z } from "zod"
import { command } from "./command"
import { catalogOption } from "./registry"
import { searchEngine } from "./search-engine"
import { columns, paint } from "./terminal"

export const search = command({
  summary: "Search entries, alerts, dashboards and metrics",
  words: "<words…>",
  options: z.object({
    ...catalogOption,
    type: z.array(z.string()).default([]).describe("entry, alert, recording, dashboard or metric"),
    category: z.array(z.string()).default([]).describe("category of the entry"),
    severity: z.array(z.string()).default([]).describe("severity of alerts"),
    limit: z.coerce.number().int().min(1).max(1_000).default(10).describe("most hits to show"),
  }),
  examples: ["exporterhub search disk full", "exporterhub search redis_memory --type metric"],
  async run({ options, words, json, terminal }) {
    const engine = await searchEngine(options.catalog)
    const started = performance.now()
    const { type, category, severity, limit } = options
    const found = await engine.search({ text: words.join(" "), filters: { type, category, severity }, limit })
    const tookMs = Math.round((performance.now() - started) * 100) / 100
    if (json) {
      terminal.out(JSON.stringify({ total: found.total, tookMs, hits: found.hits, facets: found.facets }, null, 2))
      return 0
    }
    const rows = found.hits.map((hit) => [
      hit.type,
      hit.severity || "-",
      hit.title,
      hit.entry,
      hit.summary.slice(0, 80),
    ])
    for (const line of columns(rows)) terminal.out(line)
    terminal.err(paint(terminal, "dim", `${found.hits.length} of ${found.total} hits in ${tookMs} ms`))
    return 0
  },
})
