import { z } from "zod"
import { DOCUMENT_TYPES, FACETS } from "@/lib/search/engine"
import { named, SitePath } from "./named"

const Ranges = z
  .array(z.tuple([z.int(), z.int()]))
  .describe("First character and the one past the last, in UTF-16 units")

export const SearchHit = named(
  "SearchHit",
  "One thing that was found.",
  z.object({
    id: z.string(),
    type: z.enum(DOCUMENT_TYPES),
    entry: z.string(),
    title: z.string(),
    summary: z.string(),
    category: z.string(),
    severity: z.string().describe("Of an alert and its runbook; empty for everything else"),
    software: z.string().describe("What is monitored"),
    registry: z.string().describe("Where it comes from, on a hub with several registries; else empty"),
    proven: z.enum(["proven", "unproven", ""]).describe("Empty where there is nothing to show"),
    targets: z.array(z.string()).describe("Targets whose bundle carries it"),
    url: SitePath,
    score: z.number(),
    highlights: z.object({ title: Ranges, summary: Ranges }),
  }),
)

const Counts = z.array(z.object({ value: z.string(), count: z.int() }))

export const SearchAnswer = named(
  "SearchAnswer",
  "A page of hits, best first, with what narrowing would give.",
  z.object({
    total: z.int(),
    hits: z.array(SearchHit),
    facets: z
      .object(Object.fromEntries(FACETS.map((facet) => [facet, Counts])))
      .describe("For each facet the hits that each value would give, the other filters as they are"),
    didYouMean: z.string().optional().describe("Another query that finds something, or much more"),
  }),
)
