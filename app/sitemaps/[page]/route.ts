import { publicAnswer } from "@/app/api/v1/public-answer"
import { siteOrigin } from "@/app/site-origin"
import { HubError } from "@/lib/error"
import { SITEMAP_SIZE, sitemap } from "@/lib/share/sitemap"
import { allPages } from "../all-pages"

export const dynamic = "force-dynamic"

/** One of several sitemaps, numbered from 1. */
export function GET(request: Request, { params }: RouteContext<"/sitemaps/[page]">) {
  return publicAnswer(request, async () => {
    const { page } = await params
    const end = /^[1-9]\d{0,4}$/.test(page) ? Number(page) * SITEMAP_SIZE : 0
    const pages = (await allPages()).slice(Math.max(0, end - SITEMAP_SIZE), end)
    if (pages.length === 0) throw new HubError("not-found", "There is no such sitemap")
    return { body: sitemap(pages, siteOrigin(request)), headers: { "Content-Type": "application/xml; charset=utf-8" } }
  })
}
