import { HubError } from "@/lib/error"
import { endpoints } from "./all"
import type { Endpoint } from "./endpoint"
import type { ApiHub } from "./hub"
import { API_ROOT } from "./links"
import { readQuery } from "./query"

/** An answer as it goes over the wire. */
export interface ApiAnswer {
  type: string
  body: string
}

/**
 * Answers a GET below /api/v1: `path` are its segments, decoded. Throws HubError("not-found") for paths and things that are
 * not there, HubError("usage") for a query that makes no sense.
 */
export async function readApi(hub: ApiHub, path: readonly string[], query: URLSearchParams): Promise<ApiAnswer> {
  const { endpoint, params } = match(path)
  const value = await endpoint.read(hub, params, readQuery(endpoint.query, query))
  const { type } = endpoint.answer
  if (type !== "application/json") return { type: `${type}; charset=utf-8`, body: String(value) }
  return { type, body: JSON.stringify(value) }
}

interface Match {
  endpoint: Endpoint
  params: Record<string, string>
}

function match(path: readonly string[]): Match {
  for (const endpoint of endpoints) {
    const params = paramsOf(endpoint.path, path)
    if (params) return { endpoint, params }
  }
  throw new HubError("not-found", `There is nothing at ${API_ROOT}/${path.join("/").slice(0, 200)}`, {
    hint: `GET ${API_ROOT} lists what there is`,
  })
}

/** What stands in place of the braces of a pattern; undefined when the path is another one. */
function paramsOf(pattern: string, path: readonly string[]): Record<string, string> | undefined {
  const parts = pattern.split("/").slice(1)
  if (parts.length !== path.length) return undefined
  const params: Record<string, string> = {}
  for (const [i, part] of parts.entries()) {
    const segment = path[i] ?? ""
    const name = /^\{(\w+)\}$/.exec(part)?.[1]
    if (name !== undefined) params[name] = segment
    else if (part !== segment) return undefined
  }
  return params
}
