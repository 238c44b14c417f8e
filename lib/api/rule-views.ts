import type { z } from "zod"
import type { Alert, Entry, Recording } from "@/lib/catalog/entry"
import type { Evidence } from "@/lib/checks/evidence"
import { usesOfAny } from "@/lib/checks/metric-uses"
import type { ApiHub } from "./hub"
import { alertLinks, recordingLinks, runbookApi } from "./links"
import { metricIndex } from "./metric-index"
import { expressionFacts, proofOf } from "./rule-facts"
import type * as schemas from "./schemas/rules"

type Proofs = Pick<ApiHub, "mutations">

/** An alert as lists show it. */
export function alertSummary(hub: Proofs, entry: Entry, alert: Alert): z.infer<typeof schemas.AlertSummary> {
  return {
    ...alertKeys(entry, alert),
    proven: proofOf(hub, entry, alert).proven,
    ...alertLinks(entry.id, alert.alert),
  }
}

/** An alert with all that is known of it. */
export function alertView(hub: Proofs, entry: Entry, alert: Alert): z.infer<typeof schemas.Alert> {
  return {
    ...alertKeys(entry, alert),
    ...(alert.keep_firing_for === undefined ? {} : { keep_firing_for: alert.keep_firing_for }),
    labels: alert.labels,
    annotations: alert.annotations,
    group: alert.group,
    file: alert.origin.file,
    ...expressionFacts(alert.expr),
    runbook: entry.runbooks.has(alert.alert) ? runbookApi(entry.id, alert.alert) : null,
    ...plainProof(hub, entry, alert),
    ...alertLinks(entry.id, alert.alert),
  }
}

function alertKeys(entry: Entry, { alert, labels, annotations, expr, for: held }: Alert) {
  return {
    alert,
    entry: entry.id,
    severity: labels.severity,
    summary: annotations.summary ?? "",
    expr,
    ...(held === undefined ? {} : { for: held }),
  }
}

/** A recording rule as lists show it. */
export function recordingSummary(
  hub: Proofs,
  entry: Entry,
  recording: Recording,
): z.infer<typeof schemas.RecordingSummary> {
  return {
    ...recordingKeys(entry, recording),
    proven: proofOf(hub, entry, recording).proven,
    ...recordingLinks(entry.id, recording.record),
  }
}

/** A recording rule with all that is known of it. */
export function recordingView(hub: Proofs, entry: Entry, recording: Recording): z.infer<typeof schemas.Recording> {
  const uses = usesOfAny(metricIndex(entry).uses, [recording.record])
  return {
    ...recordingKeys(entry, recording),
    group: recording.group,
    file: recording.origin.file,
    ...expressionFacts(recording.expr),
    usedBy: uses.flatMap(({ user, via }) => (user.kind === "panel" || via !== undefined ? [] : [user.name])),
    ...plainProof(hub, entry, recording),
    ...recordingLinks(entry.id, recording.record),
  }
}

function recordingKeys(entry: Entry, { record, expr, labels }: Recording) {
  return { record, entry: entry.id, expr, labels }
}

/** Evidence as JSON has it: what is not known has no key. */
function plainProof(hub: Proofs, entry: Entry, rule: Alert | Recording) {
  const { proven, evidence } = proofOf(hub, entry, rule)
  return { proven, evidence: plainEvidence(evidence) }
}

/** Evidence with fixed order of keys, and arrays that may be changed. */
export function plainEvidence({ loads, metrics, labels, tests, runbook, mutation, verified }: Evidence) {
  return {
    loads,
    metrics: metrics.map(({ name, how }) => ({ name, how })),
    labels,
    ...(tests === undefined ? {} : { tests }),
    ...(runbook === undefined ? {} : { runbook }),
    ...(mutation === undefined ? {} : { mutation: { ...mutation, survivors: [...mutation.survivors] } }),
    ...(verified === undefined ? {} : { verified }),
  }
}
