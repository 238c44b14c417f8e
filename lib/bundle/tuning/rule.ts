import type { AlertRule } from "@/lib/catalog/rule-file"
import { durationMs } from "@/lib/promql/duration"
import type { Effective, Placed } from "./effective"
import { tuneExpression } from "./expression"
import { fault, remark, type TuningFault } from "./fault"
import type { Recorded, RuleInBundle } from "./recorded"
import type { AnyRule } from "./rules-of"

/** A rule after tuning; without `rule` it is switched off. */
export interface TunedRule {
  rule?: AnyRule
  faults: readonly TuningFault[]
}

/** Scrapes that a condition should outlast before it is called lasting. */
const SCRAPES = 2

/** Tunes one rule. Errors leave the field in question as it was. `interval` is that of the scrape, in milliseconds. */
export function tuneRule(inBundle: RuleInBundle, recorded: Recorded, interval: number): TunedRule {
  const { rule, name, tuning } = inBundle
  const { enabled } = tuning
  if (enabled?.value === false) return { faults: switchedOff(inBundle) }
  const expression = tuneExpression(inBundle, recorded)
  const faults = [...expression.faults, ...queryTemplates(inBundle)]
  if (enabled) faults.push(...noOp(enabled, true, true, `${name} is on anyway`))
  if ("record" in rule) {
    const labels = changed(rule.labels, tuning.labels, name, faults)
    return { rule: { ...rule, expr: expression.text, labels }, faults: [...faults, ...onlyAlerts(inBundle)] }
  }
  const tuned: AlertRule = {
    ...rule,
    expr: expression.text,
    ...durations(rule, tuning, interval, faults),
    labels: { ...changed(rule.labels, tuning.labels, name, faults), severity: severityOf(rule, tuning, faults) },
    annotations: changed(rule.annotations, tuning.annotations, name, faults),
  }
  return { rule: tuned, faults }
}

/** Keys keep their order, so that a rule that is not changed renders to the same bytes. */
function changed(
  original: Readonly<Record<string, string>>,
  changes: ReadonlyMap<string, Placed<string | null>>,
  name: string,
  faults: TuningFault[],
): Record<string, string> {
  const result = new Map(Object.entries(original))
  for (const [key, change] of changes) {
    const before = result.get(key)
    if (change.value === null) {
      result.delete(key)
      faults.push(...noOp(change, before, undefined, `${name} has no ${key} to remove`))
    } else {
      result.set(key, change.value)
      faults.push(...noOp(change, before, change.value, `${key} is that in ${name} anyway`))
    }
  }
  return Object.fromEntries(result)
}

function noOp<T>(placed: Placed<unknown>, before: T, after: T, message: string): readonly TuningFault[] {
  return placed.own && !placed.overrides && before === after ? [remark(placed.path, message)] : []
}

function severityOf({ alert, labels }: AlertRule, { severity }: Effective, faults: TuningFault[]) {
  if (!severity) return labels.severity
  faults.push(...noOp(severity, labels.severity, severity.value, `${severity.value} is what ${alert} has anyway`))
  return severity.value
}

function durations(rule: AlertRule, tuning: Effective, interval: number, faults: TuningFault[]) {
  const result: Pick<AlertRule, "for" | "keep_firing_for"> = {}
  for (const key of ["for", "keep_firing_for"] as const) {
    const placed = tuning[key]
    if (!placed) continue
    const [before, after] = [durationMs(rule[key] ?? "0"), durationMs(placed.value)]
    faults.push(...noOp(placed, before, after, `${placed.value} is what ${rule.alert} has anyway`))
    if (before === after) continue
    result[key] = placed.value
    if (key === "for" && after !== undefined && after < SCRAPES * interval)
      faults.push(
        remark(
          placed.path,
          `${placed.value} is shorter than two scrapes (${interval / 1_000} s each), so a single one can fire ${rule.alert}`,
        ),
      )
  }
  return result
}

/** A recording rule has no state and no annotations; only what names the rule itself is a fault, "*" means the alerts. */
function onlyAlerts({ name, tuning }: RuleInBundle): readonly TuningFault[] {
  const { severity } = tuning
  const placed = [tuning.for, tuning.keep_firing_for, severity, ...tuning.annotations.values()]
  return placed
    .filter((one) => one !== undefined)
    .filter(({ own }) => own)
    .map(({ path }) => fault(path, `${name} is a recording rule and has no ${path[2]}`))
}

/** With a rule that is off, all else that its own tuning says is lost. */
function switchedOff({ name, tuning }: RuleInBundle): readonly TuningFault[] {
  const { labels, annotations } = tuning
  const others = [tuning.threshold, tuning.for, tuning.keep_firing_for, tuning.severity]
  return [...others, ...labels.values(), ...annotations.values()]
    .filter((one) => one !== undefined)
    .filter(({ own }) => own)
    .map(({ path }) => remark(path, `${name} is off, so this has no effect`))
}

const QUERY = /\{\{[^}]*\bquery\b[^}]*\}\}/

/** Queries inside of annotations are text of another language: they are left alone, and that is said. */
function queryTemplates({ rule, name, tuning }: RuleInBundle): readonly TuningFault[] {
  const [first] = tuning.matchers.filter(({ matchers }) => matchers.length > 0)
  if (!first || !("alert" in rule)) return []
  return Object.entries(rule.annotations)
    .filter(([, text]) => QUERY.test(text))
    .map(([key]) =>
      remark(
        first.path,
        `the query in the annotation ${key} of ${name} does not get this matcher`,
        `Set the annotation too`,
      ),
    )
}
