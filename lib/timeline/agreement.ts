import type { Alert } from "@/lib/catalog/entry"
import type { AlertTest } from "@/lib/catalog/rule-test-file"
import { durationMs } from "@/lib/promql/duration"
import type { AlertTrack } from "./alert-state"

/** The alerts that fire at `time` (ms). */
function firingAt(alerts: readonly AlertTrack[], time: number): readonly AlertTrack[] {
  return alerts.filter(({ spans }) =>
    spans.some(({ state, from, to }) => state === "firing" && from <= time && time <= to),
  )
}

/**
 * Whether what was worked out is what the unit test expects, alert by alert: promtool has run the test on the real thing, so
 * anything else is a fault of the working out. The rule's own labels are left aside, since they may be templates.
 */
export function agrees(
  alerts: readonly AlertTrack[],
  { labels: own }: Pick<Alert, "labels">,
  stepMs: number,
  { eval_time, exp_alerts }: AlertTest,
): boolean {
  const time = Math.floor((durationMs(eval_time) ?? 0) / stepMs) * stepMs
  const firing = firingAt(alerts, time)
  const key = (labels: Readonly<Record<string, string>>): string =>
    JSON.stringify(
      Object.entries(labels)
        .filter(([name, value]) => value !== "" && name !== "alertname" && !Object.hasOwn(own, name))
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    )
  const computed = firing.map(({ labels }) => key(labels)).sort()
  const expected = exp_alerts.map(({ exp_labels }) => key(exp_labels)).sort()
  return computed.length === expected.length && computed.every((one, i) => one === expected[i])
}
