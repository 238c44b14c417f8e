import { readApi } from "@/lib/api/route"
import { HubError } from "@/lib/error"
import { apiHub } from "../hub"
import { preflight, publicAnswer, readOnly } from "../public-answer"
import { remembered } from "../remembered"

/** Everything that lib/api/all.ts lists. */
export function GET(request: Request) {
  return publicAnswer(request, async () => {
    const { pathname, search, searchParams } = new URL(request.url)
    const path = segments(pathname)
    const hub = await apiHub()
    const key = isOfCatalog(path) ? pathname + search : undefined
    const { type, body } = await remembered(hub, key, () => readApi(hub, path, searchParams))
    return { body, headers: { "Content-Type": type } }
  })
}

export const OPTIONS = preflight
export const POST = readOnly
export const PUT = readOnly
export const PATCH = readOnly
export const DELETE = readOnly

/** Whether an answer is made of the catalog alone: a search engine, and Git, may answer otherwise the next time. */
function isOfCatalog(path: readonly string[]): boolean {
  return path[0] !== "search" && path[2] !== "changelog"
}

/** The decoded segments below /api/v1. */
function segments(pathname: string): string[] {
  try {
    return pathname.split("/").slice(3).map(decodeURIComponent)
  } catch {
    throw new HubError("usage", "The path has a % that is no escape")
  }
}
