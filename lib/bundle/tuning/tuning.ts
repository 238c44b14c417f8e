import { z } from "zod"
import { RuleSeverity } from "@/lib/catalog/rule-file"
import type { Path } from "@/lib/catalog/yaml-source"
import { isObject } from "@/lib/is-object"
import { durationMs } from "@/lib/promql/duration"
import { fault, nameHint, type TuningFault } from "./fault"

/** In place of an entry or a rule: all of them. */
export const ALL = "*"

const LABEL_NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/
// Line breaks and other control characters have no place in a value, and are how text breaks out of its field.
const CONTROL = /[\p{Cc}\u2028\u2029]/u
const TEXT = "must be text; put it in quotes, or write null to remove it"

const Duration = z
  .string({ error: "must be a duration such as 10m" })
  .refine((text) => durationMs(text) !== undefined, "must be a duration such as 10m")
const THRESHOLD = "must be a finite number, or a number for each comparison"
const Threshold = z.number({ error: THRESHOLD })
const LabelName = z.string().regex(LABEL_NAME, "must be a label name: letters, digits and _, no digit first")
const LabelValue = z
  .string({ error: TEXT })
  .max(1_024)
  .refine((text) => !CONTROL.test(text), "must be on one line")
const Annotation = z
  .string({ error: TEXT })
  .max(4_096)
  .refine((text) => !CONTROL.test(text.replace(/[\n\t]/g, "")), "has control characters")
  .refine(hasBalancedActions, "must close every {{ with }}")

/** Extra conditions: by label, or as PromQL writes them; null takes one back that a wider tuning sets. */
const Matchers = z.union(
  [z.record(LabelName, LabelValue.nullable()), z.string().max(4_096), z.array(z.string().max(4_096)).max(32)],
  { error: `must be label: value, or conditions such as namespace=~"prod|stage"` },
)

/** What a tuning was made against: the original values of what it changes. */
export const Base = z.strictObject({
  /** A digest of the original expression, by which a renamed rule is found again. */
  expr: z.string().optional(),
  /** The comparison as it was, such as `redis_up > 5`; one for each key when several were tuned. */
  threshold: z.union([z.string(), z.record(z.string(), z.string())]).optional(),
  for: z.string().optional(),
  keep_firing_for: z.string().optional(),
  severity: z.string().optional(),
  labels: z.record(z.string(), z.string().nullable()).optional(),
  annotations: z.record(z.string(), z.string().nullable()).optional(),
})
export type Base = z.infer<typeof Base>

/** What a user changes of one rule. */
export const RuleTuning = z.strictObject({
  enabled: z.boolean({ error: "must be true or false" }).optional(),
  /** One number, or by comparison: its place from 1, or what is compared. */
  threshold: z.union([Threshold, z.record(z.string(), Threshold)], { error: THRESHOLD }).optional(),
  for: Duration.optional(),
  keep_firing_for: Duration.optional(),
  severity: z.enum(RuleSeverity.options, { error: `must be ${RuleSeverity.options.join(", ")}` }).optional(),
  /** null removes a label. */
  labels: z.record(LabelName, LabelValue.nullable()).optional(),
  /** null removes an annotation. */
  annotations: z.record(LabelName, Annotation.nullable()).optional(),
  matchers: Matchers.optional(),
  base: Base.optional(),
})
export type RuleTuning = z.infer<typeof RuleTuning>

/** The content of `tune.yaml`: entry → rule → changes; "*" stands for all entries, or all rules of an entry. */
export type Tuning = Record<string, Record<string, RuleTuning>>

/** What can be tuned, without what the hub itself writes. */
const TUNABLE = Object.keys(RuleTuning.shape).filter((key) => key !== "base")

/**
 * Reads a tuning from plain data, as YAML gives it. All faults are collected; what has one is left out of the tuning, down to
 * the single field, so that a form can show what the rest comes to.
 */
export function readTuning(value: unknown): { tuning: Tuning; faults: readonly TuningFault[] } {
  if (value === null || value === undefined) return { tuning: {}, faults: [] }
  if (!isObject(value)) return { tuning: {}, faults: [fault([], "must be a map of entries")] }
  const faults: TuningFault[] = [...emptyRules(value), ...unsafeKeys(value, [])]
  const tuning = mapped(value, (rules, entry) => {
    if (isObject(rules)) return mapped(rules, (changes, rule) => readRule(changes, [entry, rule], faults))
    faults.push(fault([entry], "must be a map of rules"))
    return undefined
  })
  return { tuning, faults }
}

function readRule(changes: unknown, path: Path, faults: TuningFault[]): RuleTuning | undefined {
  const parsed = RuleTuning.safeParse(changes)
  if (parsed.success) return Object.keys(parsed.data).length > 0 ? parsed.data : undefined
  if (changes === null) return undefined // emptyRules has said so
  if (!isObject(changes)) {
    faults.push(fault(path, `must be a map with some of ${TUNABLE.join(", ")}`))
    return undefined
  }
  faults.push(...parsed.error.issues.flatMap((issue) => ofIssue(issue, path)))
  const wrong = new Set(parsed.error.issues.flatMap((issue) => issue.path[0] ?? ("keys" in issue ? issue.keys : [])))
  const rest = RuleTuning.safeParse(mapped(changes, (field, key) => (wrong.has(key) ? undefined : field)))
  return rest.success && Object.keys(rest.data).length > 0 ? rest.data : undefined
}

/** Every value changed; without those that become undefined. */
function mapped<T>(from: Readonly<Record<string, unknown>>, change: (value: unknown, key: string) => T | undefined) {
  const pairs = Object.entries(from).flatMap(([key, value]): [string, T][] => {
    const result = key === "__proto__" ? undefined : change(value, key)
    return result === undefined ? [] : [[key, result]]
  })
  return Object.fromEntries(pairs)
}

/** Rules of which nothing is said are typing in progress, or a mistake. */
function emptyRules(value: Readonly<Record<string, unknown>>): readonly TuningFault[] {
  return Object.entries(value).flatMap(([entry, rules]) =>
    Object.entries(Object(rules))
      .filter(([, tuning]) => typeof tuning === "object" && Object.keys(Object(tuning)).every((key) => key === "base"))
      .map(([rule]) => fault([entry, rule], `${rule} is set to nothing`, `Say what to change: ${TUNABLE.join(", ")}`)),
  )
}

/** A key that JavaScript objects take for something else: it would be dropped, silently. */
function unsafeKeys(value: unknown, path: Path): readonly TuningFault[] {
  if (typeof value !== "object" || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "__proto__" ? [fault([...path, key], `"${key}" is no name`)] : unsafeKeys(inner, [...path, key]),
  )
}

function ofIssue(issue: z.core.$ZodIssue, prefix: Path): readonly TuningFault[] {
  const path = [...prefix, ...(issue.path as (string | number)[])]
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => fault([...path, key], `unknown key "${key}"`, nameHint(key, TUNABLE, "keys")))
  if (issue.code === "invalid_union") {
    const deeper = issue.errors.filter((branch) => branch.every((inner) => inner.path.length > 0))
    const [best] = deeper
    if (best) return best.flatMap((inner) => ofIssue(inner, path))
  }
  if (issue.code === "invalid_key") {
    const [inner] = issue.issues
    return [fault(path, `"${String(path.at(-1))}" ${inner?.message ?? "is no name"}`)]
  }
  return [fault(path, issue.message)]
}

function hasBalancedActions(text: string): boolean {
  return text.replace(/\{\{[\s\S]*?\}\}/g, "").match(/\{\{|\}\}/) === null
}
