import { type Entry, newestCaptures } from "@/lib/catalog/entry"
import { metricShapes } from "@/lib/catalog/metric-shape"
import { RuleSeverity } from "@/lib/catalog/rule-file"
import { alertEvidence, type Evidence, isProven, panelEvidence, recordingEvidence } from "@/lib/checks/evidence"
import type { MutationEvidence } from "@/lib/checks/mutation-evidence"

/** So many of a whole. */
export interface Share {
  some: number
  all: number
}

/** What an entry holds and how much of it is proven, in counts. */
export interface EntryStats {
  /** Alerts for which everything that can be shown is shown. */
  alerts: Share
  severities: Record<RuleSeverity, number>
  recordings: Share
  panels: Share
  dashboards: number
  runbooks: number
  /** Nothing is known of an expression that does not parse. Alerts whose metrics are all known, whose labels are, that fire in a test, and that stay silent in one. */
  proofs: Record<"metrics" | "labels" | "firing" | "silent" | "runbook", Share>
  /** Moments of unit tests at which an alert must fire, and at which it must be silent. */
  tests: { firing: number; silent: number }
  /** Faults put into rules that a unit test noticed; undefined where nobody has run that. */
  mutants: Share | undefined
  /** Metrics of the newest version over all its states, and series in all its captures together. */
  metrics: number
  series: number
  captures: number
}

/** Counts what an entry holds; `mutations` is what mutation testing has shown of its rules. */
export function entryStats(entry: Entry, mutations?: ReadonlyMap<string, MutationEvidence>): EntryStats {
  const alerts = entry.alerts.map((alert) => alertEvidence(entry, alert, mutations))
  const recordings = entry.recordings.map((recording) => recordingEvidence(entry, recording, mutations))
  const panels = entry.dashboards.flatMap((dashboard) => panelEvidence(entry, dashboard))
  const captures = newestCaptures(entry)
  return {
    alerts: share(alerts, isProven),
    severities: severities(entry),
    recordings: share(recordings, isProven),
    panels: share(panels, ({ evidence }) => isProven(evidence)),
    dashboards: entry.dashboards.length,
    runbooks: entry.runbooks.size,
    proofs: {
      metrics: share(alerts, ({ loads, metrics }) => loads && metrics.every(({ how }) => how !== "unknown")),
      labels: share(alerts, ({ loads, labels }) => loads && labels),
      firing: share(alerts, ({ tests }) => (tests?.firing ?? 0) > 0),
      silent: share(alerts, ({ tests }) => (tests?.silent ?? 0) > 0),
      runbook: share(alerts, ({ runbook }) => runbook === true),
    },
    tests: {
      firing: sum(alerts.map(({ tests }) => tests?.firing ?? 0)),
      silent: sum(alerts.map(({ tests }) => tests?.silent ?? 0)),
    },
    mutants: mutants([...alerts, ...recordings]),
    metrics: metricShapes(captures).size,
    series: sum(captures.flatMap(({ families }) => families.map(({ samples }) => samples.length))),
    captures: sum(entry.versions.map((version) => version.captures.length)),
  }
}

/** The sum of numbers. */
export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

/** Shares added up: some of the whole of each. */
export function sumShares(shares: readonly Share[]): Share {
  return { some: sum(shares.map(({ some }) => some)), all: sum(shares.map(({ all }) => all)) }
}

function share<T>(items: readonly T[], is: (item: T) => boolean): Share {
  return { some: items.filter(is).length, all: items.length }
}

function severities({ alerts }: Entry): EntryStats["severities"] {
  const count = (level: RuleSeverity): number => alerts.filter(({ labels }) => labels.severity === level).length
  const [critical, warning, info] = RuleSeverity.options.map(count)
  return { critical: critical ?? 0, warning: warning ?? 0, info: info ?? 0 }
}

function mutants(evidence: readonly Evidence[]): Share | undefined {
  const tried = evidence.flatMap(({ mutation }) => mutation ?? [])
  if (tried.length === 0) return undefined
  return { some: sum(tried.map(({ killed }) => killed)), all: sum(tried.map(({ mutants }) => mutants)) }
}
