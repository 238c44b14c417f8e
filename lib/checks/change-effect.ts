import type { MetricChange, MetricDifferences } from "@/lib/catalog/capture-diff"
import type { Matcher } from "@/lib/promql/ast"
import type { SelectorContext } from "./selector-context"

/** What a change of a metric does to something that uses it, and why. */
export interface Effect {
  effect: "breaks" | "needs" | "affects"
  why: string
}

/** What uses the metric: unit tests only feed it, texts may show its labels. */
interface User {
  kind: "alert" | "recording" | "panel" | "variable" | "tests"
  shown: ReadonlySet<string>
}

const OF_COUNTERS = new Set(["rate", "irate", "increase", "resets"])
const OF_GAUGES = new Set([
  "delta",
  "idelta",
  "deriv",
  "predict_linear",
  "double_exponential_smoothing",
  "holt_winters",
])
const CUMULATIVE = new Set(["counter", "histogram", "summary"])

/** What a change does to one selector; undefined when it does not touch it. */
export function changeEffect(change: MetricChange, selector: SelectorContext, user: User): Effect | undefined {
  const { metric } = change
  if (change.kind === "changed") return differenceEffect(change.changes, metric.samples, selector, user)
  if (!metric.samples.includes(selector.metric)) return undefined
  if (change.kind === "removed") return gone(selector, user)
  return user.kind === "tests" || selector.optional
    ? { effect: "affects", why: `${selector.metric} is new` }
    : { effect: "needs", why: `${selector.metric} is not in the version before` }
}

function gone({ metric, optional }: SelectorContext, { kind }: User): Effect {
  if (kind === "tests") return { effect: "breaks", why: `feeds ${metric}, which no longer exists` }
  if (optional) return { effect: "affects", why: `${metric} is gone, and the expression has another branch` }
  return { effect: "breaks", why: `${metric} is gone` }
}

function differenceEffect(
  { samples, labels, type }: MetricDifferences,
  names: readonly string[],
  selector: SelectorContext,
  user: User,
): Effect | undefined {
  const { metric } = selector
  if (samples?.removed.includes(metric)) return gone(selector, user)
  if (samples?.added.includes(metric)) return { effect: "needs", why: `${metric} is not in the version before` }
  if (!names.includes(metric)) return undefined
  return (
    worst((labels?.removed ?? []).flatMap((label) => labelGone(label, selector, user) ?? [])) ??
    (type ? typeEffect(type, selector, user) : undefined) ??
    worst((labels?.added ?? []).flatMap((label) => labelNew(label, selector, user) ?? []))
  )
}

/** The first that breaks, else the first that needs, else any. */
function worst(effects: readonly Effect[]): Effect | undefined {
  return (
    effects.find(({ effect }) => effect === "breaks") ?? effects.find(({ effect }) => effect === "needs") ?? effects[0]
  )
}

function labelGone(
  label: string,
  { metric, matchers, named, aggregated }: SelectorContext,
  user: User,
): Effect | undefined {
  const asked = matchers.filter((matcher) => matcher.label.name === label)
  if (user.kind === "tests")
    return asked.length > 0 ? { effect: "affects", why: `feeds ${metric} with the label ${label}` } : undefined
  if (asked.some(wantsValue)) return { effect: "breaks", why: `asks for ${label} on ${metric}, which is gone` }
  if (named.has(label)) return { effect: "breaks", why: `groups or joins ${metric} by ${label}, which is gone` }
  if (user.shown.has(label)) return { effect: "affects", why: `its text shows ${label}, which is gone` }
  return aggregated ? undefined : { effect: "affects", why: `${metric} has no label ${label} any more` }
}

function labelNew(
  label: string,
  { metric, matchers, named, aggregated }: SelectorContext,
  user: User,
): Effect | undefined {
  if (user.kind === "tests") return { effect: "affects", why: `feeds ${metric}, which has the label ${label} now` }
  if (named.has(label) || matchers.some((matcher) => matcher.label.name === label && wantsValue(matcher)))
    return { effect: "needs", why: `${metric} has no label ${label} in the version before` }
  return aggregated ? undefined : { effect: "affects", why: `${metric} has the label ${label} now` }
}

function typeEffect(
  { from, to }: { from: string; to: string },
  { metric, calls }: SelectorContext,
  user: User,
): Effect {
  const words = `${metric} is a ${to} now, not a ${from}`
  const ofCounter = calls.find((call) => OF_COUNTERS.has(call))
  const ofGauge = calls.find((call) => OF_GAUGES.has(call))
  if (user.kind !== "tests" && ofCounter && to === "gauge")
    return { effect: "breaks", why: `${words}, and ${ofCounter}() takes counters` }
  if (user.kind !== "tests" && ofGauge && CUMULATIVE.has(to))
    return { effect: "breaks", why: `${words}, and ${ofGauge}() takes gauges` }
  return { effect: "affects", why: words }
}

/** Whether a matcher finds nothing where the label is missing, which Prometheus takes for an empty one. */
function wantsValue({ op, value: { text } }: Matcher): boolean {
  switch (op) {
    case "=":
      return text !== ""
    case "!=":
      return text === ""
    case "=~":
      return !matchesEmpty(text)
    case "!~":
      return matchesEmpty(text)
  }
}

function matchesEmpty(pattern: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, "s").test("")
  } catch {
    return false // RE2 knows flags that JavaScript does not; a pattern that needs them is hardly for the empty text
  }
}
