import { z } from "zod"
import type { Entry } from "@/lib/catalog/entry"
import { alertEvidence, isProven, panelEvidence, recordingEvidence } from "@/lib/checks/evidence"

const Count = z.int().min(0)

/** How much an entry has, and how much of it is proven. */
export const EvidenceCounts = z.strictObject({
  alerts: Count,
  recordings: Count,
  panels: Count,
  /** Rules and panels together. */
  proven: Count,
  /** Unit test cases of alerts. */
  firing: Count,
  silent: Count,
})
export type EvidenceCounts = z.infer<typeof EvidenceCounts>

/** The evidence for an entry in numbers. */
export function evidenceCounts(entry: Entry): EvidenceCounts {
  const alerts = entry.alerts.map((alert) => alertEvidence(entry, alert))
  const recordings = entry.recordings.map((recording) => recordingEvidence(entry, recording))
  const panels = entry.dashboards.flatMap((dashboard) => panelEvidence(entry, dashboard).map((each) => each.evidence))
  return {
    alerts: alerts.length,
    recordings: recordings.length,
    panels: panels.length,
    proven: [...alerts, ...recordings, ...panels].filter(isProven).length,
    firing: alerts.reduce((sum, { tests }) => sum + (tests?.firing ?? 0), 0),
    silent: alerts.reduce((sum, { tests }) => sum + (tests?.silent ?? 0), 0),
  }
}
