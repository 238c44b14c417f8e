import { z } from "zod"
import { named } from "./named"

const MetricType = z.enum(["counter", "gauge", "histogram", "summary", "info", "untyped"])
const Names = z.object({ added: z.array(z.string()), removed: z.array(z.string()) })

const Facts = z.object({
  name: z.string(),
  type: MetricType,
  help: z.string(),
  labels: z.array(z.string()),
  samples: z.array(z.string()),
  series: z.int(),
})

const Touched = z.object({
  kind: z.enum(["alert", "recording", "panel", "variable", "tests"]),
  name: z.string(),
  file: z.string(),
  effect: z.enum(["breaks", "needs", "affects"]),
  why: z.string(),
  via: z.string().optional().describe("The recording rule by way of which it uses the metric"),
  count: z.int().optional().describe("Series of unit tests"),
})

const touches = z.array(Touched)
const Differences = z.object({
  type: z.object({ from: MetricType, to: MetricType }).optional(),
  help: z.object({ from: z.string(), to: z.string() }).optional(),
  labels: Names.optional(),
  samples: Names.optional(),
})

export const MetricChange = named(
  "MetricChange",
  "How a metric differs between two versions, and what of the entry that touches.",
  z.discriminatedUnion("kind", [
    z.object({
      kind: z.enum(["added", "removed"]),
      metric: Facts,
      twin: z.string().optional().describe("The one metric of the other version with the same type and help"),
      touches,
    }),
    z.object({ kind: z.literal("changed"), metric: Facts, changes: Differences, touches }),
  ]),
)

export const VersionDiff = named(
  "VersionDiff",
  "What differs between two recorded versions, compared in the states that both were recorded in.",
  z.object({
    from: z.string(),
    to: z.string(),
    states: z.array(
      z.object({
        name: z.string(),
        description: z.string(),
        from: z.string().optional(),
        to: z.string().optional(),
        targets: z.object({ from: z.string(), to: z.string() }).optional(),
      }),
    ),
    metrics: z.array(MetricChange),
    same: z.int().describe("Metrics that both have alike"),
    unknown: z
      .array(z.object({ metric: z.string(), version: z.enum(["from", "to"]), states: z.array(z.string()) }))
      .describe("Metrics that only a state without a counterpart shows"),
  }),
)
