/**
 * A YAML document of a Helm chart as a tree: plain values are literals, the classes below are decided when the chart is
 * rendered. Only `templateYaml` turns it into text, so that no value can be taken for a template or for YAML.
 */
export type TemplateNode = unknown

/** A Go template pipeline; its result is written as JSON, which is YAML on one line. */
export class Value {
  constructor(readonly pipeline: string) {}
}

/** A key or a list item that is there only if the condition (a pipeline) holds. */
export class When {
  constructor(
    readonly condition: string,
    readonly node: TemplateNode,
  ) {}
}

/** List items for every element of a list (a pipeline); they refer to the element as `$item`. */
export class Each {
  constructor(
    readonly list: string,
    readonly items: readonly TemplateNode[],
  ) {}
}

/** A map entry that stands for all pairs of a map (a pipeline). */
export class Pairs {
  constructor(readonly map: string) {}
}

/** A YAML file inside of the document: a string whose text is a tree of its own. */
export class Text {
  constructor(readonly node: TemplateNode) {}
}

/** What stands for the release's name and namespace inside of any literal: characters that nobody types. */
export const RELEASE_NAME = "\uE000"
export const RELEASE_NAMESPACE = "\uE001"

/** The tree as the text of a template, every line behind `indent` blanks. */
export function templateYaml(node: TemplateNode, indent = 0): string {
  return `${block(node, indent).join("\n")}\n`
}

/** A text as a string literal of a Go template. */
export function quoted(text: string): string {
  return JSON.stringify(text)
}

/** The pipeline that is true if any of these is. */
export function anyOf(conditions: readonly string[]): string {
  return conditions.length === 1 ? String(conditions[0]) : `or ${conditions.map((one) => `(${one})`).join(" ")}`
}

function block(node: TemplateNode, indent: number): string[] {
  if (Array.isArray(node)) return node.flatMap((item) => listItem(item, indent))
  if (isMap(node)) return Object.entries(node).flatMap(([key, value]) => entry(key, value, indent))
  return [`${" ".repeat(indent)}${scalar(node)}`]
}

function entry(key: string, value: TemplateNode, indent: number): string[] {
  const pad = " ".repeat(indent)
  const head = `${pad}${keyText(key)}:`
  if (value instanceof When) return conditional(value.condition, entry(key, value.node, indent), pad)
  if (value instanceof Pairs)
    return [`${pad}{{- with ${value.map} }}`, `${pad}{{- toYaml . | nindent ${indent} }}`, `${pad}{{- end }}`]
  if (value instanceof Text) return [`${head} |`, ...block(value.node, indent + 2)]
  if (!Array.isArray(value) && !isMap(value)) return [`${head} ${scalar(value)}`]
  const children = Object.values(value)
  const empty = Array.isArray(value) ? "[]" : "{}"
  if (children.length === 0) return [`${head} ${empty}`]
  const whole = [head, ...block(value, indent + 2)]
  const conditions = children.map(conditionOf)
  if (!conditions.every((condition) => condition !== undefined)) return whole
  return [
    ...conditional(anyOf(conditions), whole, pad).slice(0, -1),
    `${pad}{{- else }}`,
    `${head} ${empty}`,
    `${pad}{{- end }}`,
  ]
}

function listItem(item: TemplateNode, indent: number): string[] {
  const pad = " ".repeat(indent)
  if (item instanceof When) return conditional(item.condition, listItem(item.node, indent), pad)
  if (item instanceof Each)
    return [
      `${pad}{{- range $item := ${item.list} }}`,
      ...item.items.flatMap((one) => listItem(one, indent)),
      `${pad}{{- end }}`,
    ]
  if (!Array.isArray(item) && !isMap(item)) return [`${pad}- ${scalar(item)}`]
  if (Object.keys(item).length === 0) return [`${pad}- ${Array.isArray(item) ? "[]" : "{}"}`]
  const [first = "", ...rest] = block(item, indent + 2)
  // A directive cannot stand behind the dash: it would trim it away.
  return first.trimStart().startsWith("{{-") ? [`${pad}-`, first, ...rest] : [`${pad}- ${first.trimStart()}`, ...rest]
}

function conditional(condition: string, lines: readonly string[], pad: string): string[] {
  return [`${pad}{{- if ${condition} }}`, ...lines, `${pad}{{- end }}`]
}

function conditionOf(node: TemplateNode): string | undefined {
  if (node instanceof When) return node.condition
  if (node instanceof Each) return node.list
  return undefined
}

function scalar(node: TemplateNode): string {
  if (node instanceof Value) return `{{ ${node.pipeline} | toJson }}`
  return typeof node === "string" ? literal(node) : JSON.stringify(node ?? null)
}

/** Double-quoted YAML in which nothing is a template but the release's name and namespace. */
function literal(text: string): string {
  return JSON.stringify(text)
    .replace(/[\u007f-\u00a0\u2028\u2029\ufeff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .replaceAll("{{", '{{ "{{" }}')
    .replace(/\{(?=[\uE000\uE001])/g, '{{ "{" }}')
    .replaceAll(RELEASE_NAME, "{{ $.Release.Name }}")
    .replaceAll(RELEASE_NAMESPACE, "{{ $.Release.Namespace }}")
}

/** YAML 1.1 takes some words for true and false, also as keys. */
function keyText(key: string): string {
  const plain = /^[A-Za-z_][\w./-]*$/.test(key) && !/^(y|n|yes|no|on|off|true|false|null)$/i.test(key)
  return plain ? key : literal(key)
}

function isMap(node: TemplateNode): node is Record<string, TemplateNode> {
  const special = [Value, When, Each, Pairs, Text].some((kind) => node instanceof kind)
  return typeof node === "object" && node !== null && !special
}
