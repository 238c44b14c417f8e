import { z } from "zod"
import { oneLine } from "./one-line"
import { parseYaml } from "./yaml-source"

/** One field that is not what it was; its texts where they are short enough to be read in a list. */
export interface FieldChange {
  field: string
  from?: string
  to?: string
}

/** What happened to one named part of an entry. */
export interface PartChange {
  part:
    | "alert"
    | "recording"
    | "dashboard"
    | "panel"
    | "version"
    | "parameter"
    | "runbook"
    | "capture"
    | "tests"
    | "entry"
    | "readme"
  change: "added" | "removed" | "changed"
  name: string
  /** Its name before. */
  was?: string
  fields?: FieldChange[]
}

/** Older revisions may have been written for other schemas, so only what is needed is asked for. */
const LooseRule = z.object({
  alert: z.string().optional(),
  record: z.string().optional(),
  expr: z.coerce.string().default(""),
  for: z.coerce.string().optional(),
  keep_firing_for: z.coerce.string().optional(),
  labels: z.record(z.string(), z.coerce.string()).default({}),
  annotations: z.record(z.string(), z.coerce.string()).default({}),
})
const LooseRules = z.object({
  groups: z.array(
    z.object({
      name: z.coerce.string().default(""),
      interval: z.coerce.string().optional(),
      rules: z.array(LooseRule).default([]),
    }),
  ),
})

/** Texts of files by path. */
export type Texts = ReadonlyMap<string, string>

type Rule = { key: string; part: "alert" | "recording"; name: string; fields: Map<string, string> }

/** What happened to alerts and recording rules between two revisions of rule files; undefined when one cannot be read. */
export function ruleChanges(before: Texts, after: Texts): PartChange[] | undefined {
  const [old, now] = [rulesOf(before), rulesOf(after)]
  if (!old || !now) return undefined
  const gone = [...old.values()].filter(({ key }) => !now.has(key))
  const fresh = [...now.values()].filter(({ key }) => !old.has(key))
  const renamed = new Map<Rule, Rule>()
  for (const rule of fresh) {
    const former = gone.find((one) => one.part === rule.part && same(one, rule) && ![...renamed.values()].includes(one))
    if (former) renamed.set(rule, former)
  }
  const changes: PartChange[] = []
  for (const rule of now.values()) {
    const former = old.get(rule.key) ?? renamed.get(rule)
    const { part, name } = rule
    if (!former) changes.push({ part, change: "added", name })
    else {
      const fields = fieldChanges(former.fields, rule.fields)
      const was = former.name === name ? {} : { was: former.name }
      if (fields.length > 0 || former.name !== name) changes.push({ part, change: "changed", name, ...was, fields })
    }
  }
  const left = gone.filter((rule) => ![...renamed.values()].includes(rule))
  return [...changes, ...left.map(({ part, name }): PartChange => ({ part, change: "removed", name }))]
}

function same(a: Rule, b: Rule): boolean {
  return oneLine(a.fields.get("expr") ?? "") === oneLine(b.fields.get("expr") ?? "")
}

function rulesOf(texts: Texts): Map<string, Rule> | undefined {
  const rules = new Map<string, Rule>()
  for (const [file, text] of texts) {
    const parsed = LooseRules.safeParse(parseYaml(file, text).source?.value)
    if (!parsed.success) return undefined
    for (const group of parsed.data.groups) {
      for (const rule of group.rules) {
        const [part, name] = rule.alert ? (["alert", rule.alert] as const) : (["recording", rule.record ?? ""] as const)
        // Rules of one name stand in one file one after another, such as an alert of two severities.
        let key = `${part} ${name}`
        for (let i = 2; rules.has(key); i++) key = `${part} ${name} ${i}`
        rules.set(key, { key, part, name, fields: fieldsOf(rule, group) })
      }
    }
  }
  return rules
}

function fieldsOf(
  rule: z.infer<typeof LooseRule>,
  group: { name: string; interval?: string | undefined },
): Map<string, string> {
  const { expr, labels, annotations, ...rest } = rule
  return new Map([
    ["expr", expr.trim()],
    ["for", rest.for ?? "0s"],
    ...(rest.keep_firing_for ? [["keep_firing_for", rest.keep_firing_for] as const] : []),
    ...Object.entries(labels).map(([name, value]) => [name === "severity" ? name : `label ${name}`, value] as const),
    ...Object.entries(annotations).map(([name, value]) => [`annotation ${name}`, value.trim()] as const),
    ["group", group.name],
    ...(group.interval ? [["interval", group.interval] as const] : []),
  ])
}

/** What a field says, without the way in which it is laid out. */
function meaning(field: string, text: string | undefined): string | undefined {
  return field === "expr" && text !== undefined ? oneLine(text) : text
}

/** Longer texts are not repeated in a list of changes. Characters. */
const SHORT = 300

/** Fields that differ, in the order of the newer side, then those that are gone. */
export function fieldChanges(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): FieldChange[] {
  const names = [...new Set([...after.keys(), ...before.keys()])]
  return names
    .filter((name) => meaning(name, before.get(name)) !== meaning(name, after.get(name)))
    .map((field): FieldChange => {
      const [from, to] = [before.get(field), after.get(field)]
      const long = /^annotation /.test(field) || (from ?? "").length > SHORT || (to ?? "").length > SHORT
      if (long) return { field }
      return { field, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
    })
}
