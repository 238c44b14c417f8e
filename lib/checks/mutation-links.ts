import type { Entry, Origin } from "@/lib/catalog/entry"
import type { AlertRule, RecordingRule } from "@/lib/catalog/rule-file"
import { parse } from "@/lib/promql/parse"
import { type Selector, selectors } from "@/lib/promql/selectors"

/** Names of the series that an expression reads, "ALERTS:name" for those of one alert; "any" when it names none. */
export type Reads = ReadonlySet<string> | "any"

/** A rule of an entry, where it stands, and what it reads. */
export interface LinkedRule {
  rule: AlertRule | RecordingRule
  file: string
  path: Origin["path"]
  reads: Reads
}

/** Series that Prometheus writes for every alert. */
const ALERT_SERIES = ["ALERTS", "ALERTS_FOR_STATE"]

const linked = new WeakMap<Entry, readonly LinkedRule[]>()

/** Every rule of an entry with what it reads, in the order of the files. */
export function linkedRules(entry: Entry): readonly LinkedRule[] {
  const rules = linked.get(entry) ?? link(entry)
  linked.set(entry, rules)
  return rules
}

function link(entry: Entry): LinkedRule[] {
  return entry.rules.flatMap(({ file, groups }) =>
    groups.flatMap((group, g) =>
      group.rules.map((rule, r) => ({ rule, file, path: ["groups", g, "rules", r], reads: readsOfRule(rule) })),
    ),
  )
}

/** What an expression reads; of one that does not parse that is anything. */
export function readsOf(expr: string): Reads {
  const parsed = parse(expr)
  if (!parsed.ok) return "any"
  const names = selectors(parsed.expr).map(nameRead)
  return names.every((name) => name !== undefined) ? new Set(names) : "any"
}

function nameRead({ metric, matchers }: Selector): string | undefined {
  if (metric === undefined || !ALERT_SERIES.includes(metric)) return metric
  const alert = matchers.find(({ label, op }) => label.name === "alertname" && op === "=")
  return alert ? `ALERTS:${alert.value.text}` : metric
}

/** Templates of annotations can run queries of their own. */
function readsOfRule(rule: LinkedRule["rule"]): Reads {
  const queries = "alert" in rule && Object.values(rule.annotations).some((text) => /\bquery\b/.test(text))
  return queries ? "any" : readsOf(rule.expr)
}

/** Whether something that reads `reads` sees the series of a rule. */
export function sees(reads: Reads, { rule }: LinkedRule): boolean {
  if (reads === "any") return true
  if ("record" in rule) return reads.has(rule.record)
  return [`ALERTS:${rule.alert}`, ...ALERT_SERIES].some((name) => reads.has(name))
}

/** The items and all that `next` leads to from them. */
export function closure<T>(items: readonly T[], next: (item: T) => readonly T[]): ReadonlySet<T> {
  const found = new Set<T>()
  const open = [...items]
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    if (found.has(item)) continue
    found.add(item)
    open.push(...next(item))
  }
  return found
}
