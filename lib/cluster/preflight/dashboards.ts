import type { KubeObject } from "@/lib/bundle/kube-object"
import type { LiveObject } from "../client"
import { field } from "../field"
import { labelsText, matches, type Selector, selectorText } from "../selection"
import { fix, item, type PreflightItem } from "./item"
import type { Sidecar } from "./sidecars"

/** What in the cluster could show dashboards. */
export interface DashboardScene {
  sidecars: readonly Sidecar[]
  /** What is not known of sidecars, such as a right that is missing. */
  unknown?: string
  /** What is not known of the operators' objects. */
  objectsUnknown?: string
  /** Grafana objects of the Grafana operator. */
  grafanas: readonly LiveObject[]
  /** Perses objects of the Perses operator. */
  perses: readonly LiveObject[]
}

/** The label that bundles put on dashboards until a cluster says otherwise. */
const DEFAULT_LABEL = "grafana_dashboard"

/** Objects that the dashboards' readers take, and what was found about it. */
export function fitDashboards(
  scene: DashboardScene,
  objects: readonly KubeObject[],
): { objects: readonly KubeObject[]; items: PreflightItem[] } {
  const maps = objects.filter(isDashboardMap)
  const readers = scene.sidecars.map((sidecar) => ({
    sidecar,
    inside: maps.every(({ metadata }) => sidecar.namespaces?.includes(metadata.namespace ?? "") ?? true),
  }))
  const near = readers.filter(({ inside }) => inside).map(({ sidecar }) => sidecar)
  const labels = labelsOf(near)
  const fitted = objects.map((object) =>
    maps.includes(object)
      ? { ...object, metadata: { ...object.metadata, labels: { ...object.metadata.labels, ...labels } } }
      : selectGrafana(scene.grafanas, object),
  )
  const far = readers.filter(({ inside }) => !inside).map(({ sidecar }) => sidecar)
  return {
    objects: fitted,
    items: [
      ...(maps.length > 0 ? mapItems(scene, maps, near, far) : []),
      ...fitted.filter(({ kind }) => kind === "GrafanaDashboard").map((object) => grafanaItem(scene, object)),
      ...(objects.some(({ kind }) => kind === "PersesDashboard") ? [persesItem(scene)] : []),
    ],
  }
}

function isDashboardMap({ kind, metadata }: KubeObject): boolean {
  return kind === "ConfigMap" && metadata.labels?.[DEFAULT_LABEL] !== undefined
}

/** Of sidecars with the same label and other values the first counts; a label has one value. */
function labelsOf(sidecars: readonly Sidecar[]): Record<string, string> {
  const labels: Record<string, string> = {}
  for (const { label, value } of sidecars) labels[label] ??= value || "1"
  return labels
}

function mapItems(
  scene: DashboardScene,
  maps: readonly KubeObject[],
  near: readonly Sidecar[],
  far: readonly Sidecar[],
): PreflightItem[] {
  const what = `${maps.length === 1 ? "The dashboard" : `${maps.length} dashboards`} (ConfigMap ${maps.map(({ metadata }) => metadata.name).join(", ")})`
  if (near.length > 0) {
    const labels = labelsOf(near)
    return near.map(({ workload, label, value, folderAnnotation }) => {
      const met = value === "" || labels[label] === value
      const folder =
        folderAnnotation === "" ? "" : `; the annotation ${folderAnnotation} would choose a folder, none is set`
      const text = `the sidecar of ${workload} by ${label}=${value || "any value"}${folder}`
      return met
        ? item("dashboards", "ok", `${what} is read by ${text}`)
        : item(
            "dashboards",
            "warning",
            `${what} is not read by ${text}: another sidecar wants ${label}=${labels[label]}`,
          )
    })
  }
  if (scene.unknown !== undefined)
    return [item("dashboards", "unknown", `Who reads ${what} is unknown: ${scene.unknown}`)]
  const others = [
    ...(scene.grafanas.length > 0
      ? [fix("Grafana's operator is here: take its target", "--target grafana-operator")]
      : []),
    ...(scene.perses.length > 0 ? [fix("The Perses operator is here: take its target", "--target perses")] : []),
    fix(
      "Import the JSON by hand, or switch the chart's sidecar on: sidecar.dashboards.enabled=true, searchNamespace=ALL",
    ),
  ]
  const [namespace] = maps.map(({ metadata }) => metadata.namespace)
  const why = far.map(
    ({ workload, namespaces = [] }) =>
      `the sidecar of ${workload} looks only into ${namespaces.join(", ")}, not into ${namespace}`,
  )
  return [
    item(
      "dashboards",
      "warning",
      `Nobody reads ${what}: ${why.join("; ") || "the cluster has no Grafana sidecar for dashboards"}`,
      ...others,
    ),
  ]
}

/** A dashboard whose selector fits no Grafana takes the labels of the only one there is. */
function selectGrafana(grafanas: readonly LiveObject[], object: KubeObject): KubeObject {
  if (object.kind !== "GrafanaDashboard" || grafanas.some((grafana) => fits(object, grafana) === "yes")) return object
  const [only, ...more] = grafanas
  const labels = only?.metadata.labels ?? {}
  if (more.length > 0 || Object.keys(labels).length === 0) return object
  return { ...object, spec: { ...(object.spec as object), instanceSelector: { matchLabels: labels } } }
}

function fits({ spec, metadata }: KubeObject, grafana: LiveObject): "yes" | "no" | "unknown" {
  const near = metadata.namespace === grafana.metadata.namespace || field(spec, "allowCrossNamespaceImport") === true
  const selector = field(spec, "instanceSelector") as Selector | null | undefined
  return near ? matches(selector, { labels: grafana.metadata.labels ?? {}, complete: true }) : "no"
}

function grafanaItem({ grafanas, objectsUnknown: unknown }: DashboardScene, object: KubeObject): PreflightItem {
  const selector = field(object.spec, "instanceSelector") as Selector | null | undefined
  const what = `GrafanaDashboard ${object.metadata.name}`
  const shown = grafanas.filter((grafana) => fits(object, grafana) === "yes").map(placeOf)
  if (shown.length > 0)
    return item("dashboards", "ok", `${what} is shown by Grafana ${shown.join(" and ")} (${selectorText(selector)})`)
  if (unknown !== undefined) return item("dashboards", "unknown", `Who shows ${what} is unknown: ${unknown}`)
  const there = grafanas.map(
    (grafana) => `${placeOf(grafana)} (${labelsText(grafana.metadata.labels ?? {}) || "without labels"})`,
  )
  return item(
    "dashboards",
    "warning",
    `No Grafana shows ${what}: it wants ${selectorText(selector)}, there ${there.length > 0 ? `is ${there.join(", ")}` : "is no Grafana object"}`,
    ...grafanas.map((grafana) =>
      fix(
        "Label the Grafana",
        `kubectl -n ${grafana.metadata.namespace} label grafana ${grafana.metadata.name} ${labelsText(selector?.matchLabels ?? {}).replaceAll(",", " ")}`,
      ),
    ),
  )
}

function persesItem({ perses, objectsUnknown: unknown }: DashboardScene): PreflightItem {
  if (perses.length > 0)
    return item("dashboards", "ok", `The dashboards are shown by Perses ${perses.map(placeOf).join(" and ")}`)
  if (unknown !== undefined) return item("dashboards", "unknown", `Who shows the dashboards is unknown: ${unknown}`)
  return item(
    "dashboards",
    "warning",
    "Nobody shows the dashboards: the cluster has no Perses object",
    fix("Make a Perses first"),
  )
}

function placeOf({ metadata }: LiveObject): string {
  return `${metadata.namespace}/${metadata.name}`
}
