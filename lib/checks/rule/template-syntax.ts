import { alertTemplates } from "@/lib/checks/alert-templates"
import type { Finding, RuleCheck } from "@/lib/checks/check"
import { checkTemplate } from "@/lib/templates/find"

/** A template that does not parse keeps the whole file out; one that fails when it runs prints its fault. */
export const templateSyntax: RuleCheck = {
  id: "template-syntax",
  severity: "error",
  summary: "A template of an annotation or label does not parse, or fails whenever it runs",
  needs: ["rules"],
  docs: {
    why: `Prometheus refuses a file with a template that it cannot parse. Other faults, such as a function with too few arguments, show only
when the alert fires: the annotation then is \`<error expanding template: …>\`, and whoever is woken reads that.`,
    example: {
      before: `
- alert: DiskFull
  expr: disk_free_ratio < 0.1
  annotations:
    summary: "{{ $value | humanizePercentage 2 }} of {{ $labels.device }} is free"`,
      after: `
- alert: DiskFull
  expr: disk_free_ratio < 0.1
  annotations:
    summary: "{{ $value | humanizePercentage }} of {{ $labels.device }} is free"`,
    },
  },
  run: ({ alerts }) =>
    alerts.flatMap(alertTemplates).flatMap(({ at, result }): Finding[] => {
      if (!result.ok) {
        const { message, start, end } = result.error
        return [{ at, offset: start, end, message: `The template does not parse: ${message}` }]
      }
      return checkTemplate(result.template).map(({ start, end, message }) => ({ at, offset: start, end, message }))
    }),
}
