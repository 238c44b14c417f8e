import { docsPages } from "@/app/docs/pages"
import { catalog } from "@/app/server"
import { targets } from "@/lib/bundle/all"
import { allChecks } from "@/lib/checks/all"
import { type SitePage, sitePages } from "@/lib/share/sitemap"

/** Pages that are there whatever the catalog holds; the test of the sitemap visits each. */
const FIXED = ["/", "/entries", "/lint", "/stats", "/compare", "/docs", ...docsPages.map(({ href }) => href)]

const known = new WeakMap<object, readonly SitePage[]>()

/** Every page that search engines shall know. */
export async function allPages(): Promise<readonly SitePage[]> {
  const now = await catalog()
  const pages = known.get(now) ?? (await collect())
  known.set(now, pages)
  return pages
}

async function collect(): Promise<SitePage[]> {
  const checks = allChecks.map(({ id }) => `/docs/checks/${id}`)
  const formats = targets.map(({ id }) => `/docs/targets/${id}`)
  const { cards, documents } = await catalog()
  return sitePages(cards, documents(), [...FIXED, ...checks, ...formats])
}
