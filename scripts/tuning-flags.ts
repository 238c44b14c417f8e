import { z } from "zod"
import { combine } from "@/lib/bundle/tuning/combine"
import { nameHint } from "@/lib/bundle/tuning/fault"
import { rulesOf } from "@/lib/bundle/tuning/rules-of"
import { ALL, readTuning, type Tuning } from "@/lib/bundle/tuning/tuning"
import type { Entry } from "@/lib/catalog/entry"
import { ruleName } from "@/lib/catalog/rule-file"
import { HubError } from "@/lib/error"

/** The flags that tune rules, of every command that makes a bundle. */
export const tuningOptions = {
  tune: z.string().optional().describe("file with changes to rules, kept from version to version (tune.yaml)"),
  disable: z.array(z.string()).default([]).describe("rule to leave out, as Rule, or entry.Rule with several entries"),
  threshold: z
    .array(z.string())
    .default([])
    .describe("another threshold, as Rule=0.9, or Rule#2=0.9 for the second comparison"),
  for: z.array(z.string()).default([]).describe("how long a condition must last, as Rule=10m"),
  severity: z.array(z.string()).default([]).describe("another severity, as Rule=warning"),
  matcher: z
    .array(z.string())
    .default([])
    .describe(`condition on every selector of every rule, such as 'namespace="prod"'`),
}

export type TuningOptions = z.infer<z.ZodObject<typeof tuningOptions>>

/** The tuning that the flags ask for. Throws HubError("usage") that names the flag. */
export function flagTuning(options: Omit<TuningOptions, "tune">, entries: readonly Entry[]): Tuning {
  const single = (["threshold", "for", "severity"] as const).flatMap((flag) =>
    options[flag].map((text) => {
      const { entry, rule, place, value } = settingOf(flag, text, entries)
      const typed = flag === "threshold" ? numberOf(value) : value
      return asTuning(`--${flag} ${text}`, entry, rule, { [flag]: place === undefined ? typed : { [place]: typed } })
    }),
  )
  const off = options.disable.map((text) => {
    const { entry, rule } = ruleOf("disable", text, entries)
    return asTuning(`--disable ${text}`, entry, rule, { enabled: false })
  })
  const { matcher } = options
  const everywhere = matcher.length > 0 ? [asTuning("--matcher", ALL, ALL, { matchers: matcher })] : []
  return [...single, ...off, ...everywhere].reduce(combine, {})
}

function asTuning(flag: string, entry: string, rule: string, changes: Record<string, unknown>): Tuning {
  const { tuning, faults } = readTuning({ [entry]: { [rule]: changes } })
  const [first] = faults
  if (!first) return tuning
  throw new HubError("usage", `${flag}: ${first.message}`, first.hint === undefined ? {} : { hint: first.hint })
}

function numberOf(text: string): unknown {
  return text.trim() === "" || Number.isNaN(Number(text)) ? text : Number(text)
}

function settingOf(flag: string, text: string, entries: readonly Entry[]) {
  const equals = text.indexOf("=")
  if (equals < 1) throw new HubError("usage", `--${flag} ${text}: must be Rule=value`)
  const [name = "", place] = text.slice(0, equals).split("#")
  if (place !== undefined && flag !== "threshold")
    throw new HubError("usage", `--${flag} ${text}: only a threshold has a number behind the rule`)
  return { ...ruleOf(flag, name, entries), place, value: text.slice(equals + 1) }
}

/** The rule that `Rule` or `entry.Rule` names; a name that several entries have needs its entry. */
function ruleOf(flag: string, text: string, entries: readonly Entry[]): { entry: string; rule: string } {
  const dot = text.indexOf(".")
  const [prefix, rule] = dot < 0 ? [undefined, text] : [text.slice(0, dot), text.slice(dot + 1)]
  const asked = entries.filter(({ id }) => prefix === undefined || id === prefix)
  if (asked.length === 0) throw new HubError("usage", `--${flag} ${text}: the bundle has no entry "${prefix}"`)
  const having = asked.filter((entry) => rulesOf(entry).some((known) => ruleName(known) === rule))
  const [first, ...more] = having
  if (first && more.length === 0) return { entry: first.id, rule }
  if (first)
    throw new HubError("usage", `--${flag} ${text}: several entries have this rule`, {
      hint: having.map(({ id }) => `${id}.${rule}`).join(", "),
    })
  const known = asked.flatMap((entry) => rulesOf(entry).map(ruleName))
  throw new HubError("usage", `--${flag} ${text}: there is no rule "${rule}"`, { hint: nameHint(rule, known, "rules") })
}
