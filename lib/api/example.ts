import type { EndpointDocs, Example } from "./endpoint"
import { API_ROOT } from "./links"

/** The path of an endpoint's example, with its query. */
export function pathOf({ path, example }: Pick<EndpointDocs, "path" | "example">): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(example.params?.[name] ?? "")),
  )
  const query = new URLSearchParams(pairs(example.query ?? {}))
  return query.size === 0 ? `${API_ROOT}${filled}` : `${API_ROOT}${filled}?${query}`
}

/** The command that asks for the example of an endpoint at `origin`, in a form that can be read. */
export function curlOf({ path, example }: Pick<EndpointDocs, "path" | "example">, origin: string): string {
  const query = pairs(example.query ?? {})
  const url = `${origin}${pathOf({ path, example: { ...example, query: {} } })}`
  if (query.length === 0) return `curl ${url}`
  return [`curl -G ${url}`, ...query.map(([name, value]) => `--data-urlencode '${name}=${value}'`)].join(" \\\n  ")
}

function pairs(query: Example): [string, string][] {
  return Object.entries(query).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one]))
}
