import type { Origin } from "@/lib/catalog/entry"
import { parse } from "@/lib/promql/parse"
import { atLeast, type Profile } from "@/lib/promql/profile"
import { parseTemplate } from "@/lib/templates/parse"
import { unaliased, type YamlNode } from "@/lib/yaml/nodes"
import type { Decoder, Field, TextField } from "./decoder"
import type { Faults } from "./faults"
import { isLabelName, isMetricName, isNonZeroDuration, isUnicode } from "./names"
import type { AlertingRule, RecordingRule } from "./rule-group"
import type { RuleKind } from "./schema"
import { textsOf } from "./texts"

/** What reading a rule needs of the file around it. */
export interface RuleContext {
  kind: RuleKind
  profile: Profile
  decoder: Decoder
  faults: Faults
  isKnown(field: Field): boolean
  duration(field: Field | undefined): string | undefined
}

type Part = "record" | "alert" | "expr" | "for" | "keep_firing_for" | "labels" | "annotations"
type Fields = ReadonlyMap<string, Field>

/** Reads one rule with the checks of Prometheus' rulefmt; undefined when it is neither an alert nor a recording rule. */
export function readRule(
  context: RuleContext,
  node: YamlNode,
  group: string,
  origin: Origin,
): AlertingRule | RecordingRule | undefined {
  return context.decoder.fields(node, "a rule", (fields) => ofFields(context, node, fields, group, origin))
}

function ofFields(
  context: RuleContext,
  node: YamlNode,
  list: readonly Field[],
  group: string,
  origin: Origin,
): AlertingRule | RecordingRule | undefined {
  const fields = new Map<string, Field>()
  for (const field of list) if (context.isKnown(field)) fields.set(field.name, field)
  const get = (part: Part) => fields.get(part)
  const record = nameOf(context, get("record"))
  const alert = nameOf(context, get("alert"))
  oneName(context, node, fields, record, alert)
  const { expr, parsed } = readExpr(context, node, get("expr"))
  const times = { for: context.duration(get("for")), keep_firing_for: context.duration(get("keep_firing_for")) }
  const labels = textFields(context, get("labels"), "label")
  const annotations = textFields(context, get("annotations"), "annotation")
  if (record !== "") recordingFaults(context, fields, record, times, annotations)
  const common = { expr, parsed, labels: textsOf(labels), group, origin }
  if (alert !== "") {
    templateFaults(context, [...labels, ...annotations])
    return { kind: "alert", alert, ...common, ...present(times), annotations: textsOf(annotations) }
  }
  return record === "" ? undefined : { kind: "record", record, ...common }
}

/**
 * The text of record, alert or expr. Prometheus 2 takes what is written there, whatever it is: null is the text "null", an
 * alias is its name, and a list is empty. Prometheus 3 decodes it first.
 */
function nameOf({ decoder, profile, kind }: RuleContext, field: Field | undefined): string {
  if (!field) return ""
  if (atLeast(profile, "3.0") || kind !== "rule-file") return decoder.text(field.value) ?? ""
  if (field.value.kind === "alias") return field.value.name
  return field.value.kind === "scalar" ? field.value.value : ""
}

function oneName({ faults }: RuleContext, node: YamlNode, fields: Fields, record: string, alert: string): void {
  if (record !== "" && alert !== "") {
    const second = fields.get("alert")?.key ?? node
    faults.add("rule-format", second, "Only one of 'record' and 'alert' must be set", {
      hint: "Make two rules of it",
    })
  }
  if (record !== "" || alert !== "") return
  const empty = fields.get("alert") ?? fields.get("record")
  faults.add("rule-format", empty?.key ?? node, "One of 'record' or 'alert' must be set")
}

function readExpr(context: RuleContext, node: YamlNode, field: Field | undefined) {
  const { faults, profile, kind } = context
  const expr = exprText(context, field)
  const parsed = parse(expr, { profile })
  if (expr === "") {
    const isReported = field?.value.kind === "sequence" || field?.value.kind === "mapping"
    if (!isReported) faults.add("rule-format", field?.key ?? node, "Field 'expr' must be set in a rule")
  }
  if (expr !== "" && !parsed.ok && field) {
    const { message, start, end } = parsed.error
    const isMetricsQl = kind === "VMRule"
    const value = unaliased(field.value)
    const span = value.kind === "scalar" && value.value === expr ? { span: { start, end } } : {}
    faults.add("promql-syntax", field.value, message, {
      ...span,
      ...(isMetricsQl && { severity: "warning", hint: "VictoriaMetrics reads MetricsQL, which has more than PromQL" }),
    })
  }
  return { expr, parsed }
}

/** A number is an expression in a Kubernetes object too. */
function exprText(context: RuleContext, field: Field | undefined): string {
  const value = field && unaliased(field.value)
  const isNumber = value?.kind === "scalar" && value.style === "plain" && /^\d+$/.test(value.value)
  if (isNumber && context.kind !== "rule-file") return value.value
  const isCollection = field?.value.kind === "sequence" || field?.value.kind === "mapping"
  return isCollection ? (context.decoder.text(field.value, "an expression") ?? "") : nameOf(context, field)
}

function textFields(
  { decoder, faults, profile }: RuleContext,
  field: Field | undefined,
  what: string,
): readonly TextField[] {
  if (!field) return []
  const found = decoder.texts(field.value, `a mapping of ${what}s`)
  for (const { name, key, value, text } of found) {
    if (!isLabelName(name, profile) || (what === "label" && name === "__name__"))
      faults.add("rule-format", key, `"${name}" is not a valid ${what} name`, { hint: nameHint(name) })
    if (what === "label" && !isUnicode(text))
      faults.add("rule-format", value, `The value of the label ${name} is not UTF-8`)
  }
  return found
}

function nameHint(name: string): string {
  if (name === "__name__") return "The name of a recording rule's series is its record"
  return 'Names consist of letters, digits and "_", and do not begin with a digit'
}

function recordingFaults(
  { faults, profile }: RuleContext,
  fields: Fields,
  record: string,
  times: { for: string | undefined; keep_firing_for: string | undefined },
  annotations: readonly TextField[],
): void {
  const refuse = (part: Part, message: string, hint?: string) => {
    const field = fields.get(part)
    if (field) faults.add("rule-format", part === "record" ? field.value : field.key, message, { hint })
  }
  const only = "Only alerts have it"
  if (annotations.length > 0) refuse("annotations", "Invalid field 'annotations' in a recording rule", only)
  if (isNonZeroDuration(times.for)) refuse("for", "Invalid field 'for' in a recording rule", only)
  if (isNonZeroDuration(times.keep_firing_for))
    refuse("keep_firing_for", "Invalid field 'keep_firing_for' in a recording rule", only)
  if (!isMetricName(record, profile)) {
    const hint = 'Names consist of letters, digits, "_" and ":", and do not begin with a digit'
    refuse("record", `Invalid recording rule name: ${record}`, hint)
  } else if (/[{}]/.test(record)) {
    refuse(
      "record",
      `Invalid recording rule name: ${record}`,
      "Braces belong into expr, labels of the new series into labels",
    )
  }
}

const OTHER_TEMPLATES = { severity: "warning", hint: "VictoriaMetrics' templates have more functions" } as const

/** Labels and annotations of alerts are templates. */
function templateFaults({ faults, profile, kind }: RuleContext, texts: readonly TextField[]): void {
  for (const { value, text } of texts) {
    if (!text.includes("{{")) continue
    const result = parseTemplate(text, { profile })
    if (!result.ok)
      faults.add("template-syntax", value, result.error.message, {
        span: result.error,
        ...(kind === "VMRule" && OTHER_TEMPLATES),
      })
  }
}

function present<T extends Record<string, string | undefined>>(values: T): { [K in keyof T]?: string } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: string
  }
}
