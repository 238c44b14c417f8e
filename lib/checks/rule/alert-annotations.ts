import { inside } from "@/lib/catalog/entry"
import type { RuleCheck } from "@/lib/checks/check"

/** Whoever is woken up reads the summary first, then the description. */
export const alertAnnotations: RuleCheck = {
  id: "alert-annotations",
  severity: "error",
  elsewhere: "warning",
  summary: "The alert lacks its summary or its description",
  needs: [],
  docs: {
    why: `The summary is what a pager shows: without it there is only the alert's name. The description says what it means and how
bad it is, with the value.`,
    example: {
      before: `
- alert: InstanceDown
  expr: up == 0
  annotations:
    summary: "{{ $labels.instance }} is down"`,
      after: `
- alert: InstanceDown
  expr: up == 0
  annotations:
    summary: "{{ $labels.instance }} is down"
    description: Prometheus cannot scrape {{ $labels.instance }} of job {{ $labels.job }}.`,
    },
  },
  run: ({ alerts }) =>
    alerts.flatMap(({ name: alert, annotations, at }) =>
      ["summary", "description"]
        .filter((name) => !annotations[name]?.trim())
        .map((name) => ({
          at: inside(at, "alert"),
          message: `${alert} needs annotations.${name}`,
          hint: name === "summary" ? "One short sentence that names what is affected" : "What it means, with the value",
        })),
    ),
}
