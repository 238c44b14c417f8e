import { type KeptLabels, labelSource } from "@/lib/promql/label-sets"
import type { Selector } from "@/lib/promql/selectors"
import type { KnownMetric } from "./metrics"
import { TARGET_LABELS } from "./target-labels"

type Known = ReadonlyMap<string, KnownMetric>

/** The label names that a result can carry, as far as its metrics are known. */
export function possibleLabels(kept: KeptLabels, known: Known): Set<string> {
  const possible = new Set<string>()
  const add = (label: string) => {
    if (!possible.has(label) && carries(kept, label, known)) possible.add(label)
  }
  if (kept.kind === "all")
    for (const selector of kept.selectors) {
      ownLabels(selector, known).forEach(add)
      matchedLabels(selector, known).forEach(add)
    }
  for (const label of kept.labels.keys()) add(label)
  return possible
}

/** Whether series of a result can carry a label: made by the expression, or there on a metric that brings it. */
function carries(kept: KeptLabels, label: string, known: Known): boolean {
  const source = labelSource(kept, label)
  return (
    source !== undefined &&
    (source.length === 0 ||
      source.some(
        (selector) => ownLabels(selector, known).has(label) || matchedLabels(selector, known).includes(label),
      ))
  )
}

/** Labels of the metric that a selector names. */
function ownLabels({ metric }: Selector, known: Known): ReadonlySet<string> {
  return (metric === undefined ? undefined : known.get(metric)?.labels) ?? ofEveryTarget
}

const ofEveryTarget: ReadonlySet<string> = new Set(TARGET_LABELS)

/** Labels that a selector matches by itself: of an unknown metric that is all there is to know. */
function matchedLabels({ metric, matchers }: Selector, known: Known): readonly string[] {
  return metric !== undefined && known.has(metric) ? [] : matchers.map(({ label }) => label.name)
}
