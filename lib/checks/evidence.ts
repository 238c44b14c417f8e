import type { Alert, Entry, Recording } from "@/lib/catalog/entry"
import type { Expr } from "@/lib/promql/ast"
import { parse } from "@/lib/promql/parse"
import { selectors } from "@/lib/promql/selectors"
import { entrySubject } from "./entry-subject"
import type { KnownMetric } from "./metrics"
import { testCounts } from "./test-counts"

/** A metric that a rule or panel uses, and how it is known. */
export interface UsedMetric {
  name: string
  how: KnownMetric["how"] | "unknown"
}

/** What has been shown of one rule. Computed from the entry, never written by hand. */
export interface Evidence {
  /** The expression parses. */
  loads: boolean
  metrics: readonly UsedMetric[]
  /** Unit test cases that expect it to fire, and to stay silent; promtool runs them in CI. Undefined for recordings. */
  tests?: { firing: number; silent: number }
  runbook?: boolean
  /** The version of the exporter whose capture shows the metrics, and when that was recorded. */
  verified: { version: string; captured: string } | undefined
}

/** The evidence for one alert of an entry. */
export function alertEvidence(entry: Entry, alert: Alert): Evidence {
  const tests = testCounts(entry).get(alert.alert) ?? { firing: 0, silent: 0 }
  return { ...ruleEvidence(entry, alert.expr), tests, runbook: entry.runbooks.has(alert.alert) }
}

/** The evidence for one recording rule of an entry. */
export function recordingEvidence(entry: Entry, recording: Recording): Evidence {
  return ruleEvidence(entry, recording.expr)
}

/** Whether everything that can be shown of an alert has been shown. */
export function isProven({ loads, metrics, tests, runbook }: Evidence): boolean {
  const known = metrics.every(({ how }) => how !== "unknown")
  return loads && known && (tests === undefined || (tests.firing > 0 && tests.silent > 0)) && runbook !== false
}

function ruleEvidence(entry: Entry, expr: string): Evidence {
  const result = parse(expr)
  const newest = entry.versions[0]
  const captured = newest?.captures[0]?.provenance.captured
  return {
    loads: result.ok,
    metrics: result.ok ? usedMetrics(entry, result.expr) : [],
    verified: newest && captured !== undefined ? { version: newest.version, captured } : undefined,
  }
}

/** The metrics of an expression, each once, and how the entry knows them. */
export function usedMetrics(entry: Entry, expr: Expr): UsedMetric[] {
  const known = entrySubject(entry).metrics.byName
  const names = new Set(selectors(expr).flatMap(({ metric }) => metric ?? []))
  return [...names].map((name) => ({ name, how: known.get(name)?.how ?? "unknown" }))
}
