import { atLeast, type Profile } from "@/lib/promql/profile"

/**
 * The kinds of documents that hold rule groups: a file for Prometheus itself, and the objects of the Prometheus operator,
 * of VictoriaMetrics' operator and of Google's managed Prometheus.
 */
export type RuleKind = "rule-file" | "PrometheusRule" | "VMRule" | "GmpRules"

type Since = Profile | "any"
type Fields = Readonly<Record<string, Since>>

const RULE: Fields = {
  record: "any",
  alert: "any",
  expr: "any",
  for: "any",
  keep_firing_for: "any",
  labels: "any",
  annotations: "any",
}
const GROUP: Fields = { name: "any", interval: "any", limit: "any", rules: "any" }

/**
 * Sources: rulefmt of Prometheus 2.42, 2.53 and 3.5; the CRD of prometheus-operator 0.93; vmrule_types.go of VictoriaMetrics'
 * operator; the documentation of GMP.
 */
const KINDS: Record<RuleKind, { group: Fields; rule: Fields; root: readonly string[] }> = {
  "rule-file": { root: ["groups"], group: { ...GROUP, query_offset: "2.53", labels: "3.5" }, rule: RULE },
  PrometheusRule: {
    root: ["groups"],
    group: { ...GROUP, query_offset: "any", labels: "any", partial_response_strategy: "any" },
    rule: RULE,
  },
  VMRule: {
    root: ["groups"],
    group: {
      ...GROUP,
      ...any("labels concurrency type params headers notifier_headers tenant"),
      ...any("eval_offset eval_delay eval_alignment"),
    },
    rule: { ...RULE, ...any("debug update_entries_limit") },
  },
  GmpRules: { root: ["groups"], group: { name: "any", interval: "any", rules: "any" }, rule: RULE },
}

function any(names: string): Fields {
  return Object.fromEntries(names.split(" ").map((name): [string, Since] => [name, "any"]))
}

/** What a field is to a kind of document: known, newer than the profile, or unknown with a hint where there is one. */
export type FieldVerdict = { known: true } | { known: false; message: string; hint?: string }

/** Whether a group or a rule of this kind may have a field. */
export function fieldVerdict(
  kind: RuleKind,
  part: "root" | "group" | "rule",
  name: string,
  profile: Profile,
): FieldVerdict {
  const fields = part === "root" ? any(KINDS[kind].root.join(" ")) : KINDS[kind][part]
  const since = Object.hasOwn(fields, name) ? fields[name] : undefined
  if (since !== undefined && (since === "any" || atLeast(profile, since))) return { known: true }
  const where = part === "root" ? "a rule file" : `a ${part}`
  const message = `There is no field ${name} in ${where}`
  if (since !== undefined)
    return { known: false, message, hint: `Prometheus ${since} and later know it, ${profile} does not` }
  const hint = OTHERS[name] ?? misplaced(kind, part, name) ?? nearest(Object.keys(fields), name)
  return { known: false, message, ...(hint !== undefined && { hint }) }
}

const OTHERS: Readonly<Record<string, string>> = {
  partial_response_strategy: "Only Thanos Ruler reads it; Prometheus refuses the file",
  namespace: "Mimir and Loki have it; Prometheus refuses the file",
}

function misplaced(kind: RuleKind, part: string, name: string): string | undefined {
  if (part !== "rule" && Object.hasOwn(RULE, name)) return `${name} belongs into a rule`
  if (part === "rule" && Object.hasOwn(KINDS[kind].group, name)) return `${name} belongs to the group`
  return undefined
}

function nearest(names: readonly string[], name: string): string | undefined {
  const near = names.find((known) => known.toLowerCase() === name.toLowerCase() || isOneEditApart(known, name))
  return near === undefined ? undefined : `Did you mean ${near}?`
}

/** Whether one character more, less, other or swapped with its neighbour makes one word of the other. */
function isOneEditApart(a: string, b: string): boolean {
  let start = 0
  while (start < a.length && a[start] === b[start]) start++
  const [restA, restB] = [a.slice(start), b.slice(start)]
  return (
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    restA.slice(1) === restB.slice(1) ||
    (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
  )
}
