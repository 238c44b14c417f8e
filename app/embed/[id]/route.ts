import { z } from "zod"
import { entryOf } from "@/app/api/bundle/bundle-from"
import { apiHub } from "@/app/api/v1/hub"
import { publicAnswer } from "@/app/api/v1/public-answer"
import { siteOrigin } from "@/app/site-origin"
import { HubError } from "@/lib/error"
import { embedHtml } from "@/lib/share/embed"

const Theme = z.enum(["auto", "light", "dark"])

/** A card of an entry for frames of other sites; server/security-headers.ts lets it be framed. `theme` is auto, light or dark. */
export function GET(request: Request, { params }: RouteContext<"/embed/[id]">) {
  return publicAnswer(request, async () => {
    const theme = Theme.safeParse(new URL(request.url).searchParams.get("theme") ?? "auto")
    if (!theme.success) throw new HubError("usage", "theme must be auto, light or dark")
    const [entry, hub] = await Promise.all([entryOf((await params).id), apiHub()])
    const body = embedHtml(hub, entry, siteOrigin(request), theme.data)
    return { body, headers: { "Content-Type": "text/html; charset=utf-8" } }
  })
}
