import type { Panel, Unit, Variable } from "@/lib/catalog/dashboard-file"
import type { Dashboard } from "@/lib/catalog/entry"

type Json = Record<string, unknown>
type Query = Panel["queries"][number]

/**
 * A dashboard in the model of Perses 0.52: the content of a PersesDashboard's `config`. Plugins and their fields as in the
 * CUE schemas of perses/plugins. Charts without an equivalent lose a detail, never a query: bar charts have no thresholds,
 * units that Perses does not know become plain numbers.
 */
export function persesDashboard(dashboard: Dashboard, datasource: string): Json {
  const panels = dashboard.rows.flatMap(({ panels: row }, r) =>
    row.map((panel, p): [string, Json] => [panelKey(r, p), persesPanel(panel, datasource)]),
  )
  return {
    display: { name: dashboard.title, description: dashboard.description },
    duration: dashboard.range,
    refreshInterval: dashboard.refresh,
    variables: dashboard.variables.map((variable) => listVariable(variable, datasource)),
    panels: Object.fromEntries(panels),
    layouts: dashboard.rows.map(({ title, panels: row }, r) => ({
      kind: "Grid",
      spec: { display: { title, collapse: { open: true } }, items: gridItems(row, r) },
    })),
  }
}

function panelKey(row: number, panel: number): string {
  return `row${row + 1}-panel${panel + 1}`
}

function selector(datasource: string): Json {
  return { kind: "PrometheusDatasource", name: datasource }
}

function listVariable({ name, label, metric, values, multi }: Variable, datasource: string): Json {
  return {
    kind: "ListVariable",
    spec: {
      name,
      display: { name: label ?? name },
      allowMultiple: multi,
      allowAllValue: multi,
      ...(multi ? { customAllValue: ".*", defaultValue: "$__all" } : {}),
      sort: "alphabetical-asc",
      plugin: {
        kind: "PrometheusLabelValuesVariable",
        spec: { datasource: selector(datasource), labelName: values, matchers: [metric] },
      },
    },
  }
}

/** The same flow as in Grafana: 24 columns, a panel that does not fit starts the next line below the tallest one. */
function gridItems(row: readonly Panel[], r: number): Json[] {
  let [x, y, tallest] = [0, 0, 0]
  return row.map(({ width, height }, p) => {
    if (x + width > 24) [x, y, tallest] = [0, y + tallest, 0]
    const item = { x, y, width, height, content: { $ref: `#/spec/panels/${panelKey(r, p)}` } }
    x += width
    tallest = Math.max(tallest, height)
    return item
  })
}

function persesPanel(panel: Panel, datasource: string): Json {
  const { title, description, kind, queries } = panel
  const instant = kind !== "timeseries"
  return {
    kind: "Panel",
    spec: {
      display: { name: title, ...(description === undefined ? {} : { description }) },
      plugin: PLUGINS[kind](panel),
      queries: queries.map((query) => timeSeriesQuery(query, instant, datasource)),
    },
  }
}

function timeSeriesQuery({ expr, legend }: Query, instant: boolean, datasource: string): Json {
  const format = legend === "" ? {} : { seriesNameFormat: legend }
  const spec = { datasource: selector(datasource), query: expr, ...format, ...(instant ? { instant } : {}) }
  return { kind: "TimeSeriesQuery", spec: { plugin: { kind: "PrometheusTimeSeriesQuery", spec } } }
}

const PLUGINS: Readonly<Record<Panel["kind"], (panel: Panel) => Json>> = {
  timeseries: (panel) => ({
    kind: "TimeSeriesChart",
    spec: {
      legend: { position: "bottom", mode: "list" },
      yAxis: { format: format(panel), ...limits(panel) },
      visual: {
        display: "line",
        lineWidth: 1,
        areaOpacity: panel.stack ? 0.3 : 0.08,
        ...(panel.stack ? { stack: "all" } : {}),
      },
      ...thresholds(panel),
    },
  }),
  stat: (panel) => ({
    kind: "StatChart",
    spec: { calculation: "last-number", format: format(panel), ...thresholds(panel), ...mappings(panel) },
  }),
  gauge: (panel) => ({
    kind: "GaugeChart",
    spec: {
      calculation: "last-number",
      format: format(panel),
      ...thresholds(panel),
      ...(panel.max === undefined ? {} : { max: panel.max }),
    },
  }),
  bargauge: (panel) => ({
    kind: "BarChart",
    spec: { calculation: "last-number", format: format(panel), sort: "desc", mode: "value" },
  }),
  table: (panel) => ({
    kind: "Table",
    spec: {
      density: "compact",
      columnSettings: [{ name: "timestamp", hide: true }, ...valueColumns(panel)],
      ...(panel.queries.length > 1 ? { transforms: [{ kind: "MergeSeries", spec: {} }] } : {}),
    },
  }),
}

/** With several queries their values are numbered. */
function valueColumns(panel: Panel): Json[] {
  const { queries } = panel
  return queries.map(({ legend }, i) => ({
    name: queries.length === 1 ? "value" : `value #${i + 1}`,
    ...(legend === "" ? {} : { header: legend }),
    format: format(panel),
    ...cells(panel),
  }))
}

function cells({ mappings: words }: Panel): Json {
  if (words.length === 0) return {}
  const cellSettings = words.map(({ value, text, color }) => ({
    condition: { kind: "Value", spec: { value: String(value) } },
    text,
    ...(color === undefined ? {} : { textColor: COLORS[color] }),
  }))
  return { cellSettings }
}

function limits({ min, max }: Panel): Json {
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) }
}

function thresholds({ thresholds: steps }: Panel): Json {
  if (steps.length === 0) return {}
  const colored = steps.map(({ value, color }) => ({ value, color: COLORS[color] }))
  return { thresholds: { mode: "absolute", defaultColor: COLORS.green, steps: colored } }
}

const BOOLEANS: Readonly<Partial<Record<Unit, readonly [string, string]>>> = {
  bool_yes_no: ["No", "Yes"],
  bool_on_off: ["Off", "On"],
}

function mappings({ mappings: words, unit }: Panel): Json {
  const booleans = (BOOLEANS[unit] ?? []).map((text, value) => ({ value, text, color: undefined }))
  const all = words.length > 0 ? words : booleans
  if (all.length === 0) return {}
  const values = all.map(({ value, text, color }) => ({
    kind: "Value",
    spec: { value: String(value), result: { value: text, ...(color === undefined ? {} : { color: COLORS[color] }) } },
  }))
  return { mappings: values }
}

const COLORS = {
  green: "#3f9e58",
  yellow: "#d9a514",
  orange: "#e07b1f",
  red: "#d03b40",
  blue: "#3b78c3",
  purple: "#8a5bb5",
  text: "#6b7280",
} as const

/** Perses' name of a unit, where it has one; rates that it does not tell apart share the nearest. */
const UNITS: Readonly<Partial<Record<Unit, string>>> = {
  percent: "percent",
  percentunit: "percent-decimal",
  bytes: "bytes",
  decbytes: "bytes",
  Bps: "bytes/sec",
  binBps: "bytes/sec",
  bps: "bits/sec",
  s: "seconds",
  ms: "milliseconds",
  ops: "ops/sec",
  iops: "ops/sec",
  reqps: "requests/sec",
  rps: "reads/sec",
  wps: "writes/sec",
  cps: "counts/sec",
  pps: "packets/sec",
}

function format({ unit, decimals }: Panel): Json {
  const known = UNITS[unit]
  return {
    unit: known ?? "decimal",
    ...(decimals === undefined ? {} : { decimalPlaces: decimals }),
    ...(known === undefined && unit !== "none" ? { shortValues: true } : {}),
  }
}
