import { type KeptLabels, labelSource } from "@/lib/promql/label-sets"
import type { Selector } from "@/lib/promql/selectors"
import { type KnownMetric, TARGET_LABELS } from "./metrics"

type Known = ReadonlyMap<string, KnownMetric>

/** The label names that a result can carry, as far as its metrics are known. */
export function possibleLabels(kept: KeptLabels, known: Known): Set<string> {
  const brought = kept.kind === "only" ? [] : kept.selectors.flatMap((selector) => [...labelsOf(selector, known)])
  return new Set([...brought, ...kept.labels.keys()].filter((label) => carries(kept, label, known)))
}

/** Whether series of a result can carry a label: made by the expression, or there on a metric that brings it. */
function carries(kept: KeptLabels, label: string, known: Known): boolean {
  const source = labelSource(kept, label)
  return (
    source !== undefined && (source.length === 0 || source.some((selector) => labelsOf(selector, known).has(label)))
  )
}

/** Labels of the metric that a selector names, and those that it matches by itself. */
function labelsOf({ metric, matchers }: Selector, known: Known): Set<string> {
  const own = metric === undefined ? undefined : known.get(metric)
  return new Set([
    ...(own?.labels ?? TARGET_LABELS),
    ...matchers.filter(() => own === undefined).map(({ label }) => label.name),
  ])
}
