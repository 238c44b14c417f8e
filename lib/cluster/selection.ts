/** A label selector of the Kubernetes API: null or absent is another thing than an empty one, see matches(). */
export interface Selector {
  matchLabels?: Readonly<Record<string, string>>
  matchExpressions?: readonly Requirement[]
}

/** One requirement on the label `key`. */
export interface Requirement {
  key: string
  operator: string
  values?: readonly string[]
}

/** The labels of an object; `complete` is false when there may be others that could not be read. */
export interface KnownLabels {
  labels: Readonly<Record<string, string>>
  complete: boolean
}

/** Whether labels meet a selector; `unknown` when that hangs on a label that could not be read. */
export type Match = "yes" | "no" | "unknown"

/**
 * Evaluates a selector as the Kubernetes API does: null selects nothing and {} everything; `NotIn` and `DoesNotExist` are
 * met by a missing label.
 */
export function matches(selector: Selector | null | undefined, { labels, complete }: KnownLabels): Match {
  if (!selector) return "no"
  const answers = requirementsOf(selector).map((requirement): Match => {
    if (!complete && !Object.hasOwn(labels, requirement.key)) return "unknown"
    return meets(requirement, Object.hasOwn(labels, requirement.key) ? labels[requirement.key] : undefined)
      ? "yes"
      : "no"
  })
  if (answers.includes("no")) return "no"
  return answers.includes("unknown") ? "unknown" : "yes"
}

const KEY = /^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([-\w.]{0,61}[A-Za-z0-9])?$/
const VALUE = /^([A-Za-z0-9]([-\w.]{0,61}[A-Za-z0-9])?)?$/

/**
 * Whether the API server would take this label. The schemas of CRDs let any text into a selector, so a label that comes
 * from one is checked before it is set, or put into a command to copy.
 */
export function isLabel(key: string, value: string): boolean {
  return KEY.test(key) && VALUE.test(value)
}

/** Labels to add so that a selector is met, or the requirements that no label can meet. */
export type Solution = { add: Record<string, string> } | { unmet: string[] }

/**
 * Finds the labels to add to an object so that it is selected. A label that the object has is never changed, so a
 * requirement that contradicts it is unmet. Requirements that a missing label meets add nothing.
 */
export function solve(selector: Selector, labels: Readonly<Record<string, string>>): Solution {
  const byKey = new Map<string, Requirement[]>()
  for (const requirement of requirementsOf(selector))
    byKey.set(requirement.key, [...(byKey.get(requirement.key) ?? []), requirement])
  const add: Record<string, string> = {}
  const unmet: string[] = []
  for (const [key, requirements] of byKey) {
    const has = Object.hasOwn(labels, key) ? labels[key] : undefined
    if (requirements.every((requirement) => meets(requirement, has))) continue
    const value =
      has === undefined
        ? candidates(requirements).find(
            (text) => isLabel(key, text) && requirements.every((requirement) => meets(requirement, text)),
          )
        : undefined
    // A missing label could have any value, so then it is the requirements together that cannot be met.
    if (value === undefined)
      unmet.push(...requirements.filter((each) => has === undefined || !meets(each, has)).map(requirementText))
    else add[key] = value
  }
  if (unmet.length > 0) return { unmet }
  // What was solved key by key is evaluated as a whole, by the same function that judges clusters.
  const solved = matches(selector, { labels: { ...labels, ...add }, complete: true })
  return solved === "yes" ? { add } : { unmet: requirementsOf(selector).map(requirementText) }
}

/** A selector in the form of `kubectl -l`: "release=kps, !legacy"; "everything" when it is empty, "nothing" when it is null. */
export function selectorText(selector: Selector | null | undefined): string {
  if (!selector) return "nothing"
  return requirementsOf(selector).map(requirementText).join(", ") || "everything"
}

/** Labels in the form of `kubectl label`: "a=b,c=d". */
export function labelsText(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(",")
}

/** Reads a selector in the form of `kubectl -l`; undefined when it is not one. */
export function parseSelector(text: string): Selector | undefined {
  const parts = text.match(/[^,(]+(\([^)]*\))?/g) ?? []
  const read = parts
    .map((part) => part.trim())
    .filter(Boolean)
    .map(parseRequirement)
  const known = read.filter((requirement) => requirement !== undefined)
  return known.length === read.length ? { matchExpressions: known } : undefined
}

function parseRequirement(text: string): Requirement | undefined {
  const set = /^(\S+)\s+(in|notin)\s*\(([^)]*)\)$/.exec(text)
  if (set?.[1])
    return {
      key: set[1],
      operator: set[2] === "in" ? "In" : "NotIn",
      values: (set[3] ?? "").split(",").map((value) => value.trim()),
    }
  const pair = /^([^\s=!]+)\s*(==?|!=)\s*([^\s=!]*)$/.exec(text)
  if (pair?.[1]) return { key: pair[1], operator: pair[2] === "!=" ? "NotIn" : "In", values: [pair[3] ?? ""] }
  const bare = /^(!?)\s*([^\s=!()]+)$/.exec(text)
  return bare?.[2] ? { key: bare[2], operator: bare[1] ? "DoesNotExist" : "Exists" } : undefined
}

function requirementsOf({ matchLabels = {}, matchExpressions = [] }: Selector): Requirement[] {
  const equal = Object.entries(matchLabels).map(([key, value]) => ({ key, operator: "In", values: [value] }))
  return [...equal, ...matchExpressions]
}

function meets({ operator, values = [] }: Requirement, value: string | undefined): boolean {
  switch (operator) {
    case "In":
      return value !== undefined && values.includes(value)
    case "NotIn":
      return value === undefined || !values.includes(value)
    case "Exists":
      return value !== undefined
    case "DoesNotExist":
      return value === undefined
    default:
      return false // the API server accepts no other word
  }
}

/** Values worth trying for a missing label: those that are asked for, else any that nothing forbids. */
function candidates(requirements: readonly Requirement[]): readonly string[] {
  const asked = requirements.filter(({ operator }) => operator === "In").flatMap(({ values = [] }) => values)
  return asked.length > 0 ? asked : ["true", "yes", "enabled"]
}

function requirementText({ key, operator, values = [] }: Requirement): string {
  switch (operator) {
    case "In":
      return values.length === 1 ? `${key}=${values[0]}` : `${key} in (${values.join(", ")})`
    case "NotIn":
      return values.length === 1 ? `${key}!=${values[0]}` : `${key} notin (${values.join(", ")})`
    case "DoesNotExist":
      return `!${key}`
    default:
      return key
  }
}
