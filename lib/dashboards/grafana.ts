import { createHash } from "node:crypto"
import type { Panel, Variable } from "@/lib/catalog/dashboard-file"
import type { Dashboard, Entry } from "@/lib/catalog/entry"

/** The schema version that Grafana 11 and 12 read without migrating. */
const SCHEMA_VERSION = 39
const COLUMNS = 24
/** The datasource of portable dashboards: a variable of that name, so that each Grafana chooses its own. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: this is how Grafana writes a variable
export const DATASOURCE = { type: "prometheus", uid: "${datasource}" }

type Json = Record<string, unknown>

/**
 * A dashboard as Grafana provisions it: by file, by sidecar and by API alike. The data source is a variable, the uid is
 * stable and comes from the entry and the dashboard's id.
 */
export function grafanaDashboard(entry: Pick<Entry, "id">, dashboard: Dashboard): Json {
  return {
    uid: dashboardUid(entry.id, dashboard.id),
    title: dashboard.title,
    description: dashboard.description,
    tags: [...new Set(["exporterhub", entry.id, ...dashboard.tags])],
    schemaVersion: SCHEMA_VERSION,
    version: 1,
    editable: true,
    graphTooltip: 1,
    time: { from: `now-${dashboard.range}`, to: "now" },
    refresh: dashboard.refresh,
    timezone: "",
    templating: { list: [datasourceVariable(), ...dashboard.variables.map(queryVariable)] },
    annotations: { list: [] },
    links: [],
    panels: layout(dashboard),
  }
}

/** At most 40 characters, as Grafana demands, and the same on every machine. */
export function dashboardUid(entryId: string, dashboardId: string): string {
  return `exh-${createHash("sha256").update(`${entryId}/${dashboardId}`).digest("hex").slice(0, 16)}`
}

function datasourceVariable(): Json {
  return {
    name: "datasource",
    label: "Data source",
    type: "datasource",
    query: "prometheus",
    refresh: 1,
    hide: 0,
    current: {},
  }
}

function queryVariable({ name, label, metric, values, multi }: Variable): Json {
  const query = `label_values(${metric}, ${values})`
  return {
    name,
    label: label ?? name,
    type: "query",
    datasource: DATASOURCE,
    definition: query,
    query: { query, refId: `variable-${name}` },
    refresh: 2,
    sort: 1,
    multi,
    includeAll: multi,
    ...(multi ? { allValue: ".*", current: { text: "All", value: "$__all" } } : { current: {} }),
    hide: 0,
  }
}

/** Panels flow from left to right and wrap where the 24 columns end; each row starts below the tallest panel above it. */
function layout({ rows }: Dashboard): Json[] {
  const panels: Json[] = []
  let y = 0
  for (const row of rows) {
    panels.push({
      id: panels.length + 1,
      type: "row",
      title: row.title,
      collapsed: false,
      panels: [],
      gridPos: { x: 0, y, w: COLUMNS, h: 1 },
    })
    y += 1
    let x = 0
    let tallest = 0
    for (const panel of row.panels) {
      if (x + panel.width > COLUMNS) {
        x = 0
        y += tallest
        tallest = 0
      }
      panels.push(grafanaPanel(panel, panels.length + 1, { x, y, w: panel.width, h: panel.height }))
      x += panel.width
      tallest = Math.max(tallest, panel.height)
    }
    y += tallest
  }
  return panels
}

function grafanaPanel(panel: Panel, id: number, gridPos: Json): Json {
  const range = panel.kind === "timeseries"
  const targets = panel.queries.map(({ expr, legend }, i) => ({
    refId: String.fromCharCode(65 + i),
    datasource: DATASOURCE,
    expr,
    legendFormat: legend === "" ? "__auto" : legend,
    editorMode: "code",
    range,
    instant: !range,
    ...(panel.kind === "table" ? { format: "table" } : {}),
  }))
  return {
    id,
    type: panel.kind,
    title: panel.title,
    ...(panel.description === undefined ? {} : { description: panel.description }),
    datasource: DATASOURCE,
    gridPos,
    targets,
    fieldConfig: { defaults: fieldDefaults(panel), overrides: [] },
    options: OPTIONS[panel.kind],
    ...(panel.kind === "table" ? { transformations: TABLE_TRANSFORMATIONS } : {}),
  }
}

function fieldDefaults(panel: Panel): Json {
  const steps = [{ value: null, color: "green" }, ...panel.thresholds]
  const mapped = panel.mappings.map(({ value, text, color }, index) => [
    String(value),
    { text, index, ...(color === undefined ? {} : { color }) },
  ])
  return {
    unit: panel.unit,
    ...(panel.decimals === undefined ? {} : { decimals: panel.decimals }),
    ...(panel.min === undefined ? {} : { min: panel.min }),
    ...(panel.max === undefined ? {} : { max: panel.max }),
    color: { mode: panel.kind === "timeseries" ? "palette-classic" : "thresholds" },
    thresholds: { mode: "absolute", steps },
    mappings: mapped.length > 0 ? [{ type: "value", options: Object.fromEntries(mapped) }] : [],
    custom: panel.kind === "timeseries" ? lineStyle(panel) : {},
  }
}

function lineStyle({ stack, thresholds }: Panel): Json {
  return {
    drawStyle: "line",
    lineWidth: 1,
    fillOpacity: stack ? 30 : 8,
    showPoints: "never",
    spanNulls: false,
    stacking: { mode: stack ? "normal" : "none", group: "A" },
    thresholdsStyle: { mode: thresholds.length > 0 ? "dashed" : "off" },
  }
}

const REDUCE = { calcs: ["lastNotNull"], fields: "", values: false }

const OPTIONS: Record<Panel["kind"], Json> = {
  timeseries: {
    legend: { displayMode: "list", placement: "bottom", showLegend: true, calcs: [] },
    tooltip: { mode: "multi", sort: "desc" },
  },
  stat: {
    reduceOptions: REDUCE,
    colorMode: "value",
    graphMode: "area",
    textMode: "auto",
    justifyMode: "auto",
    orientation: "auto",
  },
  gauge: { reduceOptions: REDUCE, showThresholdLabels: false, showThresholdMarkers: true, orientation: "auto" },
  bargauge: { reduceOptions: REDUCE, displayMode: "gradient", orientation: "horizontal", showUnfilled: true },
  table: { showHeader: true, cellHeight: "sm", footer: { show: false } },
}

const TABLE_TRANSFORMATIONS = [
  { id: "merge", options: {} },
  { id: "organize", options: { excludeByName: { Time: true, __name__: true }, indexByName: {}, renameByName: {} } },
]
