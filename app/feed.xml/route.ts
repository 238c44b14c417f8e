import { publicAnswer } from "@/app/api/v1/public-answer"
import { remembered } from "@/app/api/v1/remembered"
import { type Catalog, catalog, catalogHistory } from "@/app/server"
import { siteOrigin } from "@/app/site-origin"
import { HubError } from "@/lib/error"
import { atom, type FeedItem } from "@/lib/feed/atom"
import { commitItem, newest, versionItems } from "@/lib/feed/items"

const MOST_ITEMS = 60

export const dynamic = "force-dynamic"

/** What is new in the catalog. */
export function GET(request: Request) {
  return publicAnswer(request, async () => {
    const origin = siteOrigin(request)
    const now = await catalog()
    const { type, body } = await remembered(now, `/feed.xml ${origin}`, async () => {
      const items = [...latestVersions(now), ...(await commitItems(now))]
      const words = { title: "ExporterHub", subtitle: "New exporters, versions and changed rules" }
      const feed = { key: "catalog", ...words, self: "/feed.xml", path: "/", items: newest(items, MOST_ITEMS) }
      return { type: "application/atom+xml; charset=utf-8", body: atom(feed, origin) }
    })
    return { body, headers: { "Content-Type": type } }
  })
}

/** The versions of the entries that were recorded last; of the others none is new enough. */
function latestVersions({ byId, cards }: Catalog): FeedItem[] {
  const latest = cards.toSorted((a, b) => (a.captured < b.captured ? 1 : -1)).slice(0, MOST_ITEMS)
  return latest.flatMap(({ id }) => {
    const entry = byId.get(id)
    return entry ? versionItems(entry) : []
  })
}

/** The latest commits of each entry that is still there; none where this copy has no history. */
async function commitItems({ byId }: Catalog): Promise<FeedItem[]> {
  const history = await catalogHistory().catch(without)
  return [...(history?.byEntry ?? [])].flatMap(([id, commits]) => {
    const entry = byId.get(id)
    return entry ? commits.slice(0, MOST_ITEMS).map((commit) => commitItem(id, entry.title, commit)) : []
  })
}

function without(error: unknown): undefined {
  if (!(error instanceof HubError)) throw error
}
