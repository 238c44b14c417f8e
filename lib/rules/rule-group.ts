import type { Origin } from "@/lib/catalog/entry"
import type { ParseResult } from "@/lib/promql/parse"

interface AnyRule {
  expr: string
  /** What the expression parses to. */
  parsed: ParseResult
  labels: Readonly<Record<string, string>>
  group: string
  origin: Origin
}

/** An alerting rule as it stands in a file. Durations are Prometheus durations ("5m"). */
export interface AlertingRule extends AnyRule {
  kind: "alert"
  alert: string
  for?: string
  keep_firing_for?: string
  annotations: Readonly<Record<string, string>>
}

/** A recording rule as it stands in a file. */
export interface RecordingRule extends AnyRule {
  kind: "record"
  record: string
}

/** A group of rules as it stands in a file. */
export interface RuleGroup {
  name: string
  interval?: string
  query_offset?: string
  limit?: number
  /** Of Thanos Ruler: "warn" or "abort". */
  partial_response_strategy?: string
  /** Added to every rule of the group. */
  labels: Readonly<Record<string, string>>
  rules: readonly (AlertingRule | RecordingRule)[]
  origin: Origin
}
