import type { RuleCheck } from "@/lib/checks/check"
import type { Unit } from "@/lib/checks/metric-unit"
import { type AnnotationValue, annotationValues, hasManyDigits, onlyValue } from "@/lib/checks/shown-values"
import type { Subject } from "@/lib/checks/subject"
import { printNumber } from "@/lib/promql/print"

/** "Error rate is 0.05263157894736842": the number is there, and nobody reads it. */
export const annotationFormat: RuleCheck = {
  id: "annotation-format",
  severity: "warning",
  summary: "An annotation prints the value with too many digits, or prints one that says nothing",
  needs: ["entry", "captures", "rules"],
  docs: {
    why: `A quotient or a rate is printed with up to 17 digits, bytes and times from a million up as \`5.36870912e+09\`, and
\`humanize\` makes "950m" of a ratio of 0.95. The value of \`up == 0\` is 0 whenever the alert fires, and that of \`absent()\` 1:
to print it tells nothing.`,
    fix: '`humanizePercentage` for ratios, `humanizeDuration` for seconds, `humanize1024` for bytes, `humanize` or `printf "%.1f"` for the rest.',
    example: {
      metrics: `
# TYPE requests_failed_total counter
requests_failed_total 1
# TYPE requests_total counter
requests_total 9`,
      before: `
- alert: ManyErrors
  expr: sum(rate(requests_failed_total[5m])) / sum(rate(requests_total[5m])) > 0.05
  annotations:
    summary: The share of errors is {{ $value }}`,
      after: `
- alert: ManyErrors
  expr: sum(rate(requests_failed_total[5m])) / sum(rate(requests_total[5m])) > 0.05
  annotations:
    summary: The share of errors is {{ $value | humanizePercentage }}`,
    },
  },
  run: (subject) =>
    annotationValues(subject).flatMap((shown) => {
      const text = describe(shown, subject)
      return text ? [{ at: shown.at, offset: shown.offset, end: shown.end, ...text }] : []
    }),
}

function describe(
  { format, expr, unit }: AnnotationValue,
  subject: Subject,
): { message: string; hint: string } | undefined {
  const only = onlyValue(expr)
  if (only !== undefined)
    return {
      message: `The value of this alert is always ${printNumber(only)}, so that printing it says nothing`,
      hint: "Say in words what it means",
    }
  if (format?.name === "humanize" && unit?.dimension === "share" && unit.scale === 1 && !unit.open && !unit.assumed)
    return { message: "humanize prints a ratio of 0.95 as 950m", hint: "Use humanizePercentage" }
  if (format) return undefined
  if (unit?.scale === 1 && (unit.dimension === "data" || unit.dimension === "instant"))
    return {
      message: `From a million up the bare value is printed as ${unit.dimension === "data" ? "5.36870912e+09" : "1.7e+09"}`,
      hint: suggestion(unit),
    }
  if (!hasManyDigits(expr, subject)) return undefined
  return { message: "The bare value is printed with up to 17 digits", hint: suggestion(unit) }
}

function suggestion(unit: Unit | undefined): string {
  if (unit?.scale === 1 && unit.dimension === "share" && !unit.assumed) return "Use humanizePercentage"
  if (unit?.scale === 1 && unit.dimension === "time" && !unit.perSecond) return "Use humanizeDuration"
  if (unit?.scale === 1 && unit.dimension === "data") return "Use humanize1024, with the unit behind it"
  if (unit?.scale === 1 && unit.dimension === "instant") return "Use humanizeTimestamp"
  return `Use humanize, or printf "%.1f"`
}
