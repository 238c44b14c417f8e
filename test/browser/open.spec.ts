import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { expect, test } from "@playwright/test"
import { all, one, parseXml } from "../support/xml"

const ENTRY = "/entries/redis-exporter"
/** One page of each kind that has other forms. */
const PAGES = [
  "/",
  ENTRY,
  `${ENTRY}/alerts/RedisDown`,
  `${ENTRY}/metrics/redis_up`,
  `${ENTRY}/recordings/${encodeURIComponent("instance:redis_commands:rate5m")}`,
  `${ENTRY}/dashboards/overview`,
  "/categories/database",
  "/docs/checks/metric-known",
]

let elsewhere: Server
let other = ""

/** A site that is not the hub: what it may do with the hub is what browsers let every site do. */
test.beforeAll(async () => {
  elsewhere = createServer((_, response) => {
    response.writeHead(200, { "content-type": "text/html" })
    response.end("<!doctype html><title>Elsewhere</title><body></body>")
  })
  await new Promise<void>((resolve) => elsewhere.listen(0, "127.0.0.1", resolve))
  other = `http://localhost:${(elsewhere.address() as AddressInfo).port}/`
})
test.afterAll(() => new Promise((resolve) => elsewhere.close(resolve)))

test("another site may frame the card of an entry, and no other page", async ({ page, baseURL }) => {
  await page.goto(other)
  const frame = async (path: string) => {
    await page.evaluate((src) => {
      document.body.innerHTML = `<iframe src="${src}" width="420" height="320"></iframe>`
    }, `${baseURL}${path}`)
    return page.frameLocator("iframe").locator("h1")
  }
  await expect(await frame("/embed/redis-exporter")).toHaveText("Redis exporter")
  const link = page.frameLocator("iframe").getByRole("link", { name: "RedisDown" })
  await expect(link).toHaveAttribute("target", "_blank")
  // The style sheet of the card has come as well.
  await expect(link).toHaveCSS("text-decoration-line", "underline")
  await expect(page.frameLocator("iframe").locator("main")).toHaveCSS("display", "grid")
  const refused = page.waitForEvent("console", (message) => message.text().includes("frame-ancestors"))
  await frame(ENTRY)
  await refused
  // What stands there now is Chromium's own page about it.
  await expect(page.frameLocator("iframe").getByText("Redis exporter")).toHaveCount(0)
})

test("another site may show the badge and the picture of an entry, and read the API", async ({ page, baseURL }) => {
  await page.goto(other)
  const size = (path: string) =>
    page.evaluate(async (src) => {
      const image = new Image()
      image.src = src
      await image.decode()
      return [image.naturalWidth, image.naturalHeight]
    }, `${baseURL}${path}`)
  expect((await size(`${ENTRY}/badge.svg`))[1]).toBe(20)
  for (const path of [
    "",
    ENTRY,
    `${ENTRY}/alerts/RedisDown`,
    `${ENTRY}/metrics/redis_up`,
    `${ENTRY}/dashboards/overview`,
  ])
    expect(await size(`${path}/opengraph-image.png`), path).toEqual([1_200, 630])
  const answer = await page.evaluate(async (url) => {
    const first = await fetch(url)
    const etag = first.headers.get("etag") ?? ""
    const again = await fetch(url, { headers: { "If-None-Match": etag }, cache: "no-store" })
    return { id: (await first.json()).id, etag, again: again.status }
  }, `${baseURL}/api/v1${ENTRY}`)
  expect(answer).toMatchObject({ id: "redis-exporter", etag: expect.stringMatching(/^(W\/)?".+"$/), again: 304 })
})

test("what pages say of their other forms is true", async ({ page, request }) => {
  for (const path of PAGES) {
    await page.goto(path)
    const alternates = await page
      .locator("head link[rel=alternate]")
      .evaluateAll((links) => links.map((link) => [link.getAttribute("type") ?? "", link.getAttribute("href") ?? ""]))
    expect(
      alternates.map(([type]) => type),
      path,
    ).toContain("text/markdown")
    for (const [type = "", href = ""] of alternates) {
      const response = await request.get(href)
      expect(response.status(), href).toBe(200)
      expect(response.headers()["content-type"], href).toContain(type)
      if (type === "application/atom+xml") expect(parseXml(await response.text()).name).toBe("feed")
    }
    const title = await page.locator("head meta[property='og:title']").getAttribute("content")
    expect(title, path).toMatch(/\w/)
    const data = await page.locator("script[type='application/ld+json']").allTextContents()
    if (path !== "/docs/checks/metric-known" && !path.startsWith("/categories")) expect(data.length, path).toBe(1)
    for (const text of data) {
      const things: { "@context": string; "@type": string }[] = JSON.parse(text)
      expect(things.length).toBeGreaterThan(0)
      for (const thing of things) expect(thing["@context"]).toBe("https://schema.org")
    }
    const image = await page
      .locator("head meta[property='og:image']")
      .getAttribute("content", { timeout: 500 })
      .catch(() => null)
    if (image === null) continue
    const picture = await request.get(new URL(image).pathname)
    expect([picture.status(), picture.headers()["content-type"]], image).toEqual([200, "image/png"])
  }
})

test("the sitemap lists pages that exist", async ({ request }) => {
  test.setTimeout(180_000)
  const root = parseXml(await (await request.get("/sitemap.xml")).text())
  const paths = all(root, "url").map((url) => new URL(one(url, "loc").text).pathname)
  expect(paths.length).toBeGreaterThan(1_000)
  // Pages of metrics and checks are all made alike.
  const some = paths.filter((path, i) => !/\/metrics\/|\/docs\/checks\/|\/alerts\//.test(path) || i % 40 === 0)
  const broken: string[] = []
  for (const path of some) if ((await request.get(path)).status() !== 200) broken.push(path)
  expect(broken).toEqual([])
})

test("robots find the sitemap, assistants find pages", async ({ request, baseURL }) => {
  const robots = await (await request.get("/robots.txt")).text()
  expect(robots).toContain(`Sitemap: ${baseURL}/sitemap.xml`)
  const llms = await (await request.get("/llms.txt")).text()
  const links = [...llms.matchAll(/\]\(([^)]+)\)/g)].map(([, url = ""]) => url)
  expect(links.length).toBeGreaterThan(8)
  for (const url of links) expect((await request.get(url)).status(), url).toBe(200)
})

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false })

  test("the reference of the API can be read, followed and opened", async ({ page }) => {
    await page.goto("/docs/api")
    await page
      .getByRole("navigation", { name: "Operations" })
      .getByRole("link", { name: "Get one alerting rule" })
      .click()
    await expect(page).toHaveURL(/#getAlert$/)
    const operation = page.getByRole("region", { name: "Get one alerting rule" })
    await expect(operation).toBeInViewport()
    await expect(operation.locator("pre").first()).toContainText("/api/v1/entries/redis-exporter/alerts/RedisDown")
    await expect(operation.locator("pre").last()).toContainText('"alert": "RedisDown"')
    await operation.getByRole("link", { name: "Alert", exact: true }).click()
    const object = page.getByRole("region", { name: "Alert", exact: true })
    await expect(object).toBeInViewport()
    await expect(object.getByText("keep_firing_for", { exact: true })).toBeVisible()
  })
})
