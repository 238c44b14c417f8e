import { createHash } from "node:crypto"
import { problem, problemFrom } from "@/app/api/problem"

/** Any site may read what is public; the digest of a bundle and the ETag are worth reading too. */
const CORS = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Expose-Headers": "ETag, X-Bundle-Digest, Content-Disposition",
}

/** Fresh for five minutes; a cache may show what it has while it asks again, and while the hub is down. */
const CACHE = "public, max-age=300, stale-while-revalidate=3600, stale-if-error=86400"

/**
 * Runs a handler of public data: CORS, an ETag with 304, caching, and problems for what it throws. The handler sets type and
 * other headers itself.
 */
export async function publicAnswer(
  request: Request,
  run: () => Promise<{ body: string | Uint8Array<ArrayBuffer>; headers: Record<string, string> }>,
): Promise<Response> {
  try {
    const { body, headers } = await run()
    const etag = `W/"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"`
    const all = { ...CORS, "Cache-Control": CACHE, ETag: etag, ...headers }
    if (matches(request.headers.get("if-none-match"), etag)) return new Response(null, { status: 304, headers: all })
    return new Response(body, { headers: all })
  } catch (error) {
    return withHeaders(problemFrom(error), { ...CORS, "Cache-Control": "no-store" })
  }
}

/** The answer to a browser that asks whether another site may ask. */
export function preflight(): Response {
  const allowed = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match",
  }
  return new Response(null, { status: 204, headers: { ...CORS, ...allowed, "Access-Control-Max-Age": "86400" } })
}

/** The answer to methods that change things: nothing can be changed here. */
export function readOnly(): Response {
  const refused = problem("usage", "The API is read-only", { hint: "Use GET, HEAD or OPTIONS", status: 405 })
  return withHeaders(refused, { ...CORS, Allow: "GET, HEAD, OPTIONS" })
}

function withHeaders(response: Response, headers: Record<string, string>): Response {
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
  return response
}

function matches(header: string | null, etag: string): boolean {
  if (header === null) return false
  const bare = (tag: string): string => tag.trim().replace(/^W\//, "")
  return header.trim() === "*" || header.split(",").some((tag) => bare(tag) === bare(etag))
}
