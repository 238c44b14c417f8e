import { z } from "zod"
import { durationMs } from "@/lib/promql/duration"

const Duration = z.string().refine((text) => durationMs(text) !== undefined, "must be a duration such as 10m")
/** Out of a file this is always the text that promtool sees; the number is for the JSON Schema, by which editors check. */
const SeriesValues = z.union([z.string(), z.number().transform(String)])
const Labels = z.record(z.string(), z.string())

/** What an alert must do at one moment of a unit test; no expected alerts means that it must be silent. */
export const AlertTest = z.strictObject({
  eval_time: Duration,
  alertname: z.string(),
  exp_alerts: z
    .array(z.strictObject({ exp_labels: Labels.default({}), exp_annotations: Labels.default({}) }))
    .default([]),
})
export type AlertTest = z.infer<typeof AlertTest>

/** The content of `tests/*.yaml`: unit tests as `promtool test rules` reads them. */
export const RuleTestFile = z.strictObject({
  rule_files: z.array(z.string()).min(1),
  evaluation_interval: Duration.default("1m"),
  group_eval_order: z.array(z.string()).optional(),
  tests: z
    .array(
      z.strictObject({
        name: z.string().optional(),
        interval: Duration.default("1m"),
        input_series: z.array(z.strictObject({ series: z.string(), values: SeriesValues })).default([]),
        alert_rule_test: z.array(AlertTest).default([]),
        promql_expr_test: z
          .array(
            z.strictObject({
              expr: z.string(),
              eval_time: Duration,
              exp_samples: z.array(z.strictObject({ labels: z.string().default(""), value: z.number() })).default([]),
            }),
          )
          .default([]),
        external_labels: Labels.optional(),
        external_url: z.string().optional(),
      }),
    )
    .min(1),
})
export type RuleTestFile = z.infer<typeof RuleTestFile>
