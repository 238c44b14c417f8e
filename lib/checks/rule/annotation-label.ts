import { alertTemplates } from "@/lib/checks/alert-templates"
import type { Finding, RuleCheck } from "@/lib/checks/check"
import { labelHint } from "@/lib/checks/label-hint"
import { possibleLabels } from "@/lib/checks/possible-labels"
import { parsed } from "@/lib/checks/subject"
import { labelSource } from "@/lib/promql/label-sets"
import { keptLabels } from "@/lib/promql/labels"
import { templateLabels } from "@/lib/templates/find"
import { labelsAreCertain } from "./label-known"

/** A label that the expression drops is printed as nothing: "Redis on  is down". */
export const annotationLabel: RuleCheck = {
  id: "annotation-label",
  severity: "error",
  summary: "An annotation or label template shows a label that the expression does not keep",
  needs: ["entry", "captures", "rules"],
  docs: {
    why: `An aggregation, a join or \`absent()\` drops labels. A template that shows one of them prints nothing in its place, and the
person who is woken reads "Disk of  is full (instance )" and does not know where to look.`,
    fix: "Keep the label in the expression (`by (instance)`, `group_left (label)`), or leave it out of the text.",
    example: {
      metrics: `
# TYPE disk_free_ratio gauge
disk_free_ratio{device="sda"} 0.4`,
      before: `
- alert: DiskFull
  expr: min by (job) (disk_free_ratio) < 0.1
  annotations:
    summary: Disk of {{ $labels.instance }} is full`,
      after: `
- alert: DiskFull
  expr: min by (job, instance) (disk_free_ratio) < 0.1
  annotations:
    summary: Disk of {{ $labels.instance }} is full`,
    },
  },
  run({ alerts, metrics }) {
    return alerts.flatMap((alert) =>
      parsed(alert.expression).flatMap(({ expr }) => {
        if (!labelsAreCertain(expr, metrics.byName)) return []
        const result = keptLabels(expr)
        // With nothing to look labels up in, targets may have any.
        const open = (name: string) => !metrics.complete && (labelSource(result, name)?.length ?? 0) > 0
        const kept = possibleLabels(result, metrics.byName).add("alertname")
        for (const name of Object.keys(alert.labels)) kept.add(name)
        return alertTemplates(alert).flatMap(({ at, result: template }) =>
          (template.ok ? templateLabels(template.template).alert : [])
            // What stands behind a condition on the label itself is not printed without it.
            .filter(({ name, guarded, condition }) => !guarded && !condition && !kept.has(name) && !open(name))
            .map(({ name, start, end }): Finding => {
              const hint = labelHint("keeps", name, kept)
              return { at, offset: start, end, message: `The expression does not keep the label ${name}`, hint }
            }),
        )
      }),
    )
  },
}
