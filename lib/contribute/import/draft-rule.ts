import { AlertRule, RecordingRule } from "@/lib/catalog/rule-file"
import type { AlertingRule as ReadAlert, RecordingRule as ReadRecording } from "@/lib/rules/rule-group"
import type { Refused } from "./item"
import { mappedSeverity } from "./severity"

/** The names that an entry has already, and whether others may be given. */
export class NameRules {
  private readonly groups = new Set<string>()
  private readonly alerts: Set<string>
  private readonly records: Set<string>

  /** `rename`: names that are taken, or are no names here, get others. */
  constructor(
    readonly rename: boolean,
    known: { alerts: readonly string[]; recordings: readonly string[] } = { alerts: [], recordings: [] },
  ) {
    this.alerts = new Set(known.alerts)
    this.records = new Set(known.recordings)
  }

  /** A name that no other group of the file has. */
  group(file: string, name: string): string {
    const free = firstFree(name, (text) => this.groups.has(`${file} ${text}`), "-")
    this.groups.add(`${file} ${free}`)
    return free
  }

  /** The name under which an alert is taken; undefined when it is taken already and may not get another one. */
  alert(name: string): string | undefined {
    if (this.alerts.has(name) && !this.rename) return undefined
    const free = firstFree(name, (text) => this.alerts.has(text), "")
    this.alerts.add(free)
    return free
  }

  /**
   * Whether a recording may be taken: the first of its name and labels. Recordings are never renamed, since the
   * expressions of others ask for them by name.
   */
  recording(name: string, key: string): boolean {
    if (this.records.has(name) || this.records.has(key)) return false
    this.records.add(key)
    return true
  }
}

function firstFree(name: string, isTaken: (name: string) => boolean, joint: string): string {
  if (!isTaken(name)) return name
  for (let number = 2; ; number++) if (!isTaken(`${name}${joint}${number}`)) return `${name}${joint}${number}`
}

/** A rule in the catalog's form. */
export interface DraftRule {
  kind: "alert" | "record"
  rule: AlertRule | RecordingRule
  changes: readonly string[]
  /** The runbook that the rule named; it is not in the rule any more. */
  runbookUrl?: string
}

/** What only Helm fills in. */
const HELM = /\{\{-?\s*(?:\$?\.(?:Values|Release|Chart|Capabilities)\b|(?:include|template|tpl)\s)/

type Refusal = Pick<Refused, "reason" | "message" | "hint">

/** Makes a rule fit for the catalog, or says why it cannot be. */
export function draftRule(found: ReadAlert | ReadRecording, names: NameRules): DraftRule | Refusal {
  const texts = [...Object.values(found.labels), ...(found.kind === "alert" ? Object.values(found.annotations) : [])]
  if (found.expr.includes("{{") || texts.some((text) => HELM.test(text)))
    return {
      reason: "template",
      message: "There are templates in it that Prometheus does not know",
      hint: "Render the chart first: helm template CHART | exporterhub import -",
    }
  return found.kind === "alert" ? draftAlert(found, names) : draftRecording(found, names)
}

function draftAlert(found: ReadAlert, names: NameRules): DraftRule | Refusal {
  const changes: string[] = []
  const { severity, change } = mappedSeverity(found.labels.severity)
  if (change !== undefined) changes.push(change)
  const { runbook_url: runbookUrl, ...annotations } = found.annotations
  if (runbookUrl !== undefined) changes.push("runbook_url is a link of the runbook now")
  const wanted = names.rename ? pascal(found.alert) : found.alert
  const rule = AlertRule.safeParse({
    alert: wanted,
    expr: found.expr,
    ...(found.for !== undefined && { for: found.for }),
    ...(found.keep_firing_for !== undefined && { keep_firing_for: found.keep_firing_for }),
    labels: { ...found.labels, severity },
    annotations: described(annotations, changes),
  })
  if (!rule.success) return refusal(rule.error.issues, "--rename gives it a name in PascalCase")
  const alert = names.alert(wanted)
  if (alert === undefined)
    return {
      reason: "duplicate",
      message: `There is an alert ${wanted} already`,
      hint: "--rename takes it under another name",
    }
  if (alert !== found.alert) changes.push(`it was named ${found.alert}`)
  return { kind: "alert", rule: { ...rule.data, alert }, changes, ...(runbookUrl !== undefined && { runbookUrl }) }
}

function draftRecording(found: ReadRecording, names: NameRules): DraftRule | Refusal {
  const labels = Object.keys(found.labels).length > 0 ? { labels: found.labels } : {}
  const rule = RecordingRule.safeParse({ record: found.record, expr: found.expr, ...labels })
  if (!rule.success)
    return refusal(rule.error.issues, "Name it level:metric:operations, and what asks for it too, then import again")
  const isFree = names.recording(found.record, JSON.stringify([found.record, Object.entries(found.labels).sort()]))
  if (!isFree)
    return { reason: "duplicate", message: `There is a recording rule ${found.record} with these labels already` }
  return { kind: "record", rule: { record: found.record, expr: found.expr, ...labels } as RecordingRule, changes: [] }
}

/** Older rule sets have their one text in `message`. */
function described(annotations: Readonly<Record<string, string>>, changes: string[]): Record<string, string> {
  const { message, ...rest } = annotations
  if (message === undefined || rest.description !== undefined) return annotations
  changes.push("message is description here")
  return { ...rest, description: message }
}

function refusal(issues: readonly { path: PropertyKey[]; message: string }[], hint: string): Refusal {
  const [issue] = issues
  const field = String(issue?.path[0] ?? "rule")
  const isName = field === "alert" || field === "record"
  return {
    reason: isName ? "name" : "unsupported",
    message: `${issue?.path.join(".")} ${issue?.message}`,
    ...(isName && { hint }),
  }
}

function pascal(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== "")
  const joined = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("")
  return /^[A-Z]/.test(joined) ? joined : `Alert${joined}`
}
