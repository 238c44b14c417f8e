import { createHash } from "node:crypto"
import { ruleName } from "@/lib/catalog/rule-file"
import { type Expr, unwrap } from "@/lib/promql/ast"
import { parse } from "@/lib/promql/parse"
import { print } from "@/lib/promql/print"
import type { AnyRule, RulesByEntry } from "./rules-of"
import { choiceText, type NoChoice, onlyThreshold, type ThresholdChoice, thresholdAt } from "./thresholds"
import { ALL, type Base, type RuleTuning, type Tuning } from "./tuning"

/** Up to here what is compared stands in the base in full; beyond it a digest does, for a file that people can read. */
const READABLE = 100

/** A name for the meaning of an expression: white space, comments and quoting do not change it. */
export function exprDigest(expr: string): string {
  const parsed = parse(expr)
  return digest(parsed.ok ? print(unwrap(parsed.expr)) : expr)
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12)
}

/** A comparison as the base holds it: what is compared, the operator, the number. */
export function comparisonText(choice: ThresholdChoice): string {
  const { subject } = choice
  return choiceText(subject.length > READABLE ? { ...choice, subject: `sha256:${digest(subject)}` } : choice)
}

/** The comparison that a key of `threshold` is for; without a key that of a plain number. */
export function chosen(expr: Expr, key: string | undefined): ThresholdChoice | NoChoice {
  return key === undefined ? onlyThreshold(expr) : thresholdAt(expr, key)
}

/** The original values of what is changed of a rule. */
export function baseOf(changes: RuleTuning, rule: AnyRule): Base {
  const originals = <T extends Record<string, unknown>>(changed: T, from: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.keys(changed).map((key) => [key, Object.hasOwn(from, key) ? (from[key] ?? null) : null]))
  const threshold = thresholdBase(changes.threshold, rule.expr)
  const alert = "alert" in rule ? rule : undefined
  return {
    expr: exprDigest(rule.expr),
    ...(threshold !== undefined && { threshold }),
    ...(alert && changes.for !== undefined && { for: alert.for ?? "0s" }),
    ...(alert && changes.keep_firing_for !== undefined && { keep_firing_for: alert.keep_firing_for ?? "0s" }),
    ...(alert && changes.severity !== undefined && { severity: alert.labels.severity }),
    ...(changes.labels && { labels: originals(changes.labels, rule.labels) }),
    ...(alert && changes.annotations && { annotations: originals(changes.annotations, alert.annotations) }),
  }
}

function thresholdBase(threshold: RuleTuning["threshold"], expr: string): Base["threshold"] {
  const parsed = parse(expr)
  if (threshold === undefined || !parsed.ok) return undefined
  const text = (key: string | undefined): string | undefined => {
    const choice = chosen(parsed.expr, key)
    return "reason" in choice ? undefined : comparisonText(choice)
  }
  if (typeof threshold === "number") return text(undefined)
  const texts = Object.keys(threshold).flatMap((key) => {
    const found = text(key)
    return found === undefined ? [] : [[key, found] as const]
  })
  return texts.length > 0 ? Object.fromEntries(texts) : undefined
}

/** The tuning with the original values noted of whatever has none noted yet; those that are noted already stay. */
export function withBase(tuning: Tuning, rules: RulesByEntry): Tuning {
  return mapRules(tuning, (changes, entry, name) => {
    const rule = rules.get(entry)?.find((candidate) => ruleName(candidate) === name)
    return rule ? { ...changes, base: filled(changes, baseOf(changes, rule)) } : changes
  })
}

/** What is noted, for the fields that are tuned; from `fresh` where nothing is noted. */
function filled({ base = {} }: RuleTuning, fresh: Base): Base {
  const entries = Object.entries(fresh).map(([key, value]) => {
    const noted = base[key as keyof Base]
    if (noted === undefined || typeof noted !== typeof value) return [key, value]
    if (typeof noted !== "object" || typeof value !== "object") return [key, noted]
    const kept = Object.keys(value).map((name) => [name, Object.hasOwn(noted, name) ? noted[name] : value[name]])
    return [key, Object.fromEntries(kept)]
  })
  return Object.fromEntries(entries)
}

/** A tuning with the tuning of each single rule replaced; those for all rules have no base and stay. */
export function mapRules(
  tuning: Tuning,
  change: (changes: RuleTuning, entry: string, rule: string) => RuleTuning,
): Tuning {
  return Object.fromEntries(
    Object.entries(tuning).map(([entry, rules]) => [
      entry,
      Object.fromEntries(
        Object.entries(rules).map(([rule, changes]) => [
          rule,
          entry === ALL || rule === ALL ? changes : change(changes, entry, rule),
        ]),
      ),
    ]),
  )
}
