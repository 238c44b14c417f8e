import type { Capture } from "@/lib/catalog/capture"
import type { Panel } from "@/lib/catalog/dashboard-file"
import type { Exposition, MetricFamily } from "@/lib/catalog/exposition"
import { metricUnit, type Unit } from "@/lib/checks/metric-unit"
import { knownMetrics, type Metrics } from "@/lib/checks/metrics"

/** A panel as its author writes it: what is usual is left out. */
export type FirstPanel = Pick<Panel, "title" | "kind" | "unit" | "queries"> & { description?: string; min?: number }

/** Metrics of the runtime and of the exporter's own machinery. */
const RUNTIME = /^(?:go|process|promhttp|python|jvm|nodejs|net_conntrack|scrape|http_server|exporter)_/
const FILTER = '{job=~"$job", instance=~"$instance"}'
/** More lines are no picture. */
const MOST_SERIES = 12
const MOST_PANELS = 8

/** Words in names of what people look at first. */
const TELLING =
  /(?:requests?|queries|commands|connections?|clients|sessions|errors?|failed|bytes|used|usage|size|queue|lag|latency|duration|hits|misses|load|workers)(?:_|$)/

/** Panels of the metrics that say most, by their names and types; never more than eight. */
export function firstPanels(capture: Capture): readonly FirstPanel[] {
  const metrics = knownMetrics({ source: capture.file, captures: [capture], declared: [], recordings: [] })
  const families = ownFamilies(capture).filter(isShown)
  const prefix = mainPrefix(families)
  return families
    .filter(({ name }) => prefix === "" || name.startsWith(prefix))
    .map((family) => ({ family, rank: rankOf(family) }))
    .sort((a, b) => b.rank - a.rank || (a.family.name < b.family.name ? -1 : 1))
    .flatMap(({ family }) => panelOf(family, metrics) ?? [])
    .filter((panel, i, all) => all.findIndex(({ title }) => title === panel.title) === i)
    .slice(0, MOST_PANELS)
}

/** Families that the software's own metrics are, and not those of the exporter's runtime. */
function ownFamilies({ families }: Exposition): readonly MetricFamily[] {
  const own = families.filter(({ name }) => !RUNTIME.test(name))
  return own.length > 0 ? own : families
}

function isShown({ name, samples, type }: MetricFamily): boolean {
  const isWord =
    /_(?:up|info|created|build|config|settings?|scrape\w*|collector\w*|enabled|version)$|_(?:config|settings?|scrape|exporter|collector)_/.test(
      name,
    )
  return !isWord && type !== "info" && samples.some(({ value }) => Number.isFinite(value))
}

/** The first word that most metrics share, with its underscore. */
function mainPrefix(families: readonly MetricFamily[]): string {
  const counts = new Map<string, number>()
  for (const { name } of families) {
    const [word = ""] = name.split("_")
    counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  const [word, count] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? ["", 0]
  return count * 2 > families.length ? `${word}_` : ""
}

function rankOf({ name, type, samples, help }: MetricFamily): number {
  const isAlive = samples.some(({ value }) => value !== 0)
  return (
    (TELLING.test(name) ? 4 : 0) +
    (isAlive ? 2 : 0) +
    (type === "counter" ? 1 : 0) +
    (help === "" ? 0 : 1) -
    name.length / 100
  )
}

function panelOf(family: MetricFamily, metrics: Metrics): FirstPanel | undefined {
  const { name, type, help, samples } = family
  const description = sentence(help)
  const base = { title: titleOf(name), kind: "timeseries" as const, ...(description === "" ? {} : { description }) }
  if (type === "histogram" || type === "summary") return observations(family, base)
  const unit = metricUnit(name, metrics.byName.get(name))
  if (type === "counter") {
    const expr = `sum by (instance) (rate(${name}${FILTER}[$__rate_interval]))`
    return { ...base, unit: rateUnit(name, unit), min: 0, queries: [{ expr, legend: "{{instance}}" }] }
  }
  if (samples.length > MOST_SERIES || unit?.dimension === "instant") return undefined
  const labels = [...new Set(samples.flatMap((sample) => Object.keys(sample.labels)))].slice(0, 2)
  const legend = ["instance", ...labels].map((label) => `{{${label}}}`).join(" ")
  return { ...base, unit: valueUnit(unit), queries: [{ expr: `${name}${FILTER}`, legend }] }
}

/** How often and how long, where the parts of the family are there; nobody can see a distribution in single buckets. */
function observations(
  { name, samples }: MetricFamily,
  base: Omit<FirstPanel, "unit" | "queries">,
): FirstPanel | undefined {
  const has = (suffix: string) => samples.some((sample) => sample.name === name + suffix)
  if (!has("_sum") || !has("_count") || !name.endsWith("_seconds")) return undefined
  const rate = (suffix: string) => `sum by (instance) (rate(${name}${suffix}${FILTER}[$__rate_interval]))`
  return {
    ...base,
    title: `${base.title}, mean`,
    unit: "s",
    queries: [{ expr: `${rate("_sum")} / (${rate("_count")} > 0)`, legend: "{{instance}}" }],
  }
}

function rateUnit(name: string, unit: Unit | undefined): Panel["unit"] {
  if (unit?.dimension === "data" && unit.scale === 1) return "Bps"
  if (unit?.dimension === "time" && unit.scale === 1) return "percentunit"
  if (/requests?_total$/.test(name)) return "reqps"
  return unit === undefined || unit.dimension === "number" ? "cps" : "short"
}

function valueUnit(unit: Unit | undefined): Panel["unit"] {
  if (unit === undefined) return "short"
  const { dimension, scale } = unit
  if (dimension === "data" && scale === 1) return "bytes"
  if (dimension === "time") return scale === 1 ? "s" : scale === 1e-3 ? "ms" : scale === 1e-9 ? "ns" : "short"
  if (dimension === "share" && !unit.open) return scale === 1 ? "percentunit" : "percent"
  return dimension === "temperature" ? "celsius" : "short"
}

/** "redis_connected_clients_total" becomes "Connected clients". */
function titleOf(name: string): string {
  const words = name
    .replace(/_(?:total|bytes|seconds|ratio|celsius)\b/g, "")
    .split("_")
    .slice(1)
  const text = (words.length > 0 ? words : [name]).join(" ")
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function sentence(help: string): string {
  const text = help.replace(/\s+/g, " ").trim()
  return text.length > 160 ? `${text.slice(0, 157).trimEnd()}…` : text
}
