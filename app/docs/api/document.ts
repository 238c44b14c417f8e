import { siteUrl } from "@/app/server"
import { openApi } from "@/lib/api/openapi"
import packageJson from "@/package.json"

/** A JSON Schema, as far as the reference shows it. */
export interface Schema {
  $ref?: string
  type?: string | readonly string[]
  description?: string
  enum?: readonly unknown[]
  const?: unknown
  default?: unknown
  pattern?: string
  minimum?: number
  maximum?: number
  maxLength?: number
  items?: Schema
  prefixItems?: readonly Schema[]
  properties?: Readonly<Record<string, Schema>>
  required?: readonly string[]
  additionalProperties?: Schema | boolean
  anyOf?: readonly Schema[]
  oneOf?: readonly Schema[]
  allOf?: readonly Schema[]
}

/** A parameter of an operation. */
export interface Parameter {
  name: string
  in: "path" | "query"
  required: boolean
  description?: string
  explode?: boolean
  schema: Schema
}

/** An operation as the document has it. */
export interface Operation {
  operationId: string
  tags: readonly string[]
  summary: string
  description?: string
  parameters?: readonly Parameter[]
  responses: Readonly<Record<string, { description: string; content?: Readonly<Record<string, { schema: Schema }>> }>>
}

/** The OpenAPI document, as far as the reference shows it. */
export interface Document {
  tags: readonly { name: string; description: string }[]
  paths: Readonly<Record<string, { get: Operation }>>
  components: { schemas: Readonly<Record<string, Schema>> }
}

/** Where the examples of the documentation ask. */
export function exampleOrigin(): string {
  return siteUrl() ?? "http://127.0.0.1:3000"
}

/** The document that the reference is made from: the same that programs get. */
export function apiDocument(): Document {
  // openApi makes exactly this; a test holds the document against the specification.
  return openApi({ siteUrl: siteUrl(), version: packageJson.version }) as unknown as Document
}
