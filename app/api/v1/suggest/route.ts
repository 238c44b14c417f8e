import { suggestions } from "@/app/server"
import { preflight, publicAnswer, readOnly } from "../public-answer"

/** The names of everything in the catalog, for suggestions that are made in the browser: see lib/search/suggest.ts. */
export function GET(request: Request) {
  return publicAnswer(request, async () => ({
    body: await suggestions(),
    headers: { "Content-Type": "application/json; charset=utf-8" },
  }))
}

export const OPTIONS = preflight
export const POST = readOnly
export const PUT = readOnly
export const PATCH = readOnly
export const DELETE = readOnly
