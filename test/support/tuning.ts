import { load } from "js-yaml"
import type { BundleItem } from "@/lib/bundle/bundle"
import { tune } from "@/lib/bundle/tuning/tune"
import { readTuning, type Tuning } from "@/lib/bundle/tuning/tuning"
import { allParameters } from "@/lib/catalog/common-parameters"
import type { Entry } from "@/lib/catalog/entry"
import { loadEntry } from "@/lib/catalog/load-entry"
import { parameterValues } from "@/lib/catalog/parameter-values"
import { demoFiles } from "./demo"
import { memorySource } from "./memory-source"

/** The demo entry with other rules: the text of one rule file in place of its own two. */
export async function demoWithRules(rules?: string): Promise<Entry> {
  const files = await demoFiles()
  if (rules !== undefined) {
    files["demo-exporter/rules/alerts.yaml"] = rules
    delete files["demo-exporter/rules/recordings.yaml"]
  }
  const { entry, problems } = await loadEntry(memorySource(files), "demo-exporter")
  if (!entry || problems.length > 0) throw new Error(JSON.stringify(problems))
  return entry
}

/** An entry as a bundle has it, with example values. */
export function itemOf(entry: Entry): BundleItem {
  return { entry, values: parameterValues(allParameters(entry), {}, { examples: true }) }
}

/** A tuning from the text of a `tune.yaml`; throws when it has a fault. */
export function tuningOf(yaml: string): Tuning {
  const { tuning, faults } = readTuning(load(yaml))
  if (faults.length > 0) throw new Error(JSON.stringify(faults))
  return tuning
}

/** What a `tune.yaml` does to an entry: its rules by name afterwards, and the faults as "error path: message". */
export function tuned(entry: Entry, yaml: string) {
  const { items, faults } = tune([itemOf(entry)], tuningOf(yaml))
  const rules = items.flatMap((item) =>
    item.entry.rules.flatMap(({ groups }) => groups.flatMap((group) => group.rules)),
  )
  return {
    rules: new Map(rules.map((rule) => ["alert" in rule ? rule.alert : rule.record, rule])),
    faults: faults.map(({ severity, path, message }) => `${severity} ${path.join(".")}: ${message}`),
    hints: faults.map(({ hint }) => hint),
  }
}
