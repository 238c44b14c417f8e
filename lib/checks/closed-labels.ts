import type { SampleName } from "@/lib/catalog/exposition"
import type { KnownMetric } from "./metrics"

/**
 * Labels whose values a program defines, by their usual names; those of others (device, cpu, database, pod, code) are different in
 * every environment, however regular one capture looks.
 */
const DEFINED =
  /^(mode|state|status|phase|outcome|direction|stage|condition|health|generation|area|operation|op|lock_?mode|role|color|severity)$|_(state|status|mode|phase)$/

/**
 * Every value that a label of a metric can have, where that is certain: boundaries of a histogram, quantiles of a summary, and
 * the states that a program defines, told by every capture showing the same ones for each thing. Undefined when there may be others.
 */
export function closedValues(name: string, metric: KnownMetric, label: string): ReadonlySet<string> | undefined {
  const shown = metric.shown.filter(({ labels }) => labels.has(label))
  if (shown.length === 0 || shown.length < metric.shown.length) return undefined
  const own = (metric.kind === "bucket" && label === "le") || (metric.kind === "quantile" && label === "quantile")
  const sets = shown.map((sample) => (own ? valuesOf(sample, label) : definedValues(name, sample, label)))
  if (sets.includes(undefined)) return undefined
  const [first = new Set<string>(), ...others] = sets as ReadonlySet<string>[]
  const same = own || others.every((set) => set.size === first.size && [...set].every((value) => first.has(value)))
  return same ? new Set(sets.flatMap((set) => [...(set ?? [])])) : undefined
}

function valuesOf({ labels }: SampleName, label: string): ReadonlySet<string> | undefined {
  return labels.get(label)
}

/** The values, when each group of the other labels has all of them, and what is not the case is there as a zero. */
function definedValues(name: string, { family, labels }: SampleName, label: string): ReadonlySet<string> | undefined {
  // A histogram has zeros whatever its labels, and any HTTP status may turn up some day.
  if (!DEFINED.test(label) || family.type === "histogram" || [...(labels.get(label) ?? [])].some(isStatusCode))
    return undefined
  const groups = new Map<string, Map<string, number>>()
  for (const sample of family.samples) {
    if (sample.name !== name) continue
    const { [label]: own, ...others } = sample.labels
    if (own === undefined) return undefined
    const key = JSON.stringify(Object.entries(others).sort())
    groups.set(key, (groups.get(key) ?? new Map<string, number>()).set(own, sample.value))
  }
  const [first, ...rest] = [...groups.values()]
  if (!first || first.size < 2) return undefined
  if (!rest.every((group) => group.size === first.size && [...group.keys()].every((value) => first.has(value))))
    return undefined
  const all = [first, ...rest]
  const isStateSet = all.every((group) => isOneOf([...group.values()]))
  const isPrepared = all.length > 1 && all.some((group) => [...group.values()].includes(0))
  return isStateSet || isPrepared ? new Set(first.keys()) : undefined
}

/** Whether exactly one of the values is 1 and all others are 0. */
function isOneOf(values: readonly number[]): boolean {
  return values.every((value) => value === 0 || value === 1) && values.filter((value) => value === 1).length === 1
}

function isStatusCode(value: string): boolean {
  return /^\d([\dxX]{2})?$/.test(value)
}
