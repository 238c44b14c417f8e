import { type Entry, inside, newestCaptures } from "@/lib/catalog/entry"
import { parse } from "@/lib/promql/parse"
import { durationField } from "./duration-field"
import { knownMetrics } from "./metrics"
import type { Expression, Subject, SubjectQuery } from "./subject"
import { withoutVariables } from "./variables"

/** The oldest Prometheus that every rule of the catalog loads in: that of Debian 12. */
const OLDEST = "2.42"

const cache = new WeakMap<Entry, Subject>()

/** The rules and queries of an entry, with what its newest captures and its declarations say of the metrics. */
export function entrySubject(entry: Entry): Subject {
  const known = cache.get(entry)
  if (known) return known
  const recordings = entry.recordings.map(({ record, expr, labels, group, origin }) => ({
    name: record,
    at: origin,
    expression: expression(inside(origin, "expr"), expr),
    labels,
    group,
    ...intervalOf(entry, origin.file, group),
  }))
  const subject: Subject = {
    alerts: entry.alerts.map(({ alert, expr, labels, annotations, group, origin, ...rule }) => ({
      name: alert,
      at: origin,
      expression: expression(inside(origin, "expr"), expr),
      labels,
      annotations,
      group,
      ...intervalOf(entry, origin.file, group),
      ...durationField("forMs", rule.for),
      ...durationField("keepFiringForMs", rule.keep_firing_for),
    })),
    recordings,
    queries: entry.dashboards.flatMap(dashboardQueries),
    metrics: knownMetrics({
      source: `the captures of ${entry.id} ${entry.versions[0]?.version ?? ""}`.trim(),
      captures: newestCaptures(entry),
      declared: entry.metrics,
      recordings,
    }),
    oldest: OLDEST,
    ...durationField("scrapeIntervalMs", entry.scrape.interval),
  }
  cache.set(entry, subject)
  return subject
}

function dashboardQueries({ file, rows, variables }: Entry["dashboards"][number]): SubjectQuery[] {
  const ofVariables = variables.map(({ metric }, v) => {
    const at = { file, path: ["variables", v, "metric"] }
    return { expression: expression(at, withoutVariables(metric)), legend: "", legendAt: at }
  })
  const ofPanels = rows.flatMap(({ panels }, r) =>
    panels.flatMap(({ title, unit, queries }, p) =>
      queries.map(({ expr, legend }, q) => {
        const at = { file, path: ["rows", r, "panels", p, "queries", q] }
        return {
          expression: expression(inside(at, "expr"), withoutVariables(expr)),
          legend,
          legendAt: inside(at, "legend"),
          panel: { title, unit },
        }
      }),
    ),
  )
  return [...ofVariables, ...ofPanels]
}

function expression(at: Expression["at"], text: string): Expression {
  return { at, text, result: parse(text) }
}

function intervalOf(entry: Entry, file: string, name: string): { intervalMs?: number } {
  const groups = entry.rules.find((rules) => rules.file === file)?.groups ?? []
  return durationField("intervalMs", groups.find((group) => group.name === name)?.interval)
}
