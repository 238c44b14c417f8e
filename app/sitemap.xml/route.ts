import { publicAnswer } from "@/app/api/v1/public-answer"
import { siteOrigin } from "@/app/site-origin"
import { allPages } from "@/app/sitemaps/all-pages"
import { SITEMAP_SIZE, sitemap, sitemapIndex } from "@/lib/share/sitemap"

export const dynamic = "force-dynamic"

/** The sitemap; a list of several where there are more pages than one may hold. */
export function GET(request: Request) {
  return publicAnswer(request, async () => {
    const pages = await allPages()
    const origin = siteOrigin(request)
    const count = Math.ceil(pages.length / SITEMAP_SIZE)
    const body = count > 1 ? sitemapIndex(count, origin) : sitemap(pages, origin)
    return { body, headers: { "Content-Type": "application/xml; charset=utf-8" } }
  })
}
