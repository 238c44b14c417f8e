import { z } from "zod"
import { targets } from "@/lib/bundle/all"
import { Category } from "@/lib/catalog/entry-file"
import { RuleSeverity } from "@/lib/catalog/rule-file"
import { DOCUMENT_TYPES, type SearchAnswer } from "@/lib/search/engine"
import { command } from "./command"
import { catalogOption } from "./registry"
import { searchEngine } from "./search-engine"
import { hitLines } from "./search-lines"
import { paint, type Terminal } from "./terminal"

const TARGETS = targets.map(({ id }) => id)
const several = <T extends z.ZodType>(value: T) => z.array(value).default([])

export const search = command({
  summary: "Search entries, alerts, rules, dashboards, panels, metrics and runbooks",
  words: "<words…>",
  options: z.object({
    ...catalogOption,
    type: several(z.enum(DOCUMENT_TYPES)).describe(DOCUMENT_TYPES.join(", ")),
    category: several(Category).describe("category of the entry"),
    severity: several(RuleSeverity).describe("severity of alerts and their runbooks"),
    software: several(z.string()).describe("what is monitored, such as postgresql"),
    proven: several(z.enum(["proven", "unproven"])).describe("proven or unproven"),
    target: several(z.enum(TARGETS)).describe("target whose bundle carries it, such as helm"),
    registry: several(z.string()).describe("name of a registry, where there are several"),
    entry: several(z.string()).describe("id of an entry"),
    limit: z.coerce.number().int().min(1).max(1_000).default(10).describe("most hits to show"),
    offset: z.coerce.number().int().min(0).default(0).describe("hits to leave out"),
  }),
  examples: [
    "exporterhub search disk full",
    "exporterhub search redis_memory --type metric",
    "exporterhub search replica lag --severity critical --severity warning --software postgresql",
  ],
  async run({ options: { catalog, limit, offset, ...filters }, words, json, terminal }) {
    const engine = await searchEngine(catalog)
    const started = performance.now()
    const found = await engine.search({ text: words.join(" "), filters, limit, offset })
    const tookMs = Math.round((performance.now() - started) * 100) / 100
    if (json) {
      const { total, hits, facets, ...more } = found
      terminal.out(JSON.stringify({ total, tookMs, hits, facets, ...more }, null, 2))
    } else show(found, offset, tookMs, terminal)
    return 0
  },
})

function show({ hits, total, didYouMean }: SearchAnswer, offset: number, tookMs: number, terminal: Terminal): void {
  if (didYouMean !== undefined) terminal.err(`Did you mean ${paint(terminal, "bold", didYouMean)}?`)
  for (const line of hitLines(hits, terminal)) terminal.out(line)
  const range = hits.length === 0 ? "0" : `${offset + 1} to ${offset + hits.length}`
  terminal.err(paint(terminal, "dim", `${range} of ${total} hits in ${tookMs} ms`))
}
