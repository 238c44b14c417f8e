import { inside } from "@/lib/catalog/entry"
import type { Finding, RuleCheck } from "@/lib/checks/check"
import type { Metrics } from "@/lib/checks/metrics"
import { parsed, type Subject, type SubjectAlert } from "@/lib/checks/subject"
import { visitKind } from "@/lib/checks/walk"
import { type Expr, unwrap } from "@/lib/promql/ast"
import { isSetOperator } from "@/lib/promql/keywords"
import { metricName, selectors } from "@/lib/promql/selectors"
import { comparison } from "@/lib/promql/threshold"

/** Levels that one burst moves across a threshold and back. */
const RESTLESS =
  /(?:^|_)(?:cpu|load\d*|usage|used|utili[sz]ation|busy|latency|lag|delay|queue_(?:length|size|depth)|pending|connections|clients|sessions|temperature|celsius|avail(?:able)?|free)(?:_|$)/i
/** Levels that do not swing: what they tell of has already happened. */
const SETTLED = /(?:time|uptime|age|expiry|expire|expiration|version|state|status|failed|remaining|smart|days)(?:_|$)/i

/** `for` is what keeps a single bad moment from waking somebody. */
export const alertFor: RuleCheck = {
  id: "alert-for",
  severity: "warning",
  summary: "The alert does not wait, or waits in vain",
  needs: ["entry", "rules"],
  docs: {
    why: `Without \`for\` one scrape is enough: a lost packet makes \`up\` 0, a burst fills a queue for seconds, and after a restart of
Prometheus \`absent()\` is true until the first scrape. Somebody is woken and finds nothing. A \`for\` that is shorter than the
time between two scrapes can pass without a second look.`,
    fix: "Two scrapes at least; better as long as the trouble may last before a person has to act.",
    example: {
      before: `
- alert: InstanceDown
  expr: up == 0`,
      after: `
- alert: InstanceDown
  expr: up == 0
  for: 3m`,
    },
  },
  run: (subject) =>
    subject.alerts.flatMap((alert) => [
      ...zeros(alert),
      ...tooShort(alert, subject),
      ...missing(alert, subject.metrics),
    ]),
}

function zeros({ at, forMs, keepFiringForMs }: SubjectAlert): Finding[] {
  const hint = "Leave it out"
  return [
    ...(forMs === 0 ? [{ at: inside(at, "for"), message: "A for of 0 is what an alert has without it", hint }] : []),
    ...(keepFiringForMs === 0
      ? [{ at: inside(at, "keep_firing_for"), message: "A keep_firing_for of 0 is what an alert has without it", hint }]
      : []),
  ]
}

function tooShort({ at, forMs = 0 }: SubjectAlert, { scrapeIntervalMs = 0 }: Subject): Finding[] {
  if (forMs === 0 || forMs >= scrapeIntervalMs) return []
  const message = `A for of ${forMs / 1000}s can pass between two scrapes, which are ${scrapeIntervalMs / 1000}s apart`
  return [{ at: inside(at, "for"), message, hint: `At least ${(2 * scrapeIntervalMs) / 1000}s` }]
}

function missing(alert: SubjectAlert, metrics: Metrics): Finding[] {
  if (alert.forMs) return []
  return parsed(alert.expression).flatMap(({ expr }): Finding[] => {
    const why = hasty(expr, metrics)
    return why === undefined ? [] : [{ at: inside(alert.at, "alert"), message: `${alert.name} has no for: ${why}` }]
  })
}

/** Why the condition should last before the alert fires; undefined where nothing is certain. */
function hasty(expr: Expr, metrics: Metrics): string | undefined {
  const inner = unwrap(expr)
  if (inner.kind === "call" && inner.func === "absent")
    return "absent() is true for a moment whenever Prometheus has just started"
  if (inner.kind !== "binary") return undefined
  if (inner.op === "or") return hasty(inner.left, metrics) ?? hasty(inner.right, metrics)
  if (isSetOperator(inner.op)) return undefined // the other side may be what waits
  const found = comparison(inner)
  if (found?.node !== inner || found.threshold === undefined || !found.side) return undefined
  const operand = unwrap(found.side === "right" ? inner.left : inner.right)
  if (operand.kind === "vector" && metricName(operand) === "up" && found.op === "==" && found.threshold === 0)
    return "one scrape that fails is enough"
  const level = [">", ">=", "<", "<="].includes(found.op) ? restlessLevel(operand, metrics) : undefined
  return level && `one sample of ${level} beyond ${found.threshold} is enough`
}

/** The gauge of which the operand is nothing but the value of this moment, as it is or as a share of another. */
function restlessLevel(operand: Expr, { byName }: Metrics): string | undefined {
  const used = selectors(operand)
  const names = used.map(({ metric }) => metric ?? "")
  const [first] = names
  if (first === undefined || used.some(({ call, rangeMs }) => call !== undefined || rangeMs !== undefined))
    return undefined
  if (visitKind(operand, "call").length > 0 || names.some((name) => SETTLED.test(name) || name.includes(":")))
    return undefined
  const gauges = names.every((name) => ["gauge", undefined].includes(byName.get(name)?.kind))
  return gauges && names.some((name) => RESTLESS.test(name)) ? first : undefined
}
