import { DashboardFile, Panel, Unit, Variable } from "@/lib/catalog/dashboard-file"

type Json = Record<string, unknown>
type Step = string | number

/** A thing of a Grafana dashboard, with its path in the JSON, and what was changed or why it was left. */
export interface GrafanaPart {
  kind: "dashboard" | "panel" | "query" | "variable" | "field"
  name: string
  path: readonly Step[]
  message: string
}

/** The model, where anything is left for one; every panel, query and variable is in one of the lists. */
export interface FromGrafana {
  model?: DashboardFile
  taken: readonly GrafanaPart[]
  left: readonly GrafanaPart[]
}

/** Panels of Grafana by what they are in the model; the retired ones too. */
const KINDS: Readonly<Record<string, Panel["kind"]>> = {
  timeseries: "timeseries",
  graph: "timeseries",
  stat: "stat",
  singlestat: "stat",
  gauge: "gauge",
  bargauge: "bargauge",
  table: "table",
  "table-old": "table",
}
const LABEL_VALUES = /^\s*label_values\(\s*(\S.*?)\s*,\s*([a-zA-Z_]\w*)\s*\)\s*$/s

/** Takes a dashboard of Grafana's classic schema into the model, as far as that goes. */
export function fromGrafana(value: unknown): FromGrafana {
  const reader = new Reader()
  return reader.read(
    isObject(value) && isObject(value.dashboard) ? value.dashboard : value,
    isObject(value) && isObject(value.dashboard) ? ["dashboard"] : [],
  )
}

class Reader {
  private readonly taken: GrafanaPart[] = []
  private readonly left: GrafanaPart[] = []
  private readonly variables: Variable[] = []
  private readonly lost = new Set<string>()
  private readonly rows: { title: string; panels: Panel[] }[] = []

  read(root: unknown, path: readonly Step[]): FromGrafana {
    const { taken, left } = this
    if (!isObject(root) || isObject(root.elements) || isObject(root.spec)) {
      left.push({
        kind: "dashboard",
        name: "dashboard",
        path,
        message: "Only Grafana's classic schema is read, not v2",
      })
      return { taken, left }
    }
    const templating = isObject(root.templating) ? root.templating : {}
    objects(templating.list).forEach(([item, i]) => void this.variable(item, [...path, "templating", "list", i]))
    for (const key of ["annotations", "links"]) {
      const list = key === "links" ? root.links : isObject(root.annotations) ? root.annotations.list : []
      for (const [item, i] of objects(list))
        if (item.builtIn !== 1)
          left.push({
            kind: "field",
            name: text(item.name ?? item.title) || key,
            path: [...path, key, i],
            message: `The model has no ${key}`,
          })
    }
    this.panels(root.panels, [...path, "panels"])
    for (const [row, i] of objects(root.rows)) {
      this.rows.push({ title: text(row.title) || "Panels", panels: [] })
      this.panels(row.panels, [...path, "rows", i, "panels"])
    }
    const rows = this.rows.filter(({ panels }) => panels.length > 0)
    const title = text(root.title) || "Dashboard"
    const model = DashboardFile.safeParse({
      title,
      description: text(root.description) || title,
      variables: this.variables,
      rows,
    })
    return { ...(model.success && { model: model.data }), taken, left }
  }

  private variable(item: Json, path: readonly Step[]): void {
    const name = text(item.name)
    const part = { kind: "variable" as const, name, path }
    if (item.type === "datasource" && (item.query === "prometheus" || item.query === undefined)) {
      this.taken.push({ ...part, message: "Every dashboard asks for its Prometheus here" })
      return
    }
    const query = isObject(item.query) ? text(item.query.query) : text(item.query)
    const [, metric = "", values = ""] = item.type === "query" ? (LABEL_VALUES.exec(query) ?? []) : []
    const variable = Variable.safeParse({
      name,
      metric,
      values,
      multi: item.multi === true,
      ...(text(item.label) && { label: text(item.label) }),
    })
    if (variable.success && !text(item.regex)) {
      this.variables.push(variable.data)
      this.taken.push({ ...part, message: "" })
      return
    }
    this.lost.add(name)
    this.left.push({
      ...part,
      message: `Variables here are label_values(metric, label); this one is ${text(item.type)} ${query}`.trim(),
    })
  }

  private panels(list: unknown, path: readonly Step[]): void {
    for (const [panel, i] of objects(list)) {
      const at = [...path, i]
      if (panel.type !== "row") {
        this.panel(panel, at)
        continue
      }
      if (panel.repeat)
        this.left.push({
          kind: "field",
          name: text(panel.title),
          path: [...at, "repeat"],
          message: "Rows are not repeated here",
        })
      this.rows.push({ title: text(panel.title) || "Panels", panels: [] })
      this.panels(panel.panels, [...at, "panels"])
    }
  }

  private panel(panel: Json, path: readonly Step[]): void {
    const name = text(panel.title)
    const kept = objects(panel.targets).flatMap(([target, i]) => {
      const fault = this.targetFault(target, panel)
      if (fault === undefined) return [{ target, at: [...path, "targets", i] }]
      this.left.push({
        kind: "query",
        name: `${name} ${text(target.refId)}`.trim(),
        path: [...path, "targets", i],
        message: fault,
      })
      return []
    })
    const defaults =
      isObject(panel.fieldConfig) && isObject(panel.fieldConfig.defaults) ? panel.fieldConfig.defaults : {}
    const given = text(defaults.unit ?? panel.format)
    const unit = Unit.safeParse(given)
    const read = Panel.safeParse({
      title: name,
      kind: KINDS[text(panel.type)],
      ...(text(panel.description) && { description: text(panel.description) }),
      ...(unit.success && { unit: unit.data }),
      ...numbers(defaults, ["decimals", "min", "max"]),
      queries: kept.map(({ target }) => ({ expr: text(target.expr), legend: legendOf(target) })),
    })
    const message =
      panelFault(panel) ??
      (read.success ? undefined : `${read.error.issues[0]?.path.join(".")}: ${read.error.issues[0]?.message}`)
    if (message !== undefined || !read.success) {
      this.left.push({ kind: "panel", name, path, message: message ?? "" })
      for (const { at } of kept) this.left.push({ kind: "query", name, path: at, message: "Its panel is not taken" })
      return
    }
    if (this.rows.length === 0) this.rows.push({ title: "Overview", panels: [] })
    this.rows.at(-1)?.panels.push(read.data)
    this.taken.push({
      kind: "panel",
      name,
      path,
      message: unit.success || given === "" ? "" : `unit ${given} is short here`,
    })
    for (const { at } of kept) this.taken.push({ kind: "query", name, path: at, message: "" })
    const overrides = isObject(panel.fieldConfig) ? objects(panel.fieldConfig.overrides) : []
    if (overrides.length > 0)
      this.left.push({
        kind: "field",
        name,
        path: [...path, "fieldConfig", "overrides"],
        message: "The model has no overrides",
      })
    for (const key of ["thresholds", "mappings"])
      if (defaults[key] !== undefined && objects(defaults[key]).length + Number(key === "thresholds") > 0)
        this.left.push({
          kind: "field",
          name,
          path: [...path, "fieldConfig", "defaults", key],
          message: `${key} have to be set by hand`,
        })
  }

  private targetFault(target: Json, panel: Json): string | undefined {
    const source = isObject(target.datasource) ? target.datasource : panel.datasource
    const type = isObject(source) ? text(source.type) : ""
    if (type !== "" && type !== "prometheus" && type !== "datasource" && !type.startsWith("$"))
      return `It asks ${type}, not Prometheus`
    const expr = text(target.expr)
    if (expr === "") return "It has no PromQL expression"
    const used = [...expr.matchAll(/\$\{?(\w+)/g)].map((match) => match[1] ?? "").find((name) => this.lost.has(name))
    return used === undefined ? undefined : `It uses the variable ${used}, which is not taken`
  }
}

function panelFault(panel: Json): string | undefined {
  if (panel.libraryPanel) return "It is a library panel: its content is in the Grafana that it is from"
  if (!Object.hasOwn(KINDS, text(panel.type))) return `The model has no panels of the type ${text(panel.type)}`
  if (panel.repeat) return "Panels are not repeated here"
  return objects(panel.transformations).length > 0 ? "It transforms its data, which the model cannot" : undefined
}

function numbers(from: Json, keys: readonly string[]): Json {
  return Object.fromEntries(keys.flatMap((key) => (typeof from[key] === "number" ? [[key, from[key]]] : [])))
}

function legendOf({ legendFormat }: Json): string {
  return legendFormat === "__auto" ? "" : text(legendFormat)
}

function objects(list: unknown): [Json, number][] {
  return Array.isArray(list) ? list.flatMap((item, i): [Json, number][] => [[isObject(item) ? item : {}, i]]) : []
}

function text(value: unknown): string {
  return typeof value === "string" ? value : ""
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}
