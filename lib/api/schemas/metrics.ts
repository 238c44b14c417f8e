import { z } from "zod"
import { links, named, SitePath } from "./named"

const keys = {
  name: z.string().describe("Name of the metric family"),
  entry: z.string(),
  type: z.enum(["counter", "gauge", "histogram", "summary", "info", "untyped"]),
  help: z.string(),
  labels: z.array(z.string()).describe("Names of the labels seen, without `le` and `quantile`"),
  series: z.int().describe("Series in the capture that shows most of them; 0 for one that is declared only"),
}

export const MetricSummary = named("MetricSummary", "A metric family in a list.", z.object({ ...keys, ...links }))

export const Metric = named(
  "Metric",
  "A metric family of an entry: what its captures show, and what uses it.",
  z.object({
    ...keys,
    labelValues: z
      .record(z.string(), z.object({ distinct: z.int(), examples: z.array(z.string()) }))
      .describe("For each label how many values were seen, and up to five of them"),
    captures: z
      .array(z.object({ file: z.string(), version: z.string(), state: z.string(), series: z.int() }))
      .describe("Captures that show it, of all versions"),
    declared: z
      .object({ source: z.string(), reason: z.string() })
      .optional()
      .describe("Why no capture shows it, and which source says that it exists"),
    usedBy: z.array(
      z.object({
        kind: z.enum(["alert", "recording", "panel"]),
        name: z.string().describe("Name of the rule, or title of the panel"),
        dashboard: z.string().optional().describe("Id of the panel's dashboard"),
        via: z.string().optional().describe("The recording rule through which it is used"),
        url: SitePath,
      }),
    ),
    ...links,
  }),
)

export const CatalogMetric = named(
  "CatalogMetric",
  "A metric name in the whole catalog: every entry that has it.",
  z.object({ name: z.string(), entries: z.array(Metric) }),
)
