import { isLocal } from "@/app/server"

// The same build runs in both modes, so this is asked at run time.
export const dynamic = "force-dynamic"

/** Tells the static pages whether this hub has clusters. */
export function GET() {
  return Response.json({ mode: isLocal() ? "local" : "public" })
}
