import type { BundleItem } from "@/lib/bundle/bundle"
import type { Entry } from "@/lib/catalog/entry"
import { ruleName } from "@/lib/catalog/rule-file"
import { durationMs } from "@/lib/promql/duration"
import { missingRecordings, unseenLabels } from "./consequences"
import { effective } from "./effective"
import { fault, nameHint, type TuningFault } from "./fault"
import { readMatchers } from "./matchers"
import { Recorded, ruleInBundle } from "./recorded"
import { tuneRule } from "./rule"
import { type AnyRule, rulesOf } from "./rules-of"
import { ALL, type Tuning } from "./tuning"

/** The entries of a bundle with their rules tuned, and all that is to be said about the tuning. */
export interface Tuned {
  items: readonly BundleItem[]
  faults: readonly TuningFault[]
}

/** Applies a tuning to the rules of a bundle's entries; everything else of them stays. Pure: faults are data. */
export function tune(items: readonly BundleItem[], tuning: Tuning): Tuned {
  const rules = items.flatMap(({ entry }) =>
    rulesOf(entry).map((rule) => ruleInBundle(entry.id, rule, effective(tuning, entry.id, ruleName(rule)))),
  )
  const recorded = new Recorded(rules)
  const faults: TuningFault[] = [...names(items, tuning), ...shapes(tuning)]
  const tuned = new Map<AnyRule, AnyRule>()
  for (const { entry, values } of items) {
    const interval = durationMs(String(values.scrapeInterval ?? entry.scrape.interval)) ?? 0
    for (const inBundle of rules.filter((rule) => rule.entry === entry.id)) {
      const result = tuneRule(inBundle, recorded, interval)
      faults.push(...result.faults)
      if (result.rule) tuned.set(inBundle.rule, result.rule)
    }
    faults.push(...unseenLabels(entry, rules))
  }
  faults.push(...missingRecordings(items, rules, tuned))
  return { items: items.map((item) => ({ ...item, entry: withRules(item.entry, tuned) })), faults: unique(faults) }
}

/** Entries and rules that are not there. */
function names(items: readonly BundleItem[], tuning: Tuning): readonly TuningFault[] {
  const ids = items.map(({ entry }) => entry.id)
  return Object.entries(tuning).flatMap(([id, rules]) => {
    const item = items.find(({ entry }) => entry.id === id)
    if (id !== ALL && !item)
      return [fault([id], `there is no entry "${id}" in the bundle`, nameHint(id, ids, "entries"))]
    const known = item ? rulesOf(item.entry).map(ruleName) : []
    return Object.keys(rules)
      .filter((rule) => rule !== ALL && !known.includes(rule))
      .map((rule) =>
        id === ALL
          ? fault(
              [id, rule],
              `"${ALL}" stands for all entries and takes only "${ALL}" for all rules`,
              `Put ${rule} under its entry`,
            )
          : fault([id, rule], `${id} has no rule "${rule}"`, nameHint(rule, known, "rules")),
      )
  })
}

/** What is wrong with the tuning of a rule whatever the rule is. */
function shapes(tuning: Tuning): readonly TuningFault[] {
  return Object.entries(tuning).flatMap(([id, rules]) =>
    Object.entries(rules).flatMap(([rule, changes]) => {
      const path = [id, rule]
      const faults = [...readMatchers(changes.matchers, [...path, "matchers"]).faults]
      if (rule === ALL && changes.threshold !== undefined)
        faults.push(fault([...path, "threshold"], "a threshold belongs to one rule", "Name the rule in place of *"))
      if (changes.labels && Object.hasOwn(changes.labels, "severity"))
        faults.push(fault([...path, "labels", "severity"], "the label severity is tuned as severity"))
      for (const label of ["alertname", "__name__"])
        if (changes.labels && Object.hasOwn(changes.labels, label))
          faults.push(fault([...path, "labels", label], `the label ${label} is Prometheus' own`))
      return faults
    }),
  )
}

function withRules(entry: Entry, tuned: ReadonlyMap<AnyRule, AnyRule>): Entry {
  const rules = entry.rules
    .map(({ file, groups }) => {
      const kept = groups.map((group) => ({ ...group, rules: group.rules.flatMap((rule) => tuned.get(rule) ?? []) }))
      return { file, groups: kept.filter((group) => group.rules.length > 0) }
    })
    .filter(({ groups }) => groups.length > 0)
  const byName = new Map(rulesOf(entry).flatMap((rule) => [[ruleName(rule), tuned.get(rule)]] as const))
  const places = <T extends AnyRule>(list: readonly T[]): T[] =>
    list.flatMap((rule) => {
      const to = byName.get(ruleName(rule))
      return to ? [{ ...rule, ...to }] : []
    })
  return { ...entry, rules, alerts: places(entry.alerts), recordings: places(entry.recordings) }
}

function unique(faults: readonly TuningFault[]): readonly TuningFault[] {
  return [...new Map(faults.map((one) => [JSON.stringify([one.path, one.message]), one])).values()]
}
