import { parse as parseYamlText } from "yaml"
import { DashboardFile } from "@/lib/catalog/dashboard-file"
import type { Origin } from "@/lib/catalog/entry"
import { parseExposition } from "@/lib/catalog/exposition"
import type { RuleCheck, RuleExample } from "@/lib/checks/check"
import { knownMetrics } from "@/lib/checks/metrics"
import type { Expression, Subject, SubjectQuery } from "@/lib/checks/subject"
import { withoutVariables } from "@/lib/checks/variables"
import { durationMs } from "@/lib/promql/duration"
import { parse } from "@/lib/promql/parse"

interface Rule {
  alert?: string
  record?: string
  expr: string
  for?: string
  keep_firing_for?: string
  labels?: Record<string, string>
  annotations?: Record<string, string>
}

/** Rules of one group, or panels of one row, as the checks see them; `metrics` is exposition text. */
export function subjectOf(
  text: string,
  { metrics = "", interval = "30s", kind = "rules" }: Partial<RuleExample> = {},
): Subject {
  const list = parseYamlText(text) as unknown[]
  const rules = kind === "rules" ? (list as Rule[]) : []
  const exposition = parseExposition(`${metrics.trim()}\n`)
  if (exposition.faults.length > 0) throw new Error(`no samples in lines ${exposition.faults.join(", ")}`)
  const placed = rules.map((rule, r) => ({
    rule,
    ...common(rule, { file: "rules.yaml", path: ["groups", 0, "rules", r] }),
  }))
  const recordings = placed.flatMap(({ rule, ...rest }) => (rule.record ? [{ name: rule.record, ...rest }] : []))
  return {
    alerts: placed.flatMap(({ rule, ...rest }) =>
      rule.alert
        ? [
            {
              name: rule.alert,
              annotations: rule.annotations ?? {},
              ...(rule.for !== undefined && { forMs: durationMs(rule.for) ?? 0 }),
              ...(rule.keep_firing_for !== undefined && { keepFiringForMs: durationMs(rule.keep_firing_for) ?? 0 }),
              ...rest,
            },
          ]
        : [],
    ),
    recordings,
    queries: kind === "panels" ? queriesOf(list) : [],
    metrics: knownMetrics({
      source: "example",
      captures: exposition.families.length > 0 ? [exposition] : [],
      declared: [],
      recordings,
    }),
    oldest: "2.42",
    scrapeIntervalMs: durationMs(interval) ?? 0,
  }
}

/** The messages of what a check finds. */
export function findings(check: RuleCheck, text: string, example: Partial<RuleExample> = {}): string[] {
  return check.run(subjectOf(text, example)).map(({ message }) => message)
}

function common(rule: Rule, at: Origin) {
  const expression: Expression = {
    at: { ...at, path: [...at.path, "expr"] },
    text: rule.expr,
    result: parse(rule.expr),
  }
  return { at, expression, labels: rule.labels ?? {}, group: "example" }
}

function queriesOf(panels: unknown[]): SubjectQuery[] {
  const dashboard = DashboardFile.parse({ title: "x", description: "x", rows: [{ title: "x", panels }] })
  return dashboard.rows.flatMap(({ panels }, r) =>
    panels.flatMap(({ title, unit, queries }, p) =>
      queries.map(({ expr, legend }, q): SubjectQuery => {
        const text = withoutVariables(expr)
        const at = { file: "dashboard.yaml", path: ["rows", r, "panels", p, "queries", q, "expr"] }
        return { expression: { at, text, result: parse(text) }, legend, legendAt: at, panel: { title, unit } }
      }),
    ),
  )
}
