import { entryOf, found } from "@/lib/api/hub"
import { alertView, recordingView } from "@/lib/api/rule-views"
import { toYaml } from "@/lib/bundle/yaml"
import { evidenceList } from "./evidence"
import type { MarkdownHub } from "./hub"
import { code, codeBlock, demoted, link, page, plain } from "./text"

/** The page of an alert: the rule, what it means, its proof and its runbook. */
export function alertMarkdown(hub: MarkdownHub, id: string, name: string): string {
  const entry = entryOf(hub, id)
  const names = entry.alerts.map(({ alert }) => alert)
  const alert = found(
    entry.alerts.find((one) => one.alert === name),
    "alert",
    name,
    names,
  )
  const view = alertView(hub, entry, alert)
  const { group: _group, origin: _origin, ...rule } = alert
  const runbook = entry.runbooks.get(name)
  const metrics = view.metrics.map((metric) => code(metric))
  return page(
    `# ${plain(name)}`,
    `Alerting rule of ${link(entry.title, hub.links.entry(id))}, severity ${view.severity}. ${plain(view.annotations.description ?? view.summary)}`,
    "## Rule",
    codeBlock(toYaml([rule]), "yaml"),
    view.explanation ? `In words: ${plain(view.explanation)}.` : "",
    metrics.length > 0 ? `Metrics: ${metrics.join(", ")}` : "",
    "## Proof",
    evidenceList(view.proven, view.evidence),
    runbook ? `## Runbook: ${plain(runbook.title)}` : "",
    runbook ? demoted(runbook.body.trim()) : "",
  )
}

/** The page of a recording rule. */
export function recordingMarkdown(hub: MarkdownHub, id: string, name: string): string {
  const entry = entryOf(hub, id)
  const names = entry.recordings.map(({ record }) => record)
  const recording = found(
    entry.recordings.find((one) => one.record === name),
    "recording rule",
    name,
    names,
  )
  const view = recordingView(hub, entry, recording)
  const { group: _group, origin: _origin, labels, ...rule } = recording
  return page(
    `# ${plain(name)}`,
    `Recording rule of ${link(entry.title, hub.links.entry(id))}.`,
    "## Rule",
    codeBlock(toYaml([{ ...rule, ...(Object.keys(labels).length > 0 ? { labels } : {}) }]), "yaml"),
    view.explanation ? `In words: ${plain(view.explanation)}.` : "",
    view.usedBy.length > 0 ? `Used by: ${view.usedBy.map(code).join(", ")}` : "",
    "## Proof",
    evidenceList(view.proven, view.evidence),
  )
}
