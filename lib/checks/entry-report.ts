import type { Entry } from "@/lib/catalog/entry"
import { captureView, metricViews } from "@/lib/catalog/entry-view"
import { alertEvidence, isProven, panelEvidence, recordingEvidence } from "./evidence"
import type { MutationEvidence } from "./mutation-evidence"

/** An entry with its evidence as plain JSON: what `show --json` and the JSON API answer. */
export function entryReport(entry: Entry, mutations?: ReadonlyMap<string, MutationEvidence>) {
  const { rules: _rules, tests: _tests, runbooks, alerts, recordings, versions, readme: _readme, ...rest } = entry
  return {
    ...rest,
    versions: versions.map(({ captures, states, capture: _capture, ...version }) => ({
      ...version,
      captures: captures.map((capture, i) => ({
        state: i === 0 ? "normal" : (states[i - 1]?.name ?? "normal"),
        ...captureView(capture),
      })),
    })),
    alerts: alerts.map(({ origin, ...alert }) => {
      const evidence = alertEvidence(entry, { origin, ...alert }, mutations)
      return {
        ...alert,
        file: origin.file,
        runbook: runbooks.get(alert.alert)?.file ?? null,
        proven: isProven(evidence),
        evidence,
      }
    }),
    recordings: recordings.map(({ origin, ...recording }) => {
      const evidence = recordingEvidence(entry, { origin, ...recording }, mutations)
      return { ...recording, file: origin.file, proven: isProven(evidence), evidence }
    }),
    dashboards: entry.dashboards.map((dashboard) => ({
      ...dashboard,
      evidence: panelEvidence(entry, dashboard).map(({ title, evidence }) => ({
        panel: title,
        proven: isProven(evidence),
        ...evidence,
      })),
    })),
    metricFamilies: metricViews(entry),
  }
}
