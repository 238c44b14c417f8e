import type { Finding, RuleCheck } from "@/lib/checks/check"
import { closedLabel } from "@/lib/checks/closed-labels"
import type { KnownMetric } from "@/lib/checks/metrics"
import { parsedExpressions } from "@/lib/checks/subject"
import { nearestNames } from "@/lib/nearest-names"
import type { Matcher } from "@/lib/promql/ast"
import { vectorSelectors } from "@/lib/promql/edit"
import { regexMatches } from "@/lib/promql/regex"
import { metricName } from "@/lib/promql/selectors"

/** A value that a label can never have selects nothing, and nothing tells. */
export const labelValue: RuleCheck = {
  id: "label-value",
  severity: "error",
  summary: "A matcher asks for a value that the label never has",
  needs: ["entry", "captures", "rules"],
  docs: {
    why: `Exporters write states their own way: \`failed\`, \`FAILED\`, \`Failed\`. A matcher on another spelling selects nothing,
the alert never fires, and the panel is empty. The same happens with a boundary that a histogram does not have
(\`le="0.5"\`), of which the share of fast requests is then computed.`,
    fix: `Use a value that is there. This is only said of boundaries, quantiles, states of which each thing in the capture is in
exactly one, and of what is nearly spelt like a value that each thing has.`,
    example: {
      metrics: `
# TYPE systemd_state gauge
systemd_state{name="a",state="active"} 1
systemd_state{name="a",state="failed"} 0
systemd_state{name="b",state="active"} 0
systemd_state{name="b",state="failed"} 1`,
      before: `
- alert: UnitFailed
  expr: systemd_state{state="failure"} == 1`,
      after: `
- alert: UnitFailed
  expr: systemd_state{state="failed"} == 1`,
    },
  },
  run: ({ metrics, ...subject }) =>
    parsedExpressions({ metrics, ...subject }).flatMap(({ at, expr }) =>
      vectorSelectors(expr).flatMap((selector) => {
        const name = metricName(selector)
        const metric = name === undefined ? undefined : metrics.byName.get(name)
        if (name === undefined || !metric) return []
        return selector.matchers.flatMap((matcher): Finding[] => {
          const text = describe(name, metric, matcher)
          return text ? [{ at, offset: matcher.value.start, end: matcher.value.end, ...text }] : []
        })
      }),
    ),
}

function describe(name: string, metric: KnownMetric, { label, op, value: { text } }: Matcher) {
  // Text of a dashboard's variable, and the empty value, which asks for series without the label.
  if (text === "" || text.includes("xx") || op === "!~") return undefined
  const closed = closedLabel(name, metric, label.name)
  if (!closed || [...closed.values].some((value) => matches(op, text, value, label.name))) return undefined
  const spelt = isNumber(label.name) ? [] : nearest(text, [...closed.values])
  // Excluding what is not there does no harm, unless something that is there was meant.
  if ((op === "!=" || !closed.complete) && spelt.length === 0) return undefined
  return {
    message: `The label ${label.name} of ${name} never has the value ${text}`,
    hint: spelt.length > 0 ? `Did you mean ${spelt.join(" or ")}?` : `It is one of ${[...closed.values].join(", ")}`,
  }
}

function matches(op: Matcher["op"], text: string, value: string, label: string): boolean {
  if (op === "=~") return regexMatches(text, value)
  // Prometheus 3 writes whole boundaries as "1.0", Prometheus 2 as the exporter does.
  return value === text || (isNumber(label) && Number(value) === Number(text))
}

function isNumber(label: string): boolean {
  return label === "le" || label === "quantile"
}

function nearest(text: string, values: readonly string[]): string[] {
  const near = nearestNames(
    text.toLowerCase(),
    values.map((value) => value.toLowerCase()),
  )
  return values.filter((value) => near.includes(value.toLowerCase()))
}
