import type { ChildProcess } from "node:child_process"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, type Page, test } from "@playwright/test"
import { writeHostileCatalog } from "../support/hostile-catalog"
import { end, hub } from "./hub"
import { ROUTES } from "./routes"

/** Pages of the hostile catalog that are not found by following links from its start page. */
const STARTS = ["/", "/search?q=demo", "/search?q=zzzz", "/lint", "/nowhere", "/entries/nope", "/api/entries"]
/** Of pages of the same kind so many are opened; the documentation has no text of authors. */
const OF_A_KIND = 2

const children: ChildProcess[] = []
let folder = ""
let hostile = ""

test.describe("a catalog of an attacker", () => {
  test.describe.configure({ mode: "serial" })
  test.beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "hostile-"))
    const replaced = await writeHostileCatalog(folder)
    expect(replaced.hostile).toBeGreaterThan(50)
    hostile = await hub(children, { EXPORTERHUB_CATALOG: folder, KUBECONFIG: "/nonexistent" })
  })
  test.afterAll(async () => {
    await Promise.all(children.map(end))
    await rm(folder, { recursive: true, force: true })
  })

  test("no script of an author runs on any page, and all of ours do", async ({ page }) => {
    test.setTimeout(300_000)
    await watch(page)
    const kinds = new Map<string, number>()
    const waiting = [...STARTS]
    const seen = new Set(waiting)
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      const answer = await page.goto(hostile + path, { waitUntil: "load" })
      // Cards for frames and JSON have no scripts: there text must not become one.
      if ((await answer?.text())?.includes("<script>(self.__next_f=")) await hydrated(page, path)
      expect(await page.evaluate(() => (window as { __pwned?: number }).__pwned), path).toBeUndefined()
      expect(await refused(page), path).toEqual([])
      expect(await dangerous(page), path).toEqual([])
      const links = await page
        .locator("a[href^='/']")
        .evaluateAll((all) => all.map((a) => a.getAttribute("href") ?? ""))
      for (const link of links.map((href) => href.replace(/#.*/, ""))) {
        const kind = link.replace(/\?.*/, "?").replace(/(?<=^\/entries\/)[^/]+|(?<=^\/entries\/.*\/.*\/)[^/]+/g, "*")
        const count = kinds.get(kind) ?? 0
        if (
          seen.has(link) ||
          count >= OF_A_KIND ||
          /^\/(?:docs|api)\/.|download|\.(?:xml|md|svg|json|ya?ml|txt)$/.test(link)
        )
          continue
        kinds.set(kind, count + 1)
        seen.add(link)
        waiting.push(link)
      }
    }
    for (const kind of ["/entries/*", "/entries/*/alerts/*", "/entries/*/install", "/categories/cache", "/search?"])
      expect(kinds.get(kind) ?? 0, kind).toBeGreaterThan(0)
  })

  test("moving from page to page runs no script of an author either", async ({ page }) => {
    await watch(page)
    await page.goto(`${hostile}/entries`)
    await hydrated(page, "/entries")
    await page.locator("main a[href='/entries/sly']").first().click()
    await page.waitForURL("**/entries/sly")
    await page.locator("main a[href='/entries/sly/alerts/DemoDown']").first().click()
    await page.waitForURL("**/alerts/DemoDown")
    await expect(page.getByRole("heading", { name: "DemoDown" }).first()).toBeVisible()
    expect(await page.evaluate(() => (window as { __pwned?: number }).__pwned)).toBeUndefined()
    expect(await refused(page)).toEqual([])
  })

  test("a script that got into a page all the same is not run, not even one that looks like Next's", async ({
    page,
  }) => {
    await watch(page)
    const injected = [
      "<script>window.__pwned=1</script>",
      "<script>self.__next_f.push([1,''+(window.__pwned=2)])</script>",
      "<script nonce='0000000000000000000000'>window.__pwned=3</script>",
      "<img src='/nothing.png' onerror='window.__pwned=4'>",
    ]
    await page.route("**/docs", async (route) => {
      const response = await route.fetch()
      const html = (await response.text()).replace("<body>", `<body>${injected.join("")}`)
      await route.fulfill({ response, body: html })
    })
    await page.goto(`${hostile}/docs`)
    await page.waitForLoadState("networkidle")
    expect(await page.evaluate(() => (window as { __pwned?: number }).__pwned)).toBeUndefined()
    expect((await refused(page)).filter((what) => what.startsWith("script-src"))).toHaveLength(4)
  })
})

for (const route of ROUTES)
  test(`${route} allows its own scripts by hash and no others, and works`, async ({ page, request }) => {
    const policy = (await request.get(route)).headers()["content-security-policy"] ?? ""
    expect(policy).toMatch(/script-src 'self'( 'sha256-[A-Za-z0-9+/]{43}='){2,8};/)
    expect(policy).not.toContain("unsafe")
    await watch(page)
    await page.goto(route)
    await hydrated(page, route)
    expect(await refused(page)).toEqual([])
  })

/** Notes whatever the policy refuses from the first moment on. */
async function watch(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const refused: string[] = []
    Object.assign(window, { __refused: refused })
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sample }) => {
      refused.push(`${effectiveDirective} ${blockedURI} ${sample}`)
    })
  })
}

function refused(page: Page): Promise<string[]> {
  return page.evaluate(() => (window as unknown as { __refused: string[] }).__refused)
}

/** Waits until React has taken over the page. */
async function hydrated(page: Page, path: string): Promise<void> {
  await page
    .waitForFunction(
      () => {
        const main = document.querySelector("main")
        return main !== null && Object.keys(main).some((key) => key.startsWith("__reactFiber"))
      },
      undefined,
      { timeout: 20_000 },
    )
    .catch((cause) => {
      throw new Error(`${path} does not hydrate`, { cause })
    })
}

/** Elements and attributes that no text of an author may ever turn into. */
function dangerous(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found = [...document.querySelectorAll("iframe, object, embed, base, meta[http-equiv], style")]
    const handlers = [...document.querySelectorAll("*")].filter((element) =>
      [...element.attributes].some(
        ({ name, value }) =>
          /^on|^srcdoc$/.test(name) ||
          (/^(?:href|src|action|formaction)$/.test(name) && !/^(?:https?:|\/|#|\?|$)/.test(value)),
      ),
    )
    return [...found, ...handlers].map((element) => element.outerHTML.slice(0, 200))
  })
}
