import { gzipSync } from "node:zlib"
import { expect, type Page, type Request, test } from "@playwright/test"
import { emptyApp } from "./empty-app"

/** The kinds of pages that people read. */
const PAGES: Readonly<Record<string, string>> = {
  home: "/",
  results: "/search?q=memory",
  entry: "/entries/redis-exporter",
  alert: "/entries/redis-exporter/alerts/RedisDown",
  metric: "/entries/redis-exporter/metrics/redis_up",
  docs: "/docs/proofs",
}
/** Scripts of a page beyond those of an empty page of the framework, gzip. Bytes. */
const BUDGET = 15_000

test("what a page asks the browser to run stays within its budget", async ({ browser }, info) => {
  test.setTimeout(240_000)
  const empty = await emptyApp()
  try {
    const measure = async (url: string): Promise<number> => {
      const context = await browser.newContext()
      try {
        return await scriptBytes(await context.newPage(), url)
      } finally {
        await context.close()
      }
    }
    const floor = await measure(empty.origin)
    // The framework alone is a hundred times this; less means that nothing was measured.
    expect(floor).toBeGreaterThan(50_000)
    const rows: Record<string, number> = {}
    for (const [name, path] of Object.entries(PAGES))
      rows[name] = (await measure(`${info.project.use.baseURL ?? process.env.HUB_LOCAL}${path}`)) - floor
    console.log(`scripts, gzip: empty page ${kb(floor)}; ${words(rows)} (budget ${kb(BUDGET)})`)
    for (const [name, bytes] of Object.entries(rows)) expect(bytes, name).toBeLessThanOrEqual(BUDGET)
  } finally {
    await empty.stop()
  }
})

for (const width of [1280, 390])
  test(`nothing moves while a page loads, at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 })
    await page.addInitScript(() => {
      const moved: string[] = []
      Object.assign(window, { __moved: moved })
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          const shift = entry as PerformanceEntry & { value: number; sources: { node?: Node }[] }
          const nodes = shift.sources.map(({ node }) => (node as Element | undefined)?.className ?? "")
          moved.push(`${shift.value.toFixed(4)} ${nodes.join(" ")}`)
        }
      }).observe({ type: "layout-shift", buffered: true })
    })
    for (const path of Object.values(PAGES)) {
      await page.goto(path)
      await page.waitForLoadState("networkidle")
      await page.waitForTimeout(300)
      expect(await page.evaluate(() => (window as unknown as { __moved: string[] }).__moved), path).toEqual([])
    }
  })

/** The scripts that a browser loads with a page until it has nothing more to load, each compressed by itself. */
async function scriptBytes(page: Page, url: string): Promise<number> {
  const requests: Request[] = []
  page.on("requestfinished", (request) => {
    if (request.resourceType() === "script") requests.push(request)
  })
  const answer = await page.goto(url)
  expect(answer?.status(), url).toBe(200)
  await page.waitForLoadState("networkidle")
  const bodies = await Promise.all(requests.map(async (request) => (await request.response())?.body()))
  return bodies.reduce((sum, body) => sum + (body ? gzipSync(body).length : 0), 0)
}

function kb(bytes: number): string {
  return `${(bytes / 1_000).toFixed(1)} kB`
}

function words(rows: Readonly<Record<string, number>>): string {
  return Object.entries(rows)
    .map(([name, bytes]) => `${name} +${kb(bytes)}`)
    .join(", ")
}
