import type { Finding, RuleCheck } from "@/lib/checks/check"
import type { Dimension, Unit } from "@/lib/checks/metric-unit"
import { resultUnit } from "@/lib/checks/result-unit"
import { parsed, type SubjectQuery } from "@/lib/checks/subject"
import { unitWords } from "@/lib/checks/unit-words"

/** What Grafana's units take. Source: Grafana's documentation, "Standard options: Unit", and its unit list. */
const TAKES: Readonly<Record<string, { dimension: Dimension; scale: number; perSecond?: true }>> = {
  percent: { dimension: "share", scale: 0.01 },
  percentunit: { dimension: "share", scale: 1 },
  ns: { dimension: "time", scale: 1e-9 },
  µs: { dimension: "time", scale: 1e-6 },
  ms: { dimension: "time", scale: 1e-3 },
  s: { dimension: "time", scale: 1 },
  dtdurations: { dimension: "time", scale: 1 },
  m: { dimension: "time", scale: 60 },
  h: { dimension: "time", scale: 3600 },
  d: { dimension: "time", scale: 86_400 },
  bytes: { dimension: "data", scale: 1 },
  decbytes: { dimension: "data", scale: 1 },
  bits: { dimension: "data", scale: 1 / 8 },
  decbits: { dimension: "data", scale: 1 / 8 },
  Bps: { dimension: "data", scale: 1, perSecond: true },
  binBps: { dimension: "data", scale: 1, perSecond: true },
  bps: { dimension: "data", scale: 1 / 8, perSecond: true },
  binbps: { dimension: "data", scale: 1 / 8, perSecond: true },
  dateTimeFromNow: { dimension: "instant", scale: 1e-3 },
  dateTimeAsIso: { dimension: "instant", scale: 1e-3 },
}

/** A panel whose unit is not that of its query shows 0.95 % where there are 95. */
export const panelUnit: RuleCheck = {
  id: "panel-unit",
  severity: "error",
  summary: "A panel's unit is not the unit of its query",
  needs: ["entry", "captures", "rules", "dashboards"],
  docs: {
    why: `Grafana does not convert: it writes the unit of the panel behind the number that it gets. A ratio shown in \`percent\`
reads 0.95 %, a percentage shown in \`percentunit\` reads 9500 %, and milliseconds shown in \`s\` make an hour of three seconds.`,
    fix: "Choose the unit that the query is in; the message names it. Dates take milliseconds: `x_timestamp_seconds * 1000`.",
    example: {
      kind: "panels",
      metrics: `
# TYPE heap_used_bytes gauge
heap_used_bytes 5
# TYPE heap_max_bytes gauge
heap_max_bytes 10`,
      before: `
- title: Heap in use
  kind: timeseries
  unit: percent
  queries: [{ expr: heap_used_bytes / heap_max_bytes }]`,
      after: `
- title: Heap in use
  kind: timeseries
  unit: percentunit
  queries: [{ expr: heap_used_bytes / heap_max_bytes }]`,
    },
  },
  run: (subject) =>
    subject.queries.flatMap(({ expression, panel }) =>
      parsed(expression).flatMap(({ at, expr }): Finding[] => {
        const unit = panel && TAKES[panel.unit] ? resultUnit(expr, subject) : undefined
        const message = unit && panel && describe(unit, panel)
        return message === undefined ? [] : [{ at, offset: expr.start, end: expr.end, ...message }]
      }),
    ),
}

function describe(unit: Unit, { title, unit: id }: NonNullable<SubjectQuery["panel"]>) {
  const takes = TAKES[id]
  const words = unitWords(unit)
  if (!takes || words === undefined || unit.dimension === "number" || unit.assumed || fits(unit, takes))
    return undefined
  const right = Object.entries(TAKES).find(([, one]) => equal(one, unit))?.[0]
  const factor = takes.dimension === unit.dimension ? unit.scale / takes.scale : 1
  const hints = [
    ...(right ? [`Use the unit ${right}`] : []),
    ...(factor !== 1 ? [factor > 1 ? `multiply by ${round(factor)}` : `divide by ${round(1 / factor)}`] : []),
  ].join(", or ")
  return {
    message: `The query of "${title}" is in ${words}, and the unit ${id} takes ${unitWords(takes) ?? "something else"}`,
    ...(hints !== "" && { hint: hints.charAt(0).toUpperCase() + hints.slice(1) }),
  }
}

function fits(unit: Unit, takes: (typeof TAKES)[string]): boolean {
  // Seconds in each second are a share of the time; bytes in each second shown as bytes lack only the "/s".
  if (unit.dimension === "time" && unit.perSecond)
    return takes.dimension !== "share" ? takes.dimension === "time" : sameScale(unit.scale, takes.scale)
  const scales = sameScale(unit.scale, takes.scale)
  return unit.dimension === takes.dimension && (scales || isDecimal(unit, takes))
}

function equal(takes: (typeof TAKES)[string], unit: Unit): boolean {
  return takes.dimension === unit.dimension && takes.perSecond === unit.perSecond && sameScale(takes.scale, unit.scale)
}

/** A factor of 1000 in place of 1024, or of bytes and their rate, is not what this is about. */
function isDecimal(unit: Unit, takes: (typeof TAKES)[string]): boolean {
  return unit.dimension === "data" && Math.abs(unit.scale / takes.scale - 1) < 0.1
}

function sameScale(a: number, b: number): boolean {
  return Math.abs(a / b - 1) < 1e-6
}

function round(value: number): number {
  return Number(value.toPrecision(6))
}
