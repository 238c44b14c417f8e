import { type Entry, inside, type Origin } from "@/lib/catalog/entry"
import type { Expr } from "@/lib/promql/ast"
import { type ParseResult, parse } from "@/lib/promql/parse"

/** A PromQL expression of an entry, where it stands, and what it parses to. */
export interface Expression {
  at: Origin
  text: string
  result: ParseResult
}

const cache = new WeakMap<Entry, readonly Expression[]>()

/** Every expression of an entry: alerts, recordings, then panels and variables of its dashboards. */
export function expressions(entry: Entry): readonly Expression[] {
  const known = cache.get(entry)
  if (known) return known
  const found = [...ruleExpressions(entry), ...dashboardExpressions(entry)]
  cache.set(entry, found)
  return found
}

/** The expressions of an entry that parse. */
export function parsedExpressions(entry: Entry): { at: Origin; text: string; expr: Expr }[] {
  return expressions(entry).flatMap(({ at, text, result }) => (result.ok ? [{ at, text, expr: result.expr }] : []))
}

function ruleExpressions(entry: Entry): Expression[] {
  return [...entry.alerts, ...entry.recordings].map(({ expr, origin }) => {
    return { at: inside(origin, "expr"), text: expr, result: parse(expr) }
  })
}

function dashboardExpressions(entry: Entry): Expression[] {
  return entry.dashboards.flatMap(({ file, rows, variables }) => [
    ...variables.map(({ metric }, v) => expression(file, ["variables", v, "metric"], metric)),
    ...rows.flatMap(({ panels }, r) =>
      panels.flatMap(({ queries }, p) =>
        queries.map(({ expr }, q) => expression(file, ["rows", r, "panels", p, "queries", q, "expr"], expr)),
      ),
    ),
  ])
}

function expression(file: string, path: (string | number)[], raw: string): Expression {
  const text = withoutVariables(raw)
  return { at: { file, path }, text, result: parse(text) }
}

/**
 * A dashboard query with Grafana's variables replaced by something of the same kind and *length*, so that offsets stay
 * true: a duration inside of ranges, a word elsewhere.
 */
export function withoutVariables(query: string): string {
  return query
    .replace(/\$\{?__(?:rate_interval|interval|range)\b\}?/g, (name) => "5m".padStart(name.length, "0"))
    .replace(/\$\{[a-zA-Z_]\w*(?::\w+)?\}|\$[a-zA-Z_]\w*/g, (name) => "x".repeat(name.length))
}
