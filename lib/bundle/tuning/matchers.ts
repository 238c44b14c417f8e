import type { Path } from "@/lib/catalog/yaml-source"
import type { Matcher, VectorSelector } from "@/lib/promql/ast"
import { printMatcher } from "@/lib/promql/edit"
import { parse } from "@/lib/promql/parse"
import { regexMatches } from "@/lib/promql/regex"
import type { NewMatcher } from "@/lib/promql/rewrite"
import { fault, type TuningFault } from "./fault"
import type { RuleTuning } from "./tuning"

/** The conditions on one label, and where in the tuning they stand; none takes back those of a wider tuning. */
export interface LabelMatchers {
  label: string
  matchers: readonly NewMatcher[]
  path: Path
}

const LABEL = /^[a-zA-Z_][a-zA-Z0-9_]*$/
const LITERAL_ALTERNATIVES = /^[\w\s\-/:,=@%&'"<>!~;|]*$/

/** The conditions of a rule's tuning, label by label. */
export function readMatchers(
  matchers: RuleTuning["matchers"],
  path: Path,
): { labels: readonly LabelMatchers[]; faults: readonly TuningFault[] } {
  if (matchers === undefined) return { labels: [], faults: [] }
  const faults: TuningFault[] = []
  const labels = new Map<string, LabelMatchers>()
  const put = (label: string, added: readonly NewMatcher[], at: Path): void => {
    labels.set(label, { label, matchers: [...(labels.get(label)?.matchers ?? []), ...added], path: at })
  }
  if (typeof matchers === "object" && !Array.isArray(matchers)) {
    for (const [label, value] of Object.entries(matchers)) {
      const at = [...path, label]
      if (label === "__name__") faults.push(nameFault(at))
      else put(label, value === null ? [] : [{ label, op: "=", value }], at)
    }
    return { labels: [...labels.values()], faults }
  }
  const texts = typeof matchers === "string" ? [matchers] : matchers
  texts.forEach((text, i) => {
    const at = typeof matchers === "string" ? path : [...path, i]
    const read = parseMatchers(text)
    if (typeof read === "string") faults.push(fault(at, read, `Write conditions as in PromQL: namespace=~"prod|stage"`))
    else if (read.some(({ label }) => label === "__name__")) faults.push(nameFault(at))
    else for (const matcher of read) put(matcher.label, [matcher], at)
  })
  return { labels: [...labels.values()], faults }
}

function nameFault(path: Path): TuningFault {
  return fault(path, "must not choose metrics by __name__: every selector names its own")
}

/** The conditions in `a="b", c=~"d"`, or what is wrong with them. */
function parseMatchers(text: string): readonly NewMatcher[] | string {
  const whole = `x{${text}}`
  const parsed = parse(whole)
  if (!parsed.ok) return `"${text}" is no condition on labels: ${parsed.error.message}`
  const { expr } = parsed
  // What closes the braces itself, or hides them in a comment, is another expression than the one that was meant.
  if (expr.kind !== "vector" || expr.end !== whole.length || expr.offset || expr.at || expr.matchers.length === 0)
    return `"${text}" is no condition on labels`
  const odd = expr.matchers.find(({ label }) => !LABEL.test(label.name))
  if (odd) return `"${odd.label.name}" is no label name`
  return expr.matchers.map(({ label, op, value }) => ({ label: label.name, op, value: value.text }))
}

/** Conditions in the shortest form. A list has no way to take a label back, so beside other operators that is left out. */
export function writeMatchers(labels: readonly LabelMatchers[]): NonNullable<RuleTuning["matchers"]> {
  const simple = labels.every(
    ({ matchers }) => matchers.length === 0 || (matchers.length === 1 && matchers[0]?.op === "="),
  )
  if (simple) return Object.fromEntries(labels.map(({ label, matchers }) => [label, matchers[0]?.value ?? null]))
  return labels.flatMap(({ matchers }) => matchers.map(printMatcher))
}

/** A condition that the selector already has and that can never hold together with the new one. */
export function contradiction(selector: VectorSelector, added: NewMatcher): Matcher | undefined {
  return selector.matchers.find((old) => {
    if (old.label.name !== added.label) return false
    const mine = { op: old.op, value: old.value.text }
    return neverTogether(mine, added)
  })
}

type Condition = Pick<NewMatcher, "op" | "value">

/** Whether two conditions exclude each other. Only known where one of them lists its values. */
function neverTogether(a: Condition, b: Condition): boolean {
  const [ofA, ofB] = [listed(a), listed(b)]
  if (ofA) return !ofA.some((value) => holds(b, value))
  return ofB ? !ofB.some((value) => holds(a, value)) : false
}

/** The values that a condition lists; undefined when it describes them. */
function listed({ op, value }: Condition): readonly string[] | undefined {
  if (op === "=") return [value]
  return op === "=~" && LITERAL_ALTERNATIVES.test(value) ? value.split("|") : undefined
}

/** Whether a label's value meets a condition. */
export function holds({ op, value }: Condition, text: string): boolean {
  if (op === "=" || op === "!=") return (value === text) === (op === "=")
  return regexMatches(value, text) === (op === "=~")
}
