import { z } from "zod"
import { named } from "./named"

export const MutationEvidence = named(
  "MutationEvidence",
  "How the unit tests did against faults that were put into the rule on purpose.",
  z.object({
    tool: z.string().describe("Program and version that judged, such as `promtool 3.5.0`"),
    mutants: z.int(),
    killed: z.int(),
    survivors: z.array(z.object({ description: z.string(), test: z.string(), line: z.int() })),
  }),
)

export const Evidence = named(
  "Evidence",
  "What has been shown of a rule or a panel. Computed from the entry, never written by hand.",
  z.object({
    loads: z.boolean().describe("The expression parses"),
    metrics: z.array(
      z.object({
        name: z.string(),
        how: z
          .enum(["seen", "declared", "recorded", "synthetic", "unknown"])
          .describe(
            "Seen in a capture, declared with a source, recorded by a rule of the entry, made by Prometheus itself",
          ),
      }),
    ),
    labels: z.boolean().describe("Every label that it names is on the metrics that it is used with"),
    tests: z
      .object({ firing: z.int(), silent: z.int() })
      .optional()
      .describe("Alerts only: unit test cases that expect it to fire, and to stay silent"),
    runbook: z.boolean().optional().describe("Alerts only: a runbook exists"),
    mutation: MutationEvidence.optional(),
    verified: z
      .object({ version: z.string(), captured: z.iso.datetime({ offset: true }) })
      .optional()
      .describe("Version of the exporter whose capture shows the metrics, and when it was recorded"),
  }),
)
