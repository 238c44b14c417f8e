import { expect, test } from "vitest"
import { documents } from "@/lib/search/documents"
import { sitemap, sitemapIndex, sitePages } from "@/lib/share/sitemap"
import { entryCard } from "@/lib/stats/entry-card"
import { demoEntry } from "../../support/demo"
import { all, one, parseXml } from "../../support/xml"

const ORIGIN = "https://hub.example.org"

test("every page of an entry is in it once, with the day of its last capture", async () => {
  const entry = await demoEntry()
  const pages = sitePages([entryCard(entry)], documents([entry]), ["/", "/docs"])
  const paths = pages.map(({ path }) => path)
  expect(new Set(paths).size).toBe(paths.length)
  expect(paths).toEqual(
    expect.arrayContaining([
      "/",
      "/docs",
      "/entries/demo-exporter",
      "/entries/demo-exporter/alerts/DemoDown",
      "/entries/demo-exporter/metrics/demo_up",
      "/entries/demo-exporter/dashboards/overview",
    ]),
  )
  const root = parseXml(sitemap(pages, ORIGIN))
  expect(root.attributes.xmlns).toBe("http://www.sitemaps.org/schemas/sitemap/0.9")
  expect(all(root, "url").map((url) => one(url, "loc").text)).toEqual(paths.map((path) => ORIGIN + path))
  const page = all(root, "url").find((url) => one(url, "loc").text.endsWith("/demo-exporter"))
  expect(page && one(page, "lastmod").text).toMatch(/^\d{4}-\d\d-\d\d$/)
})

test("names that are no plain words are escaped", () => {
  const root = parseXml(sitemap([{ path: "/entries/x/recordings/a%3Ab&<c>" }], ORIGIN))
  expect(one(all(root, "url")[0] ?? root, "loc").text).toBe(`${ORIGIN}/entries/x/recordings/a%3Ab&<c>`)
})

test("the index names each sitemap", () => {
  const root = parseXml(sitemapIndex(3, ORIGIN))
  expect(root.name).toBe("sitemapindex")
  expect(all(root, "sitemap").map((map) => one(map, "loc").text)).toEqual(
    [1, 2, 3].map((i) => `${ORIGIN}/sitemaps/${i}`),
  )
})
