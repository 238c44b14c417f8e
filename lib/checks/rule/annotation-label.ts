import { inside } from "@/lib/catalog/entry"
import type { Finding, RuleCheck } from "@/lib/checks/check"
import { nearestNames } from "@/lib/checks/nearest-names"
import { possibleLabels } from "@/lib/checks/possible-labels"
import { parsed } from "@/lib/checks/subject"
import { keptLabels } from "@/lib/promql/labels"
import { labelsAreCertain } from "./label-known"

const LABEL = /\$labels\.([a-zA-Z_][a-zA-Z0-9_]*)/g

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
    return alerts.flatMap(({ expression, annotations, labels, at }) =>
      parsed(expression).flatMap(({ expr }) => {
        if (!labelsAreCertain(expr, metrics.byName)) return []
        const kept = new Set([...possibleLabels(keptLabels(expr), metrics.byName), ...Object.keys(labels), "alertname"])
        return [...shown("annotations", annotations), ...shown("labels", labels)].flatMap(
          ({ path, label, offset }): Finding[] => {
            if (kept.has(label)) return []
            const near = nearestNames(label, kept)
            const hint =
              near.length > 0 ? `Did you mean ${near.join(" or ")}?` : `It keeps ${[...kept].sort().join(", ")}`
            const message = `The expression does not keep the label ${label}`
            return [{ at: inside(at, ...path), offset, message, hint }]
          },
        )
      }),
    )
  },
}

function shown(part: string, templates: Readonly<Record<string, string>>) {
  return Object.entries(templates).flatMap(([name, text]) =>
    [...text.matchAll(LABEL)].map((match) => ({ path: [part, name], label: match[1] ?? "", offset: match.index })),
  )
}
