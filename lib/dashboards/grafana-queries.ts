import type { Path } from "@/lib/catalog/yaml-source"
import { isObject } from "@/lib/is-object"

/** A PromQL query in a dashboard that Grafana wrote. */
export interface GrafanaQuery {
  /** Where its text stands. */
  path: Path
  text: string
  /** Where the query starts inside of that text: behind `label_values(` and their like. */
  offset: number
  expr: string
  /** Series name with labels in double braces; "" when there is none, or Grafana makes it up. */
  legend: string
  legendPath: Path
  panel?: { title: string; unit: string }
}

type Json = Record<string, unknown>

interface Scene {
  /** Type of the nearest data source; "" when none is named, which means the default one. */
  source: string
  panel?: { title: string; unit: string }
}

/** What tells a panel from anything else with a title; "queries" is that of our own model. */
const PANEL_KEYS = ["targets", "fieldConfig", "data", "queries"]

/** Functions around a selector in the query of a variable. Source: Grafana's documentation, "Prometheus template variables". */
const VARIABLE_QUERY = /^\s*(?:label_values\(\s*(?=\S.*,)|query_result\(\s*)/

/**
 * Every PromQL query of a dashboard: of panels (also in collapsed rows, of the v1 and v2 schemas, and inside of the API's
 * envelope), annotations and variables. Queries of other data sources are left out.
 */
export function grafanaQueries(dashboard: unknown): readonly GrafanaQuery[] {
  return walk(dashboard, [], { source: "" })
}

/** Whether a document is a dashboard as Grafana exports it, or as its API answers it. */
export function isGrafanaDashboard(value: unknown): boolean {
  if (!isObject(value)) return false
  if (isObject(value.dashboard)) return isGrafanaDashboard(value.dashboard)
  if (isObject(value.spec) && (isObject(value.spec.elements) || Array.isArray(value.spec.panels))) return true
  const hasPanels = Array.isArray(value.panels) || Array.isArray(value.rows)
  return hasPanels && (typeof value.title === "string" || "schemaVersion" in value || "templating" in value)
}

function walk(value: unknown, path: Path, scene: Scene): GrafanaQuery[] {
  if (Array.isArray(value)) return value.flatMap((item, i) => walk(item, [...path, i], scene))
  if (!isObject(value)) return []
  const inner = sceneOf(value, scene)
  if (inner.source !== "" && inner.source !== "prometheus") return []
  const own = typeof value.expr === "string" ? [queryOf(value, value.expr, path, inner)] : variableOf(value, path)
  return [...own, ...Object.entries(value).flatMap(([key, child]) => walk(child, [...path, key], inner))]
}

function sceneOf(value: Json, { source, panel }: Scene): Scene {
  const named = value.kind === "DataQuery" ? { type: value.group } : value.datasource
  const type = isObject(named) && typeof named.type === "string" ? named.type : ""
  // Variables such as ${datasource} and uids say nothing about the type; "-- Mixed --" lets each target say its own.
  const own = type === "" || type === "datasource" || type.startsWith("$") ? "" : type
  const isPanel = typeof value.title === "string" && PANEL_KEYS.some((key) => key in value)
  const next = isPanel ? { title: String(value.title), unit: unitOf(value) } : panel
  return { source: own || source, ...(next && { panel: next }) }
}

function queryOf(value: Json, expr: string, path: Path, { panel }: Scene): GrafanaQuery {
  const key = "legend" in value ? "legend" : "legendFormat"
  const text = value[key]
  const legend = typeof text === "string" && text !== "__auto" ? text : ""
  return {
    path: [...path, "expr"],
    text: expr,
    offset: 0,
    expr,
    legend,
    legendPath: [...path, key],
    ...(panel && { panel }),
  }
}

/** `label_values(metric, label)` and `query_result(expr)`; the rest of the functions name no metric. */
function variableOf(value: Json, path: Path): GrafanaQuery[] {
  if (value.type !== "query") return []
  const inObject = isObject(value.query) && typeof value.query.query === "string"
  const text = inObject ? (value.query as Json).query : value.query
  if (typeof text !== "string") return []
  const start = VARIABLE_QUERY.exec(text)?.[0].length
  if (start === undefined) return []
  const labelValues = text.trimStart().startsWith("label_values")
  const end = labelValues ? text.lastIndexOf(",") : text.lastIndexOf(")")
  if (end < start) return []
  const at = [...path, "query", ...(inObject ? ["query"] : [])]
  return [{ path: at, text, offset: start, expr: text.slice(start, end), legend: "", legendPath: at }]
}

/** The unit of all series of a panel; "" when some have one of their own. */
function unitOf(panel: Json): string {
  const config = panel.fieldConfig
  if (isObject(config) && JSON.stringify(config.overrides ?? []).includes('"id":"unit"')) return ""
  const defaults = isObject(config) && isObject(config.defaults) ? config.defaults : {}
  return typeof defaults.unit === "string" ? defaults.unit : typeof panel.unit === "string" ? panel.unit : ""
}
