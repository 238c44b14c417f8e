import type { RawTuning } from "@/app/tuning-query"
import { tuningField, tuningOfQuery } from "@/app/tuning-query"
import type { BundleItem } from "@/lib/bundle/bundle"
import { captureValues, meeting, type StateValues } from "@/lib/bundle/tuning/captures"
import { onlyThreshold, type ThresholdChoice, thresholdChoices } from "@/lib/bundle/tuning/thresholds"
import { tune } from "@/lib/bundle/tuning/tune"
import type { Alert, Entry } from "@/lib/catalog/entry"
import { parse } from "@/lib/promql/parse"

/** A threshold of a rule as a field of the form. */
export interface ThresholdView {
  /** Behind the rule's name: "threshold", or "threshold.2" where there are several. */
  field: string
  choice: ThresholdChoice
  /** What the captures show, and how many series of each state meet the threshold as it is now. */
  states: readonly { state: StateValues; met: number }[]
}

/** An alert with what the form says of it. */
export interface RuleView {
  alert: Alert
  /** The alert as it will be; absent when it is off. */
  tuned?: Alert
  thresholds: readonly ThresholdView[]
}

/** A message for one field, or for none that the form has. */
export interface FieldMessage {
  field: string
  severity: "error" | "warning"
  text: string
}

/** The alerts of an entry as the query tunes them, with every fault and warning. */
export function tuneView(item: BundleItem, raw: RawTuning): { rules: RuleView[]; messages: FieldMessage[] } {
  const read = tuningOfQuery(item.entry, raw)
  const { items, faults } = tune([item], read.tuning)
  const after = new Map(items.flatMap(({ entry }) => entry.alerts.map((alert) => [alert.alert, alert])))
  const rules = item.entry.alerts.map((alert): RuleView => {
    const tuned = after.get(alert.alert)
    return { alert, ...(tuned && { tuned }), thresholds: thresholdViews(item, alert, raw) }
  })
  const messages = [...read.faults, ...faults].map(({ path, message, hint, severity }) => {
    return { field: tuningField(path), severity, text: hint === undefined ? message : `${message}. ${hint}` }
  })
  return { rules, messages }
}

function thresholdViews({ entry }: BundleItem, { alert, expr }: Alert, raw: RawTuning): ThresholdView[] {
  const parsed = parse(expr)
  if (!parsed.ok) return []
  const only = onlyThreshold(parsed.expr)
  const fields = "reason" in only ? thresholdChoices(parsed.expr) : [only]
  return fields.map((choice) => {
    const field = "reason" in only ? `threshold.${choice.place}` : "threshold"
    const wanted = Number(raw[`${alert}.${field}`] ?? choice.threshold)
    const threshold = Number.isFinite(wanted) ? wanted : choice.threshold
    const states = recorded(entry, alert, choice).map((state) => ({ state, met: meeting(state, choice, threshold) }))
    return { field, choice, states }
  })
}

/** What captures show does not depend on the tuning, and working it out is most of the work of a page. */
const known = new WeakMap<Entry, Map<string, readonly StateValues[]>>()

function recorded(entry: Entry, alert: string, choice: ThresholdChoice): readonly StateValues[] {
  const ofEntry = known.get(entry) ?? new Map<string, readonly StateValues[]>()
  known.set(entry, ofEntry)
  const key = `${alert} ${choice.place}`
  const states = ofEntry.get(key) ?? captureValues(entry, choice)
  ofEntry.set(key, states)
  return states
}
