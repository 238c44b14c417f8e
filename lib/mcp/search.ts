import { z } from "zod"
import { list, plain } from "@/lib/markdown/text"
import { DOCUMENT_TYPES } from "@/lib/search/engine"
import { tool } from "./tool"

const Hit = z.object({
  type: z.enum(DOCUMENT_TYPES),
  entry: z.string(),
  title: z.string(),
  summary: z.string(),
  severity: z.string(),
  proven: z.string(),
})

/** Finds things of all kinds. */
export const search = tool({
  name: "search",
  title: "Search the catalog",
  description:
    "Find Prometheus exporters, alert rules, recording rules, Grafana dashboards, panels, metrics and runbooks by name or symptom, such as 'disk full', 'replication lag' or 'redis_memory'. Start here; then `show` tells everything about a hit.",
  input: z.object({
    query: z.string().min(1).max(200).describe("Words: a name, a symptom, part of a metric"),
    type: z.array(z.enum(DOCUMENT_TYPES)).optional().describe("Only hits of these kinds"),
    entry: z.string().max(100).optional().describe("Only hits of this entry, such as redis-exporter"),
    severity: z
      .array(z.enum(["critical", "warning", "info"]))
      .optional()
      .describe("Only alerts of these severities"),
    limit: z.int().min(1).max(50).default(10).describe("Most hits"),
  }),
  output: z.object({ total: z.int(), hits: z.array(Hit), didYouMean: z.string().optional() }),
  async run(hub, { query, type, entry, severity, limit }) {
    const filters = { ...(type && { type }), ...(entry && { entry: [entry] }), ...(severity && { severity }) }
    const found = await (await hub.search()).search({ text: query, filters, limit })
    const hits = found.hits.map(({ type, entry, title, summary, severity, proven }) => {
      return { type, entry, title, summary, severity, proven }
    })
    const { total, didYouMean } = found
    const lines = hits.map((hit) => {
      const marks = [hit.severity, hit.proven].filter(Boolean).join(", ")
      return `${hit.type} ${plain(hit.title)} (entry ${hit.entry}${marks && `, ${marks}`}): ${plain(hit.summary)}`
    })
    const hint = didYouMean === undefined ? "" : `\nDid you mean: ${plain(didYouMean)}?`
    return {
      text: `${hits.length} of ${total} hits${hits.length > 0 ? `\n${list(lines)}` : ""}${hint}`,
      structured: { total, hits, ...(didYouMean === undefined ? {} : { didYouMean }) },
    }
  },
})
