import { publicAnswer } from "@/app/api/v1/public-answer"
import { catalog, catalogHistory } from "@/app/server"
import { siteOrigin } from "@/app/site-origin"
import { HubError } from "@/lib/error"
import { atom, type FeedItem } from "@/lib/feed/atom"
import { commitItem, newest, versionItems } from "@/lib/feed/items"

const MOST_ITEMS = 60

export const dynamic = "force-dynamic"

/** What is new in the catalog. */
export function GET(request: Request) {
  return publicAnswer(request, async () => {
    const items = [...(await latestVersions()), ...(await commitItems())]
    const feed = {
      key: "catalog",
      title: "ExporterHub",
      subtitle: "New exporters, versions and changed rules",
      self: "/feed.xml",
      path: "/",
      items: newest(items, MOST_ITEMS),
    }
    return { body: atom(feed, siteOrigin(request)), headers: { "Content-Type": "application/atom+xml; charset=utf-8" } }
  })
}

/** The versions of the entries that were recorded last; of the others none is new enough. */
async function latestVersions(): Promise<FeedItem[]> {
  const { byId, cards } = await catalog()
  const latest = cards.toSorted((a, b) => (a.captured < b.captured ? 1 : -1)).slice(0, MOST_ITEMS)
  return latest.flatMap(({ id }) => {
    const entry = byId.get(id)
    return entry ? versionItems(entry) : []
  })
}

/** The latest commits of each entry that is still there; none where this copy has no history. */
async function commitItems(): Promise<FeedItem[]> {
  const [{ byId }, history] = await Promise.all([catalog(), catalogHistory().catch(without)])
  return [...(history?.byEntry ?? [])].flatMap(([id, commits]) => {
    const entry = byId.get(id)
    return entry ? commits.slice(0, MOST_ITEMS).map((commit) => commitItem(id, entry.title, commit)) : []
  })
}

function without(error: unknown): undefined {
  if (!(error instanceof HubError)) throw error
}
