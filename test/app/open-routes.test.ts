import { afterEach, describe, expect, test, vi } from "vitest"
import { all, one, parseXml } from "../support/xml"

vi.mock("server-only", () => ({}))

import { GET as embed } from "@/app/embed/[id]/route"
import { GET as badge } from "@/app/entries/[id]/badge.svg/route"
import { GET as entryFeed } from "@/app/entries/[id]/feed.xml/route"
import { GET as feed } from "@/app/feed.xml/route"
import { GET as llms } from "@/app/llms.txt/route"
import { GET as markdown } from "@/app/markdown/[...path]/route"
import { GET as robots } from "@/app/robots.txt/route"
import { siteOrigin } from "@/app/site-origin"
import { GET as sitemap } from "@/app/sitemap.xml/route"
import { GET as sitemaps } from "@/app/sitemaps/[page]/route"

const at = (path: string, host = "hub.test:8080") => new Request(`http://x${path}`, { headers: { host } })
const of = <T extends object>(params: T) => ({ params: Promise.resolve(params) })
const page = (path: string, host?: string) =>
  markdown(at(`/${path}.md`, host), of({ path: path.split("/").map(encodeURIComponent) }))

afterEach(() => {
  vi.unstubAllEnvs()
})

describe("the address of the hub", () => {
  test("is what EXPORTERHUB_URL says, whoever asks", () => {
    vi.stubEnv("EXPORTERHUB_URL", "https://hub.example.org/")
    expect(siteOrigin(at("/", "evil.example"))).toBe("https://hub.example.org")
  })

  test.each([
    ["hub.test:8080", "http://hub.test:8080"],
    ["[::1]:3000", "http://[::1]:3000"],
    ["", "http://127.0.0.1:3000"],
    ["evil.example/path", "http://127.0.0.1:3000"],
    ['"><script>', "http://127.0.0.1:3000"],
    ["a b", "http://127.0.0.1:3000"],
    ["user@evil.example", "http://127.0.0.1:3000"],
  ])("else %j makes it %s", (host, origin) => {
    vi.stubEnv("EXPORTERHUB_URL", "")
    const request = { headers: { get: () => host } } as unknown as Request
    expect(siteOrigin(request)).toBe(origin)
  })
})

test("feeds are Atom with the address by which they were asked", async () => {
  vi.stubEnv("EXPORTERHUB_URL", "")
  for (const response of [await feed(at("/feed.xml")), await entryFeed(at("/x"), of({ id: "redis-exporter" }))]) {
    expect([response.status, response.headers.get("content-type")]).toEqual([
      200,
      "application/atom+xml; charset=utf-8",
    ])
    const root = parseXml(await response.text())
    expect(all(root, "entry").length).toBeGreaterThan(1)
    for (const link of all(root, "link")) expect(link.attributes.href).toMatch(/^http:\/\/hub\.test:8080\//)
  }
  expect((await entryFeed(at("/x"), of({ id: "nope" }))).status).toBe(404)
})

test("the feed of an entry is about that entry only", async () => {
  const root = parseXml(await (await entryFeed(at("/x"), of({ id: "redis-exporter" }))).text())
  const terms = all(root, "entry").map((item) => one(item, "category").attributes.term)
  expect(new Set(terms)).toEqual(new Set(["redis-exporter"]))
  expect(all(root, "entry").map((item) => one(item, "title").text)).toContainEqual(
    expect.stringMatching(/^Redis exporter [\d.]+ is proven$/),
  )
})

test("a page as Markdown names the page that it is a form of", async () => {
  vi.stubEnv("EXPORTERHUB_URL", "https://hub.example.org")
  const response = await page("entries/redis-exporter/recordings/instance:redis_commands:rate5m")
  expect(response.headers.get("content-type")).toBe("text/markdown; charset=utf-8")
  expect(response.headers.get("link")).toBe(
    '<https://hub.example.org/entries/redis-exporter/recordings/instance%3Aredis_commands%3Arate5m>; rel="canonical"',
  )
  expect(await response.text()).toContain("# instance:redis_commands:rate5m\n")
  expect((await page("index")).headers.get("link")).toBe('<https://hub.example.org/>; rel="canonical"')
})

test.each(["nope", "entries/nope", "entries/redis-exporter/alerts/Nope", "entries/%zz", "entries/redis-exporter/x/y"])(
  "%s is no page",
  async (path) => {
    const response = await markdown(at(`/${path}.md`), of({ path: path.split("/") }))
    expect([response.status, response.headers.get("content-type")]).toEqual([404, "application/problem+json"])
  },
)

test("badge and card", async () => {
  const svg = await badge(at("/x"), of({ id: "redis-exporter" }))
  expect(svg.headers.get("content-type")).toBe("image/svg+xml; charset=utf-8")
  expect(parseXml(await svg.text()).attributes["aria-label"]).toMatch(/^ExporterHub: \d+ alerts proven$/)
  const card = await embed(at("/embed/redis-exporter?theme=light"), of({ id: "redis-exporter" }))
  expect(await card.text()).toContain('data-theme="light"')
  expect((await embed(at("/embed/redis-exporter?theme=pink"), of({ id: "redis-exporter" }))).status).toBe(400)
  for (const route of [badge, embed]) expect((await route(at("/x"), of({ id: "nope" }))).status).toBe(404)
})

test("sitemaps are one file as long as one is enough", async () => {
  const text = await (await sitemap(at("/sitemap.xml"))).text()
  expect(parseXml(text).name).toBe("urlset")
  expect(await (await sitemaps(at("/sitemaps/1"), of({ page: "1" }))).text()).toBe(text)
  for (const number of ["2", "0", "-1", "01", "1e3", "x"])
    expect((await sitemaps(at("/x"), of({ page: number }))).status, number).toBe(404)
})

test("llms.txt and robots.txt", async () => {
  vi.stubEnv("EXPORTERHUB_URL", "https://hub.example.org")
  expect(await (await llms(at("/llms.txt"))).text()).toMatch(/^# ExporterHub\n\n> /)
  expect(await (await robots(at("/robots.txt"))).text()).toContain("\nSitemap: https://hub.example.org/sitemap.xml\n")
})
