import type { RuleSeverity } from "@/lib/catalog/rule-file"
import type { Path } from "@/lib/catalog/yaml-source"
import { type LabelMatchers, readMatchers } from "./matchers"
import { ALL, type RuleTuning, type Tuning } from "./tuning"

/** A value with its place in the tuning. */
export interface Placed<T> {
  value: T
  path: Path
  /** The tuning of this very rule sets it, not one for all rules. */
  own: boolean
  /** A wider tuning sets the same. */
  overrides: boolean
}

/** What a tuning says about one rule when the tunings for all rules are taken into account. */
export interface Effective {
  enabled?: Placed<boolean>
  threshold?: Placed<NonNullable<RuleTuning["threshold"]>>
  for?: Placed<string>
  keep_firing_for?: Placed<string>
  severity?: Placed<RuleSeverity>
  labels: ReadonlyMap<string, Placed<string | null>>
  annotations: ReadonlyMap<string, Placed<string | null>>
  matchers: readonly LabelMatchers[]
}

/** Merges the tunings of one rule, the narrower over the wider: all entries, all rules of its entry, the rule itself. */
export function effective(tuning: Tuning, entry: string, rule: string): Effective {
  const layers = [
    [ALL, ALL],
    [entry, ALL],
    [entry, rule],
  ] as const
  const result: Effective = { labels: new Map(), annotations: new Map(), matchers: [] }
  return layers.reduce((wider, [ofEntry, ofRule]) => {
    const rules = Object.hasOwn(tuning, ofEntry) ? tuning[ofEntry] : undefined
    const layer = rules && Object.hasOwn(rules, ofRule) ? rules[ofRule] : undefined
    return layer ? narrowed(wider, layer, [ofEntry, ofRule], ofRule !== ALL) : wider
  }, result)
}

function narrowed(wider: Effective, layer: RuleTuning, path: Path, own: boolean): Effective {
  const placed = <T>(key: keyof Effective, value: T): Placed<T> => {
    return { value, path: [...path, key], own, overrides: wider[key] !== undefined }
  }
  const map = (key: "labels" | "annotations"): ReadonlyMap<string, Placed<string | null>> => {
    const entries = Object.entries(layer[key] ?? {}).map(([name, value]) => {
      return [name, { value, path: [...path, key, name], own, overrides: wider[key].has(name) }] as const
    })
    return new Map([...wider[key], ...entries])
  }
  const { labels } = readMatchers(layer.matchers, [...path, "matchers"])
  const kept = wider.matchers.filter(({ label }) => !labels.some((own) => own.label === label))
  return {
    ...wider,
    ...(layer.enabled !== undefined && { enabled: placed("enabled", layer.enabled) }),
    ...(layer.threshold !== undefined && { threshold: placed("threshold", layer.threshold) }),
    ...(layer.for !== undefined && { for: placed("for", layer.for) }),
    ...(layer.keep_firing_for !== undefined && { keep_firing_for: placed("keep_firing_for", layer.keep_firing_for) }),
    ...(layer.severity !== undefined && { severity: placed("severity", layer.severity) }),
    labels: map("labels"),
    annotations: map("annotations"),
    matchers: [...kept, ...labels],
  }
}
