import { metricRows } from "@/app/entries/[id]/metric-rows"
import type { Entry } from "@/lib/catalog/entry"
import { alertEvidence, isProven, panelEvidence, recordingEvidence } from "@/lib/checks/evidence"
import type { MutationEvidence } from "@/lib/checks/mutation-evidence"

/** An entry in a list. */
export function entrySummary(entry: Entry) {
  return {
    id: entry.id,
    kind: entry.kind,
    title: entry.title,
    summary: entry.summary,
    category: entry.category,
    tags: entry.tags,
    version: entry.versions[0]?.version,
    license: entry.license,
    source: entry.source,
    counts: {
      alerts: entry.alerts.length,
      recordings: entry.recordings.length,
      dashboards: entry.dashboards.length,
      runbooks: entry.runbooks.size,
    },
    url: `/entries/${entry.id}`,
  }
}

/** Everything about an entry; captures as their metrics and provenance, not sample by sample. */
export function entryJson(entry: Entry, mutations?: ReadonlyMap<string, MutationEvidence>) {
  const { versions, alerts, recordings, runbooks, dashboards, parameters, scrape, readme, maintainers, links } = entry
  return {
    ...entrySummary(entry),
    maintainers,
    links,
    scrape,
    parameters,
    readme,
    versions: versions.map(({ version, image, captures }) => ({
      version,
      image,
      captures: captures.map(({ file, provenance }) => ({ file, provenance })),
    })),
    alerts: alerts.map(({ origin, ...alert }) => {
      const evidence = alertEvidence(entry, { ...alert, origin }, mutations)
      const url = `/entries/${entry.id}/alerts/${alert.alert}`
      return {
        ...alert,
        file: origin.file,
        url,
        proven: isProven(evidence),
        evidence,
        runbook: runbooks.get(alert.alert)?.body,
      }
    }),
    recordings: recordings.map(({ origin, ...recording }) => ({
      ...recording,
      file: origin.file,
      evidence: recordingEvidence(entry, { ...recording, origin }, mutations),
    })),
    dashboards: dashboards.map((dashboard) => ({
      ...dashboard,
      evidence: panelEvidence(entry, dashboard).map(({ title, evidence }) => ({ panel: title, ...evidence })),
    })),
    metrics: metricRows(entry).map(({ usedBy, ...row }) => ({ ...row, usedBy: usedBy.map(({ title }) => title) })),
  }
}
