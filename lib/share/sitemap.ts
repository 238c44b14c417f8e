import { metricIndex } from "@/lib/api/metric-index"
import type { Entry } from "@/lib/catalog/entry"
import { alertPath, categoryPath, dashboardPath, entryPath, metricPath, recordingPath } from "@/lib/catalog/paths"
import { escapeXml } from "@/lib/xml"

/** URLs in one file: the most that sitemaps.org allows. */
export const SITEMAP_SIZE = 50_000

const XMLNS = "http://www.sitemaps.org/schemas/sitemap/0.9"

/** A page of the site, and the day on which what it shows was last recorded, where that is known. */
export interface SitePage {
  path: string
  day?: string
}

/** Every page of these entries, and the pages of `others`: what search engines shall know. */
export function sitePages(entries: readonly Entry[], others: readonly string[]): SitePage[] {
  const categories = [...new Set(entries.map(({ category }) => category))].sort()
  return [
    ...[...others, ...categories.map(categoryPath)].map((path) => ({ path })),
    ...entries.flatMap((entry) => {
      const { id, alerts, recordings, dashboards } = entry
      const paths = [
        entryPath(id),
        `${entryPath(id)}/install`,
        ...alerts.map(({ alert }) => alertPath(id, alert)),
        ...recordings.map(({ record }) => recordingPath(id, record)),
        ...dashboards.map((dashboard) => dashboardPath(id, dashboard.id)),
        ...[...metricIndex(entry).metrics.keys()].map((name) => metricPath(id, name)),
      ]
      const day = lastCapture(entry)
      return [...new Set(paths)].map((path) => ({ path, ...(day === undefined ? {} : { day }) }))
    }),
  ]
}

function lastCapture({ versions }: Entry): string | undefined {
  const days = versions.flatMap(({ captures }) => captures.map(({ provenance }) => provenance.captured.slice(0, 10)))
  return days
    .filter((day) => /^\d{4}-\d{2}-\d{2}$/.test(day))
    .sort()
    .at(-1)
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
