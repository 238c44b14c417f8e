import { GET as read } from "@/app/api/v1/[[...path]]/route"
import { GET as download } from "@/app/api/v1/bundle/download/route"
import { GET as bundle } from "@/app/api/v1/bundle/route"
import type { EndpointDocs } from "@/lib/api/endpoint"
import { pathOf } from "@/lib/api/example"

const LONGEST_TEXT = 88
const MOST_LINES = 24
/** Keys that are shown of an object, by how deep it lies. */
const MOST_KEYS = [Number.POSITIVE_INFINITY, 12, 8, 4, 3]

/** What the API of this hub really answers to an example, shortened to be read. */
export async function exampleAnswer(endpoint: EndpointDocs, origin: string): Promise<string> {
  const request = new Request(`${origin}${pathOf(endpoint)}`)
  const handler = endpoint.id === "getBundle" ? bundle : endpoint.id === "downloadBundle" ? download : read
  const response = await handler(request)
  if (!response.ok || endpoint.answer.type !== "application/json") return firstLines(await response.text())
  return JSON.stringify(shortened(await response.json()), null, 2)
}

function firstLines(text: string): string {
  const lines = text.split("\n").map((line) => cut(line))
  return lines.length <= MOST_LINES ? lines.join("\n").trimEnd() : `${lines.slice(0, MOST_LINES).join("\n")}\n…`
}

/** The first item of each list, the first keys of each map, and the start of each text. */
function shortened(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return cut(value.split("\n")[0] ?? "", value.includes("\n"))
  if (typeof value !== "object" || value === null) return value
  if (Array.isArray(value)) {
    const plain = value.every((item) => typeof item !== "object")
    const kept = value.slice(0, plain ? 3 : 1).map((item) => shortened(item, depth + 1))
    return kept.length < value.length ? [...kept, "…"] : kept
  }
  const pairs = Object.entries(value)
  const most = MOST_KEYS[depth] ?? 2
  const kept = pairs.slice(0, most).map(([key, item]) => [key, shortened(item, depth + 1)])
  return Object.fromEntries(pairs.length > most ? [...kept, ["…", "…"]] : kept)
}

function cut(text: string, more = false): string {
  return text.length > LONGEST_TEXT || more ? `${text.slice(0, LONGEST_TEXT)}…` : text
}
