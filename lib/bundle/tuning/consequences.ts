import type { BundleItem } from "@/lib/bundle/bundle"
import { type Entry, newestCaptures } from "@/lib/catalog/entry"
import { vectorSelectors } from "@/lib/promql/edit"
import { metricName } from "@/lib/promql/selectors"
import { fault, remark, type TuningFault } from "./fault"
import type { RuleInBundle } from "./recorded"
import type { AnyRule } from "./rules-of"

/** A recording rule that is off takes the rules that read it with it, silently; dashboards become empty. */
export function missingRecordings(
  items: readonly BundleItem[],
  rules: readonly RuleInBundle[],
  tuned: ReadonlyMap<AnyRule, AnyRule>,
): readonly TuningFault[] {
  const on = rules.filter(({ rule }) => tuned.has(rule))
  return rules
    .filter(({ rule }) => "record" in rule && !tuned.has(rule))
    .flatMap(({ name, entry, tuning }) => {
      const path = tuning.enabled?.path ?? [entry, name]
      const readers = on.filter(({ expr }) => expr && vectorSelectors(expr).some((one) => metricName(one) === name))
      const queries = items.flatMap((item) =>
        item.entry.dashboards.map(({ id, rows }) => ({ id, text: JSON.stringify(rows) })),
      )
      const word = new RegExp(`(?<![\\w:])${name}(?![\\w:])`)
      return [
        ...readers.map((reader) =>
          fault(
            path,
            `${name} is off, but ${reader.name} reads it and would never fire`,
            `Turn ${reader.name} off too`,
          ),
        ),
        ...queries
          .filter(({ text }) => word.test(text))
          .map(({ id }) => remark(path, `${name} is off, so panels of the dashboard ${id} stay empty`)),
      ]
    })
}

/** Labels that the exporter itself puts on some of its metrics are on those only, and a matcher finds no others. */
export function unseenLabels(entry: Entry, rules: readonly RuleInBundle[]): readonly TuningFault[] {
  const asked = rules.filter((rule) => rule.entry === entry.id && rule.tuning.matchers.length > 0)
  if (asked.length === 0) return []
  const seen = new Map<string, Set<string>>()
  for (const capture of newestCaptures(entry))
    for (const [metric, { labels }] of capture.samples)
      seen.set(metric, new Set([...(seen.get(metric) ?? []), ...labels.keys()]))
  const known = new Set([...seen.values()].flatMap((labels) => [...labels]))
  return asked.flatMap(({ name, expr, tuning }) =>
    tuning.matchers
      .filter(({ label, matchers }) => matchers.length > 0 && known.has(label))
      .flatMap(({ label, path }) => {
        const without = (expr ? vectorSelectors(expr) : [])
          .map((selector) => metricName(selector) ?? "")
          .filter((metric) => seen.has(metric) && !seen.get(metric)?.has(label))
        return [...new Set(without)].map((metric) =>
          remark(
            path,
            `${metric} in ${name} has no label ${label} in the captures, other metrics of ${entry.id} do`,
            `Fine when your scrape sets ${label}; else this finds nothing`,
          ),
        )
      }),
  )
}
