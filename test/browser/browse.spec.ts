import { readFile } from "node:fs/promises"
import { expect, test } from "@playwright/test"

/** From the home page to a downloaded bundle; once as usual, and once in a browser without JavaScript. */
for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled })

    test("search, narrow, read, build, download", async ({ page }) => {
      await page.goto("/")
      await page.getByRole("searchbox", { name: /Search alerts/ }).fill("redis memory")
      await page.getByRole("button", { name: "Search" }).click()
      await expect(page).toHaveURL(/\/search\?q=redis\+memory/)

      const kinds = page.getByRole("navigation", { name: "Kinds of results" })
      await kinds.getByRole("link", { name: /^Alerts/ }).click()
      await expect(page).toHaveURL(/type=alert/)
      await expect(kinds.getByRole("link", { name: /^Alerts/ })).toHaveAttribute("aria-current", "true")
      const total = Number(
        await kinds
          .getByRole("link", { name: /^Alerts/ })
          .locator("span")
          .last()
          .innerText(),
      )
      await expect(page.getByRole("status")).toHaveText(new RegExp(`^${total} results? for`))

      await page
        .getByRole("main")
        .getByRole("listitem")
        .getByRole("link", { name: /^Redis\w*Memory/ })
        .first()
        .click()
      await expect(page).toHaveURL(/\/entries\/redis-exporter\/alerts\/\w+/)
      await expect(page.getByRole("heading", { name: "Runbook" })).toBeVisible()
      await expect(page.getByText("In words")).toBeVisible()

      await page.getByRole("link", { name: "Install with Redis exporter" }).click()
      await expect(page.getByRole("heading", { name: "Install Redis exporter" })).toBeVisible()
      await page.getByRole("textbox", { name: /^address/ }).fill("redis://cache.shop:6379")
      if (!javaScriptEnabled) await page.getByRole("button", { name: "Show the files" }).click()
      await expect(page).toHaveURL(/p\.address=redis%3A%2F%2Fcache\.shop%3A6379/)

      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("link", { name: "Download YAML" }).click(),
      ])
      expect(await readFile(await download.path(), "utf8")).toContain("redis://cache.shop:6379")
    })

    test("an entry is all there as text", async ({ page }) => {
      await page.goto("/entries/redis-exporter")
      await expect(page.getByRole("heading", { name: "RedisDown", exact: true })).toBeVisible()
      await expect(page.getByRole("rowheader", { name: /^redis_up\b(?!_)/ })).toBeVisible()
      await expect(page.locator("#captures")).toContainText("redis_exporter")
    })

    test("a wrong value is said at its field, and there are no files", async ({ page }) => {
      await page.goto("/entries/redis-exporter/install?p.address=http%3A%2F%2Fx")
      const address = page.getByRole("textbox", { name: /^address/ })
      await expect(address).toHaveValue("http://x")
      await expect(page.locator("#field-p-address-fault")).toContainText("redis://")
      await expect(page.getByRole("link", { name: /Download/ })).toHaveCount(0)
    })
  })
}

test("the files follow what is typed, and the link holds it", async ({ page }) => {
  await page.goto("/entries/redis-exporter/install")
  const digest = page.locator("[data-result]").getByRole("status")
  const before = await digest.innerText()
  await page.getByLabel("Extra labels").fill("release=prometheus")
  await expect(digest).not.toHaveText(before)
  await expect(page.getByLabel("Extra labels")).toBeFocused()
  const after = await digest.innerText()
  await page.reload()
  await expect(page.getByLabel("Extra labels")).toHaveValue("release=prometheus")
  await expect(digest).toHaveText(after)
})

test("what is typed as the place of a secret and cannot be one stays out of the address", async ({ page }) => {
  await page.goto("/entries/redis-exporter/install")
  await page
    .getByPlaceholder(/^Secret, as/)
    .first()
    .fill("Hunter2!")
  await page.getByLabel("Namespace", { exact: true }).fill("shop")
  await expect(page).toHaveURL(/namespace=shop/)
  expect(page.url()).not.toContain("Hunter2")
})

test("metrics are filtered as one types", async ({ page }) => {
  await page.goto("/entries/redis-exporter/metrics")
  const rows = page.locator("#metrics tbody tr:visible")
  const all = await rows.count()
  await page.getByLabel("Filter metrics").fill("memory_used")
  await expect.poll(() => rows.count()).toBeLessThan(all)
  await expect(rows.first()).toContainText("memory_used")
})

test("nothing found leads on", async ({ page }) => {
  await page.goto("/search?q=redis_up&category=web")
  await expect(page.getByRole("heading", { name: "Nothing found" })).toBeVisible()
  await page.getByRole("link", { name: "Search without filters" }).click()
  await expect(page).toHaveURL(/\/search\?q=redis_up$/)
  await expect(page.locator("[data-result]").first()).toHaveText("redis_up")
})
