import { z } from "zod"

/** One field of a form, made from a JSON Schema. */
export type FormField = { name: string; label: string; help: string; required: boolean; fallback: unknown } & (
  | { kind: "text"; multiline: boolean }
  /** A PromQL expression. */
  | { kind: "promql" }
  | { kind: "number" }
  | { kind: "switch" }
  | { kind: "choice"; options: readonly string[] }
  | { kind: "words" }
  | { kind: "group"; fields: readonly FormField[] }
  | { kind: "list"; fields: readonly FormField[] }
  /** What no field fits, such as trees and unions: written as YAML. */
  | { kind: "yaml" }
)

interface Node {
  type?: string
  const?: unknown
  enum?: readonly unknown[]
  default?: unknown
  description?: string
  maxLength?: number
  minLength?: number
  properties?: Readonly<Record<string, Node>>
  required?: readonly string[]
  items?: Node
  anyOf?: readonly Node[]
}

/** The fields of a schema's properties, in its order; constants have none. `help` gives sentences by path, such as "scrape.job". */
export function schemaFields(schema: z.ZodType, help: Readonly<Record<string, string>> = {}): FormField[] {
  return fields(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Node, "", help)
}

function fields(node: Node, path: string, help: Readonly<Record<string, string>>): FormField[] {
  return Object.entries(node.properties ?? {}).flatMap(([name, property]) => {
    if (property.const !== undefined) return []
    const at = path === "" ? name : `${path}.${name}`
    const head = {
      name,
      label: words(name),
      help: help[at] ?? property.description ?? limits(property),
      required: (node.required ?? []).includes(name),
      fallback: property.default,
    }
    return [{ ...head, ...(name === "expr" ? { kind: "promql" as const } : shape(property, at, help)) }]
  })
}

function shape(node: Node, at: string, help: Readonly<Record<string, string>>) {
  if (node.enum) return { kind: "choice" as const, options: node.enum.map(String) }
  // A number where a text may stand as well is written as a text.
  if (node.type === "string" || node.anyOf?.some(({ type }) => type === "string"))
    return { kind: "text" as const, multiline: (node.maxLength ?? 0) > 100 }
  if (node.type === "integer" || node.type === "number") return { kind: "number" as const }
  if (node.type === "boolean") return { kind: "switch" as const }
  if (node.type === "array" && node.items?.type === "string" && !node.items.enum) return { kind: "words" as const }
  if (node.type === "array" && node.items?.properties)
    return { kind: "list" as const, fields: fields(node.items, at, help) }
  if (node.type === "object" && node.properties) return { kind: "group" as const, fields: fields(node, at, help) }
  return { kind: "yaml" as const }
}

function limits({ minLength, maxLength }: Node): string {
  if (minLength !== undefined && minLength > 1 && maxLength !== undefined)
    return `${minLength} to ${maxLength} characters.`
  return maxLength === undefined ? "" : `At most ${maxLength} characters.`
}

/** "memoryLimit" and "memory_limit" are "Memory limit". */
function words(name: string): string {
  if (name === "expr") return "Expression"
  const text = name
    .replaceAll("_", " ")
    .replace(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`)
  return text.charAt(0).toUpperCase() + text.slice(1)
}
