import { expect, test } from "@playwright/test"
import { violations } from "./axe"

const PAGES = [
  "/entries/redis-exporter",
  "/entries/redis-exporter/versions",
  "/entries/postgres-exporter/versions/0.17.1...0.20.1",
  "/entries/redis-exporter/changelog",
  "/compare",
  "/compare/redis-exporter/postgres-exporter",
  "/stats",
  "/docs/proofs",
]

for (const path of PAGES) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`${path} in ${colorScheme}: axe finds nothing, and the console is quiet`, async ({ page }) => {
      const said: string[] = []
      page.on("pageerror", (error) => said.push(String(error)))
      page.on("console", (message) => {
        if (message.type() === "error") said.push(message.text())
      })
      await page.emulateMedia({ colorScheme })
      await page.goto(path)
      await page.waitForLoadState("networkidle")
      expect(await violations(page)).toEqual([])
      expect(said).toEqual([])
    })
  }
  test(`${path} fits a phone`, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 })
    await page.goto(path)
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
  })
}

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false })

  test("two versions are chosen in a form, and the answer has an address of its own", async ({ page }) => {
    await page.goto("/entries/node-exporter/versions")
    await page.getByRole("combobox", { name: /^From/ }).selectOption("1.12.1")
    await page.getByRole("combobox", { name: /^To/ }).selectOption("1.9.0")
    await page.getByRole("button", { name: "Compare" }).click()
    await expect(page).toHaveURL(/\/entries\/node-exporter\/versions\/1\.12\.1\.\.\.1\.9\.0$/)
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Node exporter 1.12.1 → 1.9.0")
    const touched = page.locator("#touched")
    await expect(touched.getByRole("heading", { level: 3 })).toHaveText("Breaks 4 do not work with 1.9.0")
    await expect(touched.getByRole("link", { name: "NodeHungTasks" })).toHaveAttribute(
      "href",
      "/entries/node-exporter/alerts/NodeHungTasks",
    )
    await expect(page.locator("#removed")).toContainText("node_kernel_hung_tasks_total")
    await page.getByRole("link", { name: "The other way round" }).click()
    await expect(page.getByRole("heading", { level: 3 }).first()).toHaveText("Needs 1.12.1 2 do not work with 1.9.0")
  })

  test("states without a counterpart are named", async ({ page }) => {
    await page.goto("/entries/redis-exporter/versions/1.69.0...1.88.0")
    const valkey = page.locator("#states tr", { hasText: /^valkey/ })
    await expect(valkey.getByRole("cell").last()).toHaveText("not recorded")
    await expect(valkey.getByRole("cell").first()).toHaveText("recorded")
  })

  test("two exporters are picked from lists", async ({ page }) => {
    await page.goto("/compare")
    await page.getByLabel("This").selectOption({ label: "Redis exporter" })
    await page.getByLabel("With").selectOption({ label: "NGINX exporter" })
    await page.getByRole("button", { name: "Compare" }).click()
    await expect(page).toHaveURL(/\/compare\/redis-exporter\/nginx-exporter$/)
    const row = page.locator("#alerts tr", { hasText: /^availability/ })
    await expect(row.getByRole("link", { name: "RedisDown", exact: true })).toBeVisible()
    await expect(row.getByRole("link", { name: "NginxDown", exact: true })).toBeVisible()
  })

  test("an exporter that there is not is named, and the form keeps the other one", async ({ page }) => {
    await page.goto("/compare?a=redis-exporter&b=%3Cscript%3E")
    await expect(page.getByText("There is no exporter <script>.")).toBeVisible()
    await expect(page.getByLabel("This")).toHaveValue("redis-exporter")
    await expect(page.getByLabel("With")).toHaveValue("")
  })

  test("every number of the catalog leads to a search that finds as many", async ({ page }) => {
    await page.goto("/stats")
    const links = await page
      .locator('main a[href^="/search?"]')
      .evaluateAll((all) => all.map((link) => [link.getAttribute("href") ?? "", link.textContent ?? ""]))
    // Of "140 of 140 alerts", the first number is what the search lists where it asks for what is proven.
    const wanted = links.filter(([href, words]) => /^[\d,]+$/.test(words ?? "") || href?.includes("proven="))
    expect(wanted.length).toBeGreaterThan(15)
    for (const [href = "", words = ""] of wanted) {
      const answer = await page.request.get(href.replace("/search?", "/api/v1/search?"))
      expect((await answer.json()).total, href).toBe(Number(words.split(" of ")[0]?.replaceAll(",", "")))
    }
  })

  test("the entry's page says what is proven, and every section of the bar is there", async ({ page }) => {
    await page.goto("/entries/redis-exporter")
    await expect(page.locator("#overview dl")).toContainText("Seen firing in unit tests")
    const targets = await page
      .getByRole("navigation", { name: "Sections" })
      .getByRole("link")
      .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""))
    expect(targets.length).toBeGreaterThanOrEqual(8)
    for (const target of targets) await expect(page.locator(target), target).toHaveCount(1)
    await page.locator("#overview").getByRole("link", { name: "helm" }).click()
    await expect(page).toHaveURL(/\/entries\/redis-exporter\/install\?target=helm$/)
  })

  test("the changelog begins with the commit that made the entry, at the end", async ({ page }) => {
    await page.goto("/entries/redis-exporter/changelog")
    const items = page.locator("main ol > li")
    if ((await items.count()) === 0) {
      // A copy without Git, or a clone of one commit: then the page must say so.
      await expect(page.locator("main")).toContainText(/There is no changelog here|history in this copy ends here/)
      return
    }
    await expect(items.last()).toContainText(/The entry is new: .*28 alerts added|history in this copy ends here/)
    await expect(page.locator("main")).not.toContainText("@")
  })
})

test("headings of a comparison are in order", async ({ page }) => {
  await page.goto("/entries/postgres-exporter/versions/0.17.1...0.20.1")
  const levels = await page
    .locator("main :is(h1, h2, h3, h4)")
    .evaluateAll((all) => all.map((heading) => Number(heading.tagName[1])))
  expect(levels[0]).toBe(1)
  for (const [i, level] of levels.slice(1).entries()) expect(level - (levels[i] ?? 0)).toBeLessThanOrEqual(1)
})

test("versions that there are not are a clear answer", async ({ request }) => {
  expect((await request.get("/entries/redis-exporter/versions/1.69.0...9.9.9")).status()).toBe(404)
  expect((await request.get("/entries/nobody/versions")).status()).toBe(404)
  expect((await request.get("/compare/redis-exporter/nobody")).status()).toBe(404)
  expect((await request.get("/compare/redis-exporter/redis-exporter")).status()).toBe(404)
  const answer = await request.get("/entries/redis-exporter/versions/diff?from=1.69.0&to=9.9.9")
  expect(answer.status()).toBe(400)
  expect((await answer.json()).detail).toBe("from and to must be versions of redis-exporter: 1.88.0, 1.69.0")
})
