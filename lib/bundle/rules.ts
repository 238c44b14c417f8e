import type { AlertRule, RecordingRule } from "@/lib/catalog/rule-file"
import type { BundleItem, BundleRequest } from "./bundle"

/** A rule group as Prometheus and the operator read it. */
export interface RenderedGroup {
  name: string
  interval?: string
  rules: Record<string, unknown>[]
}

/** All rule groups of an entry, recordings before the alerts that may use them; alerts link to their runbook on the hub. */
export function ruleGroups(request: BundleRequest, item: BundleItem): RenderedGroup[] {
  const groups = item.entry.rules.flatMap(({ groups }) => groups)
  const recording = groups.filter(({ rules }) => rules.every((rule) => "record" in rule))
  const others = groups.filter((group) => !recording.includes(group))
  return [...recording, ...others].map(({ name, interval, rules }) => ({
    name,
    ...(interval === undefined ? {} : { interval }),
    rules: rules.map((rule) => ("alert" in rule ? alertRule(request, item, rule) : recordingRule(rule))),
  }))
}

function alertRule({ siteUrl }: BundleRequest, { entry }: BundleItem, rule: AlertRule): Record<string, unknown> {
  const runbook = siteUrl === undefined ? {} : { runbook_url: `${siteUrl}/entries/${entry.id}/alerts/${rule.alert}` }
  return {
    alert: rule.alert,
    expr: rule.expr,
    ...(rule.for === undefined ? {} : { for: rule.for }),
    ...(rule.keep_firing_for === undefined ? {} : { keep_firing_for: rule.keep_firing_for }),
    labels: rule.labels,
    annotations: { ...rule.annotations, ...runbook },
  }
}

function recordingRule({ record, expr, labels }: RecordingRule): Record<string, unknown> {
  return { record, expr, ...(Object.keys(labels).length > 0 ? { labels } : {}) }
}
