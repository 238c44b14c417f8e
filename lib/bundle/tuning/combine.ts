import { readMatchers, writeMatchers } from "./matchers"
import type { RuleTuning, Tuning } from "./tuning"

/** Two tunings as one; where both set the same, the second wins. */
export function combine(first: Tuning, second: Tuning): Tuning {
  return merged(first, second, (a, b) => merged(a, b, combineRule))
}

function combineRule(first: RuleTuning, second: RuleTuning): RuleTuning {
  const matchers = combineMatchers(first.matchers, second.matchers)
  const threshold = combineThreshold(first.threshold, second.threshold)
  return {
    ...first,
    ...second,
    ...(threshold !== undefined && { threshold }),
    ...(first.labels && second.labels && { labels: { ...first.labels, ...second.labels } }),
    ...(first.annotations && second.annotations && { annotations: { ...first.annotations, ...second.annotations } }),
    ...(matchers !== undefined && { matchers }),
  }
}

function combineThreshold(first: RuleTuning["threshold"], second: RuleTuning["threshold"]): RuleTuning["threshold"] {
  return typeof first === "object" && typeof second === "object" ? { ...first, ...second } : (second ?? first)
}

function combineMatchers(first: RuleTuning["matchers"], second: RuleTuning["matchers"]): RuleTuning["matchers"] {
  if (first === undefined || second === undefined) return second ?? first
  const [a, b] = [readMatchers(first, []), readMatchers(second, [])]
  // What cannot be read is kept as it is, so that it is refused where it stands.
  if (a.faults.length > 0 || b.faults.length > 0) return b.faults.length > 0 ? second : first
  const left = a.labels.filter(({ label }) => !b.labels.some((own) => own.label === label))
  return writeMatchers([...left, ...b.labels])
}

function merged<T>(
  first: Readonly<Record<string, T>>,
  second: Readonly<Record<string, T>>,
  both: (a: T, b: T) => T,
): Record<string, T> {
  const result = new Map(Object.entries(first))
  for (const [key, value] of Object.entries(second)) {
    const before = result.get(key)
    result.set(key, before === undefined ? value : both(before, value))
  }
  return Object.fromEntries(result)
}
