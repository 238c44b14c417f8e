import type { Alert, Entry, Origin, Recording } from "@/lib/catalog/entry"
import type { Expr } from "@/lib/promql/ast"
import { selectors } from "@/lib/promql/selectors"
import { entrySubject } from "./entry-subject"
import type { KnownMetric } from "./metrics"
import type { MutationEvidence } from "./mutation-evidence"
import { labelKnown } from "./rule/label-known"
import { expressions, type Subject } from "./subject"
import { testCounts } from "./test-counts"

/** What mutation testing has shown of an entry's rules, as mutationEvidence gives it. */
type Mutations = ReadonlyMap<string, MutationEvidence>

/** A metric that a rule or panel uses, and how it is known. */
export interface UsedMetric {
  name: string
  how: KnownMetric["how"] | "unknown"
}

/** What has been shown of one rule or panel query. Computed from the entry, never written by hand. */
export interface Evidence {
  /** The expression parses. */
  loads: boolean
  metrics: readonly UsedMetric[]
  /** Every label that it names is on the metrics that it is used with. */
  labels: boolean
  /** Unit test cases that expect it to fire, and to stay silent; promtool runs them in CI. Undefined for all but alerts. */
  tests?: { firing: number; silent: number }
  runbook?: boolean
  /** How the tests did against faults that were put into the rule; undefined where nobody has run that. */
  mutation?: MutationEvidence
  /** The version of the exporter whose capture shows the metrics, and when that was recorded. */
  verified: { version: string; captured: string } | undefined
}

/** The evidence for one alert of an entry. */
export function alertEvidence(entry: Entry, alert: Alert, mutations?: Mutations): Evidence {
  const tests = testCounts(entry).get(alert.alert) ?? { firing: 0, silent: 0 }
  const runbook = entry.runbooks.has(alert.alert)
  return { ...evidenceAt(entry, alert.origin), tests, runbook, ...mutationOf(mutations, `alert:${alert.alert}`) }
}

/** The evidence for one recording rule of an entry. */
export function recordingEvidence(entry: Entry, recording: Recording, mutations?: Mutations): Evidence {
  return { ...evidenceAt(entry, recording.origin), ...mutationOf(mutations, `recording:${recording.record}`) }
}

function mutationOf(mutations: Mutations | undefined, key: string): { mutation?: MutationEvidence } {
  const mutation = mutations?.get(key)
  return mutation ? { mutation } : {}
}

/** What holds for all queries of a panel. */
export interface PanelEvidence {
  title: string
  evidence: Evidence
}

/** The evidence for each panel of a dashboard, in its order. */
export function panelEvidence(entry: Entry, dashboard: Entry["dashboards"][number]): PanelEvidence[] {
  return dashboard.rows.flatMap(({ panels }, r) =>
    panels.map(({ title }, p) => ({
      title,
      evidence: evidenceAt(entry, { file: dashboard.file, path: ["rows", r, "panels", p] }),
    })),
  )
}

/** Whether everything that can be shown of a rule or panel has been shown. */
export function isProven({ loads, metrics, labels, tests, runbook }: Evidence): boolean {
  const known = metrics.every(({ how }) => how !== "unknown")
  return (
    loads && known && labels && (tests === undefined || (tests.firing > 0 && tests.silent > 0)) && runbook !== false
  )
}

/** What is shown of the expressions at or below a place of the entry. */
function evidenceAt(entry: Entry, at: Origin): Evidence {
  const subject = entrySubject(entry)
  const part = partAt(subject, at)
  const results = expressions(part).map(({ result }) => result)
  const newest = entry.versions[0]
  const captured = newest?.captures[0]?.provenance.captured
  const names = new Set(results.flatMap((result) => (result.ok ? metricNames(result.expr) : [])))
  return {
    loads: results.every(({ ok }) => ok),
    metrics: [...names].map((name) => ({ name, how: subject.metrics.byName.get(name)?.how ?? "unknown" })),
    labels: labelKnown.run(part).length === 0,
    verified: newest && captured !== undefined ? { version: newest.version, captured } : undefined,
  }
}

/** The part of a subject that stands at or below a place. */
function partAt(subject: Subject, { file, path }: Origin): Subject {
  const within = ({ expression: { at } }: { expression: { at: Origin } }): boolean =>
    at.file === file && path.every((step, i) => at.path[i] === step)
  return {
    ...subject,
    alerts: subject.alerts.filter(within),
    recordings: subject.recordings.filter(within),
    queries: subject.queries.filter(within),
  }
}

function metricNames(expr: Expr): string[] {
  return selectors(expr).flatMap(({ metric }) => metric ?? [])
}
