import { child, type MappingNode, type ScalarNode, textOf, unaliased, type YamlNode } from "@/lib/yaml/nodes"
import type { Path } from "@/lib/yaml/place"
import { scalarTag } from "@/lib/yaml/resolve"
import type { RuleDocument, TextSource } from "./document"

/** What is looked at: a node, its path, and the text that both are in. */
export interface Place {
  file: string
  path: Path
  node: YamlNode
  source: TextSource
}

/** Reads YAML that is a text inside of YAML; undefined when it is none. */
export type ReadInner = (scalar: ScalarNode, place: Place) => Place | undefined

/** Kinds of Kubernetes objects with rules, by the group of their apiVersion; their rules are in `spec`. */
const OBJECTS: Readonly<Record<string, Readonly<Record<string, RuleDocument["kind"]>>>> = {
  "monitoring.coreos.com": { PrometheusRule: "PrometheusRule" },
  "operator.victoriametrics.com": { VMRule: "VMRule" },
  "monitoring.googleapis.com": { Rules: "GmpRules", ClusterRules: "GmpRules", GlobalRules: "GmpRules" },
  "loki.grafana.com": { AlertingRule: "Loki", RecordingRule: "Loki" },
}

/** What one YAML document holds: one part, or those of a list, a ConfigMap or a mixin's output; nothing when it is empty. */
export function classify(place: Place, readInner: ReadInner): RuleDocument[] {
  const node = unaliased(place.node)
  if (node.kind !== "mapping")
    return node.kind === "scalar" && scalarTag(node) === "!!null" ? [] : [part(place, "other", `a ${node.kind}`)]
  const kind = textOf(child(node, "kind"))
  const apiVersion = textOf(child(node, "apiVersion"))
  if (kind !== undefined && apiVersion !== undefined) return ofObject(place, node, kind, apiVersion, readInner)
  if (child(node, "groups")) return [ruleFile(place)]
  const mixin = ofMixin(place, node)
  if (mixin.length > 0) return mixin
  return [isDashboard(node) ? part(place, "dashboard", dashboardTitle(node)) : part(place, "other", "no rule file")]
}

function part({ file, path, node, source }: Place, kind: RuleDocument["kind"], title: string): RuleDocument {
  return { file, path, node, source, kind, title }
}

function ruleFile(place: Place): RuleDocument {
  return holdsLogQl(place.node) ? part(place, "Loki", "Loki rules") : part(place, "rule-file", "rule file")
}

function ofObject(
  place: Place,
  node: MappingNode,
  kind: string,
  apiVersion: string,
  readInner: ReadInner,
): RuleDocument[] {
  const group = apiVersion.replace(/\/.*$/, "")
  const title = `${kind} ${textOf(child(child(node, "metadata"), "name")) ?? ""}`.trim()
  const known = Object.hasOwn(OBJECTS, group) ? OBJECTS[group]?.[kind] : undefined
  if (known !== undefined) return [part(place, known, title)]
  if (apiVersion === "v1" && kind === "ConfigMap") return ofConfigMap(place, node, title, readInner)
  const items = unaliased(child(node, "items") ?? node)
  if (!kind.endsWith("List") || items.kind !== "sequence") return [part(place, "other", title)]
  return items.items.flatMap((item, i) => classify(inside(place, item, "items", i), readInner))
}

function inside({ file, path, source }: Place, node: YamlNode, ...steps: Path): Place {
  return { file, source, node, path: [...path, ...steps] }
}

/** The values of a ConfigMap that are rule files or dashboards. */
function ofConfigMap(place: Place, node: MappingNode, title: string, readInner: ReadInner): RuleDocument[] {
  const data = unaliased(child(node, "data") ?? node)
  if (data === node || data.kind !== "mapping") return [part(place, "other", title)]
  const found = data.pairs.flatMap(({ key, value }) => {
    const scalar = unaliased(value)
    const name = textOf(key)
    if (name === undefined || scalar.kind !== "scalar" || !mayHoldRules(scalar.value)) return []
    const inner = readInner(scalar, inside(place, scalar, "data", name))
    return inner ? classify(inner, readInner).map((found) => ({ ...found, title: `${name} of ${title}` })) : []
  })
  return found.length > 0 ? found : [part(place, "other", title)]
}

function mayHoldRules(text: string): boolean {
  return /^groups:/m.test(text) || (/^\s*\{/.test(text) && /"(?:groups|panels|rows)"\s*:/.test(text))
}

/** What `jsonnet` prints of a mixin: rule files and dashboards under known names. */
function ofMixin(place: Place, node: MappingNode): RuleDocument[] {
  const rules = ["prometheusAlerts", "prometheusRules"].flatMap((name) => {
    const value = child(node, name)
    return value && child(value, "groups") ? [ruleFile(inside(place, value, name))] : []
  })
  const dashboards = unaliased(child(node, "grafanaDashboards") ?? node)
  if (dashboards === node || dashboards.kind !== "mapping") return rules
  const found = dashboards.pairs.flatMap(({ key, value }) => {
    const name = textOf(key) ?? ""
    const dashboard = unaliased(value)
    if (dashboard.kind !== "mapping" || !isDashboard(dashboard)) return []
    return [part(inside(place, value, "grafanaDashboards", name), "dashboard", name)]
  })
  return [...rules, ...found]
}

function isDashboard(node: MappingNode): boolean {
  const isList = (name: string) => unaliased(child(node, name) ?? node).kind === "sequence"
  if (isList("panels") || (isList("rows") && child(node, "title"))) return true
  const wrapped = unaliased(child(node, "dashboard") ?? node)
  return wrapped !== node && wrapped.kind === "mapping" && isDashboard(wrapped)
}

function dashboardTitle(node: MappingNode): string {
  return textOf(child(node, "title")) ?? textOf(child(child(node, "dashboard"), "title")) ?? "dashboard"
}

/** Whether every expression pipes a log stream; PromQL has no "|" outside of its texts. */
function holdsLogQl(node: YamlNode): boolean {
  const expressions = listOf(child(node, "groups"))
    .flatMap((group) => listOf(child(group, "rules")))
    .flatMap((rule) => textOf(child(rule, "expr")) ?? [])
  return expressions.length > 0 && expressions.every(isLogQl)
}

function isLogQl(expr: string): boolean {
  const bare = expr.replace(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`/g, '""')
  return /\}\s*(?:\|[=~>]|!~|!=\s*""|\|\s*[a-z_]+)/.test(bare)
}

function listOf(node: YamlNode | undefined): readonly YamlNode[] {
  const list = node && unaliased(node)
  return list?.kind === "sequence" ? list.items : []
}
