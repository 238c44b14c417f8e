import { categoryPath, entryPath } from "@/lib/catalog/paths"
import type { SearchDocument } from "@/lib/search/engine"
import type { EntryCard } from "@/lib/stats/entry-card"
import { escapeXml } from "@/lib/xml"

/** URLs in one file: the most that sitemaps.org allows. */
export const SITEMAP_SIZE = 50_000

const XMLNS = "http://www.sitemaps.org/schemas/sitemap/0.9"

/** A page of the site, and the day on which what it shows was last recorded, where that is known. */
export interface SitePage {
  path: string
  day?: string
}

/**
 * The pages of `others`, of all entries, and of everything that can be found in them: what search engines shall know. Things
 * without a page of their own, such as panels, have a # in their address.
 */
export function sitePages(
  cards: readonly EntryCard[],
  documents: readonly Pick<SearchDocument, "entry" | "url">[],
  others: readonly string[],
): SitePage[] {
  const categories = [...new Set(cards.map(({ category }) => category))].sort()
  const paths = new Map(cards.map(({ id }) => [id, [entryPath(id), `${entryPath(id)}/install`]]))
  for (const { entry, url } of documents) if (!url.includes("#")) paths.get(entry)?.push(url)
  return [
    ...[...others, ...categories.map(categoryPath)].map((path) => ({ path })),
    ...cards.flatMap(({ id, captured }) => {
      const day = /^\d{4}-\d{2}-\d{2}/.exec(captured)?.[0]
      return [...new Set(paths.get(id))].map((path) => ({ path, ...(day === undefined ? {} : { day }) }))
    }),
  ]
}

/** A sitemap of some pages on the hub at `origin`. */
export function sitemap(pages: readonly SitePage[], origin: string): string {
  const urls = pages.map(({ path, day }) => {
    const modified = day === undefined ? "" : `<lastmod>${escapeXml(day)}</lastmod>`
    return `  <url><loc>${escapeXml(origin + path)}</loc>${modified}</url>`
  })
  return document("urlset", urls)
}

/** The list of `count` sitemaps, numbered from 1. */
export function sitemapIndex(count: number, origin: string): string {
  const maps = Array.from({ length: count }, (_, i) => {
    return `  <sitemap><loc>${escapeXml(`${origin}/sitemaps/${i + 1}`)}</loc></sitemap>`
  })
  return document("sitemapindex", maps)
}

function document(root: string, lines: readonly string[]): string {
  return `${['<?xml version="1.0" encoding="UTF-8"?>', `<${root} xmlns="${XMLNS}">`, ...lines, `</${root}>`].join("\n")}\n`
}
