import { entryOf } from "@/app/api/bundle/bundle-from"
import { publicAnswer } from "@/app/api/v1/public-answer"
import { entryChangelog } from "@/app/server"
import { siteOrigin } from "@/app/site-origin"
import { entryPath } from "@/lib/catalog/paths"
import { HubError } from "@/lib/error"
import { atom } from "@/lib/feed/atom"
import { changeItems, newest, versionItems } from "@/lib/feed/items"

const MOST_ITEMS = 60

export const dynamic = "force-dynamic"

/** What is new in one entry. */
export function GET(request: Request, { params }: RouteContext<"/entries/[id]/feed.xml">) {
  return publicAnswer(request, async () => {
    const entry = await entryOf((await params).id)
    const { items } = await entryChangelog(entry.id).catch(without)
    const path = entryPath(entry.id)
    const feed = {
      key: `entry/${entry.id}`,
      title: `${entry.title} on ExporterHub`,
      subtitle: `Versions and changed rules of ${entry.title}`,
      self: `${path}/feed.xml`,
      path,
      items: newest([...versionItems(entry), ...changeItems(entry, items)], MOST_ITEMS),
    }
    return { body: atom(feed, siteOrigin(request)), headers: { "Content-Type": "application/atom+xml; charset=utf-8" } }
  })
}

/** Without history there are the versions. */
function without(error: unknown): { items: [] } {
  if (error instanceof HubError) return { items: [] }
  throw error
}
