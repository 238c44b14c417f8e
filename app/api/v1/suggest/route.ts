import { createHash } from "node:crypto"
import { catalog } from "@/app/server"
import { documents } from "@/lib/search/documents"
import { suggestIndex } from "@/lib/search/suggest-index"

export const dynamic = "force-static"

/** The names of everything in the catalog, for suggestions that are made in the browser: see lib/search/suggest.ts. */
export async function GET() {
  const body = JSON.stringify(suggestIndex(documents((await catalog()).entries)))
  const hash = createHash("sha256").update(body).digest("base64url").slice(0, 22)
  return new Response(body, {
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      "Cache-Control": "public, max-age=3600, stale-while-revalidate=604800",
      ETag: `"${hash}"`,
    },
  })
}
