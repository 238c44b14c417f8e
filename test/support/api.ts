import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js"
import addFormats from "ajv-formats"
import { openApi } from "@/lib/api/openapi"

type Json = Record<string, any>

/** The OpenAPI document in which keys that it does not name are faults. */
export const CLOSED = openApi({ siteUrl: undefined, version: "0", closed: true }) as Json

const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats.default(ajv)
ajv.addSchema(CLOSED, "openapi")

const compiled = new Map<string, ValidateFunction>()

/** What the document does not allow of a response to GET `path`, empty when all is as it says. */
export async function faultsOf(path: string, response: Response): Promise<string[]> {
  const bare = path.replace(/^\/api\/v1/, "").replace(/\?.*$/, "")
  const pattern = patternOf(bare)
  if (pattern === undefined) return [`${path}: no such path in the document`]
  const { responses } = CLOSED.paths[pattern].get
  const status = String(response.status) in responses ? String(response.status) : "default"
  const type = (response.headers.get("content-type") ?? "").replace(/;.*/, "")
  const content = responses[status].content
  if (!content?.[type]) return [`${path}: ${response.status} came as ${type}`]
  const value = type.includes("json") ? await response.json() : await response.text()
  return schemaFaults(`#/paths/${pointer(pattern)}/get/responses/${status}/content/${pointer(type)}/schema`, value).map(
    (fault) => `${path}: ${fault}`,
  )
}

function schemaFaults(at: string, value: unknown): string[] {
  const validate = compiled.get(at) ?? ajv.compile({ $ref: `openapi${at}` })
  compiled.set(at, validate)
  if (validate(value)) return []
  return (validate.errors ?? []).map(({ instancePath, message, params }) => {
    return `${instancePath} ${message} ${JSON.stringify(params)}`
  })
}

/** The path of the document that a path without root and query is one of: words before braces. */
export function patternOf(path: string): string | undefined {
  const parts = (path || "/").split("/")
  const fits = (pattern: string): boolean => {
    const own = pattern.split("/")
    return own.length === parts.length && own.every((part, i) => part.startsWith("{") || part === parts[i])
  }
  return Object.keys(CLOSED.paths).find(fits)
}

function pointer(key: string): string {
  return encodeURIComponent(key.replaceAll("~", "~0").replaceAll("/", "~1"))
}
