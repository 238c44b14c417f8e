import type { SampleName } from "@/lib/catalog/exposition"
import type { KnownMetric } from "./metrics"
import { ownSamples } from "./own-samples"
import { remembered } from "./remember"

/**
 * Labels whose values a program defines, by their usual names; those of others (device, cpu, database, pod, code) are different in
 * every environment, however regular one capture looks.
 */
const DEFINED =
  /^(mode|state|status|phase|outcome|direction|stage|condition|health|generation|area|operation|op|lock_?mode|role|color|severity)$|_(state|status|mode|phase)$/

/** The values of a label that is the same wherever the program runs. */
export interface ClosedLabel {
  values: ReadonlySet<string>
  /**
   * Whether there can be no others: boundaries, quantiles, and states of which a thing is always in one. Other lists may be longer
   * on another platform, as the modes of a CPU are on FreeBSD.
   */
  complete: boolean
}

/**
 * What values a label of a metric has, where a capture tells: boundaries of a histogram, quantiles of a summary, and what a
 * program defines, told by every capture showing the same values for each thing. Undefined for all other labels.
 */
export function closedLabel(name: string, metric: KnownMetric, label: string): ClosedLabel | undefined {
  const known = answers(metric)
  const key = JSON.stringify([name, label])
  if (!known.has(key)) known.set(key, shownValues(name, metric, label))
  return known.get(key)
}

const answers = remembered((_metric: KnownMetric) => new Map<string, ClosedLabel | undefined>())

function shownValues(name: string, metric: KnownMetric, label: string): ClosedLabel | undefined {
  const shown = metric.shown.filter(({ labels }) => labels.has(label))
  if (shown.length === 0 || shown.length < metric.shown.length) return undefined
  const own = (metric.kind === "bucket" && label === "le") || (metric.kind === "quantile" && label === "quantile")
  const labels = shown.map((sample) => (own ? ownValues(sample, label) : definedValues(name, sample, label)))
  const found = labels.flatMap((one) => one ?? [])
  const [first, ...others] = found
  if (!first || found.length < labels.length) return undefined
  const same = others.every(({ values }) => values.size === first.values.size && isSubset(values, first.values))
  if (!own && !same) return undefined
  return {
    values: new Set(found.flatMap(({ values }) => [...values])),
    complete: found.every(({ complete }) => complete),
  }
}

function isSubset(part: ReadonlySet<string>, whole: ReadonlySet<string>): boolean {
  return [...part].every((value) => whole.has(value))
}

function ownValues({ labels }: SampleName, label: string): ClosedLabel | undefined {
  const values = labels.get(label)
  return values && { values, complete: true }
}

/** The values, when each group of the other labels has all of them, and what is not the case is there as a zero. */
function definedValues(name: string, { family, labels }: SampleName, label: string): ClosedLabel | undefined {
  // A histogram has zeros whatever its labels, and any HTTP status may turn up some day.
  if (!DEFINED.test(label) || family.type === "histogram" || [...(labels.get(label) ?? [])].some(isStatusCode))
    return undefined
  const groups = new Map<string, Map<string, number>>()
  for (const sample of ownSamples(family, name)) {
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
  return isStateSet || isPrepared ? { values: new Set(first.keys()), complete: isStateSet } : undefined
}

/** Whether exactly one of the values is 1 and all others are 0. */
function isOneOf(values: readonly number[]): boolean {
  return values.every((value) => value === 0 || value === 1) && values.filter((value) => value === 1).length === 1
}

function isStatusCode(value: string): boolean {
  return /^\d([\dxX]{2})?$/.test(value)
}
