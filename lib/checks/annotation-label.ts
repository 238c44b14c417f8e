import { inside } from "@/lib/catalog/entry"
import { keptLabels } from "@/lib/promql/labels"
import { parse } from "@/lib/promql/parse"
import type { Check, Finding } from "./check"
import { knownMetrics, possibleLabels } from "./known-metrics"
import { labelsAreCertain } from "./label-known"
import { nearestNames } from "./nearest-names"

const LABEL = /\$labels\.([a-zA-Z_][a-zA-Z0-9_]*)/g

/** A label that the expression drops is printed as nothing: "Redis on  is down". */
export const annotationLabel: Check = {
  id: "annotation-label",
  severity: "error",
  summary: "An annotation or label template shows a label that the expression does not keep",
  needs: ["entry", "captures", "rules"],
  run(entry) {
    const known = knownMetrics(entry)
    return entry.alerts.flatMap(({ expr, annotations, labels, origin }) => {
      const result = parse(expr)
      if (!result.ok || !labelsAreCertain(result.expr, known)) return []
      const kept = new Set([...possibleLabels(keptLabels(result.expr), known), ...Object.keys(labels), "alertname"])
      return [...shown("annotations", annotations), ...shown("labels", labels)].flatMap(
        ({ path, label, offset }): Finding[] => {
          if (kept.has(label)) return []
          const near = nearestNames(label, kept)
          const hint =
            near.length > 0 ? `Did you mean ${near.join(" or ")}?` : `It keeps ${[...kept].sort().join(", ")}`
          const at = inside(origin, ...path)
          return [{ at, offset, message: `The expression does not keep the label ${label}`, hint }]
        },
      )
    })
  },
}

function shown(part: string, templates: Readonly<Record<string, string>>) {
  return Object.entries(templates).flatMap(([name, text]) =>
    [...text.matchAll(LABEL)].map((match) => ({ path: [part, name], label: match[1] ?? "", offset: match.index })),
  )
}
