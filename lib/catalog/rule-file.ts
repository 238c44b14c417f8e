import { z } from "zod"
import { durationMs } from "@/lib/promql/duration"

const LabelName = z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/, "must be a label name")
const Duration = z.string().refine((text) => durationMs(text) !== undefined, "must be a duration such as 5m")

/** What a severity means: critical, a person must act now; warning, within the day; info, awareness. */
export const RuleSeverity = z.enum(["critical", "warning", "info"])
export type RuleSeverity = z.infer<typeof RuleSeverity>

/** One Prometheus alerting rule. Unknown keys fail, so a typo is a Problem and not a silent no-op. */
export const AlertRule = z.strictObject({
  alert: z.string().regex(/^[A-Z][A-Za-z0-9]*$/, "must be PascalCase"),
  expr: z.string().min(1), // syntax belongs to the promql-syntax check, which can point at a column
  /** How long `expr` must hold before firing: a Prometheus duration, not a number of seconds. */
  for: Duration.optional(),
  keep_firing_for: Duration.optional(),
  labels: z.intersection(z.record(LabelName, z.string()), z.looseObject({ severity: RuleSeverity })),
  annotations: z.record(LabelName, z.string()).default({}),
})
export type AlertRule = z.infer<typeof AlertRule>

/** One Prometheus recording rule. */
export const RecordingRule = z.strictObject({
  record: z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]*(:[a-zA-Z0-9_]+)+$/, "must be named level:metric:operations"),
  expr: z.string().min(1),
  labels: z.record(LabelName, z.string()).default({}),
})
export type RecordingRule = z.infer<typeof RecordingRule>

export const RuleGroup = z.strictObject({
  name: z.string().min(1),
  interval: Duration.optional(),
  rules: z.array(z.union([AlertRule, RecordingRule])).min(1),
})
export type RuleGroup = z.infer<typeof RuleGroup>

/** The content of `rules/*.yaml`: a Prometheus rule file, with the catalog's own demands on names and severities. */
export const RuleFile = z.strictObject({ groups: z.array(RuleGroup).min(1) })
export type RuleFile = z.infer<typeof RuleFile>

/** The name of a rule: of an alert its own, of a recording rule that of the metric. */
export function ruleName(rule: { alert: string } | { record: string }): string {
  return "alert" in rule ? rule.alert : rule.record
}
