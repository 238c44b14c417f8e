import type { BundleItem, BundleRequest } from "@/lib/bundle/bundle"
import { allParameters } from "@/lib/catalog/common-parameters"
import type { Argument, Deploy } from "@/lib/catalog/entry-file"
import type { Parameter } from "@/lib/catalog/parameter"
import { HubError } from "@/lib/error"
import { anyOf, Each, quoted, type TemplateNode, Value, When } from "./template"

/** The parameters that a chart has: one is of no use in a cluster. */
export function chartParameters({ entry }: BundleItem): Parameter[] {
  return allParameters(entry).filter(({ name }) => name !== "exporterAddress")
}

/** Where the settings of an entry lie in the values: at the top when the chart has one entry, else below its id. */
export function valuesRoot(request: BundleRequest, { entry }: BundleItem): string {
  return request.items.length === 1 ? "$.Values" : `(index $.Values ${quoted(entry.id)})`
}

/** Access to one parameter when the chart is rendered. */
export interface ValueRef {
  parameter: Parameter
  /** The value as it is. */
  pipeline: string
  /** The value as text, as the exporter takes it. */
  text: string
  /** True if it is set: zero and false are, an empty text is not. */
  isSet: string
}

/** The parameter of this name; throws for one that the entry does not have, which a check of the catalog rules out. */
export function valueRef(request: BundleRequest, item: BundleItem, name: string): ValueRef {
  const parameter = chartParameters(item).find((known) => known.name === name)
  if (!parameter) throw new HubError("usage", `The entry ${item.entry.id} uses an unknown parameter ${name}`)
  const pipeline = `${valuesRoot(request, item)}.parameters.${name}`
  const numeric = parameter.type === "integer" || parameter.type === "boolean"
  const isSet = numeric ? `not (kindIs "invalid" ${pipeline})` : pipeline
  return { parameter, pipeline: typed(parameter, pipeline), text: textOf(parameter, pipeline), isSet }
}

// Numbers of a values file arrive as floats, which print as 1e+06.
function typed({ type }: Parameter, pipeline: string): string {
  return type === "integer" ? `(int64 ${pipeline})` : pipeline
}

function textOf({ type }: Parameter, pipeline: string): string {
  if (type === "integer") return `(printf "%d" (int64 ${pipeline}))`
  if (type === "boolean") return `(printf "%t" ${pipeline})`
  return type === "list" ? `(join "," ${pipeline})` : pipeline
}

/** In a user's value, `$(NAME)` is just text to Kubernetes. */
function escaped(text: string): string {
  return `(${text} | replace "$(" "$$(")`
}

/** A node that is left out while the parameter is unset. */
export function ifSet({ parameter, isSet }: ValueRef, node: TemplateNode): TemplateNode {
  return parameter.required ? node : new When(isSet, node)
}

/** The command line, as `renderArguments` writes it for given values. Undefined when it is always empty. */
export function templateArguments(
  request: BundleRequest,
  item: BundleItem,
  args: readonly Argument[],
): TemplateNode | undefined {
  const nodes = args.flatMap((arg): TemplateNode[] => {
    if (typeof arg === "string") return [arg]
    const ref = valueRef(request, item, arg.param)
    refuseSecret(ref)
    if (arg.style === "switch") return [new When(ref.pipeline, arg.flag)]
    const list = ref.parameter.type === "list"
    const text = escaped(list ? "$item" : ref.text)
    const items = arg.style === "separate" ? [arg.flag, new Value(text)] : [equals(arg.flag, text)]
    return list ? [new Each(ref.pipeline, items)] : items.map((node) => ifSet(ref, node))
  })
  return whenAny(nodes)
}

function equals(flag: string, text: string): Value {
  return new Value(`printf "%s=%s" ${quoted(flag)} ${text}`)
}

/** The environment, as `renderEnv` writes it for given values. Undefined when it is always empty. */
export function templateEnv(request: BundleRequest, item: BundleItem, env: Deploy["env"]): TemplateNode | undefined {
  const nodes = Object.entries(env).map(([name, source]): TemplateNode => {
    if (typeof source === "string") return { name, value: source }
    const ref = valueRef(request, item, source.param)
    if (ref.parameter.type !== "secretRef") return ifSet(ref, { name, value: new Value(escaped(ref.text)) })
    const place = { name: new Value(`${ref.pipeline}.secret`), key: new Value(`${ref.pipeline}.key`) }
    return ifSet(ref, { name, valueFrom: { secretKeyRef: place } })
  })
  return whenAny(nodes)
}

/** A configuration tree, as `renderTree` writes it for given values. */
export function templateTree(request: BundleRequest, item: BundleItem, tree: unknown): TemplateNode {
  if (Array.isArray(tree)) return tree.map((node) => templateTree(request, item, node))
  if (typeof tree !== "object" || tree === null) return tree
  const keys = Object.keys(tree)
  if (keys.length === 1 && keys[0] === "param") {
    const ref = valueRef(request, item, String((tree as { param: unknown }).param))
    refuseSecret(ref)
    return ifSet(ref, new Value(ref.pipeline))
  }
  return Object.fromEntries(Object.entries(tree).map(([key, node]) => [key, templateTree(request, item, node)]))
}

/** A list that has no key at all when it turns out to be empty. */
function whenAny(nodes: readonly TemplateNode[]): TemplateNode | undefined {
  if (nodes.length === 0) return undefined
  const conditions = nodes.map((node) =>
    node instanceof When ? node.condition : node instanceof Each ? node.list : undefined,
  )
  return conditions.every((condition) => condition !== undefined) ? new When(anyOf(conditions), nodes) : nodes
}

function refuseSecret({ parameter }: ValueRef): void {
  if (parameter.type === "secretRef")
    throw new HubError("usage", `The secret parameter ${parameter.name} may only be used in deploy.env`)
}
