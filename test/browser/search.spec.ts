import { expect, type Page, test } from "@playwright/test"
import { violations } from "./axe"

const count = async (page: Page): Promise<number> =>
  Number((await page.getByRole("status").innerText()).replace(",", "").replace(/\D.*$/s, ""))

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled })

    test("each value leads to as many hits as it says, and facets narrow each other", async ({ page }) => {
      await page.goto("/search?q=memory")
      const filters = page.getByRole("navigation", { name: "Filters" })
      for (const name of [/^Database/, /^Critical/]) {
        const value = filters.getByRole("link", { name })
        const says = Number((await value.innerText()).match(/(\d+)$/)?.[1])
        await value.click()
        await expect(value).toHaveAttribute("aria-current", "true")
        expect(await count(page)).toBe(says)
      }
      await expect(page).toHaveURL(/\/search\?q=memory&category=database&severity=critical$/)
      await page.getByRole("link", { name: "Remove the filter Category: Database" }).click()
      await expect(page).toHaveURL(/\/search\?q=memory&severity=critical$/)
    })

    test("a typo leads to what was meant", async ({ page }) => {
      await page.goto("/search?q=postgress")
      await page.getByRole("main").getByRole("link", { name: "postgres", exact: true }).click()
      await expect(page).toHaveURL(/\/search\?q=postgres$/)
      await expect(page.getByRole("main").locator("[data-result]").first()).toHaveText("PostgreSQL exporter")
    })

    test("every page of a long list can be reached, and one beyond it says so", async ({ page }) => {
      await page.goto("/search?type=metric")
      const last = page
        .getByRole("navigation", { name: "Pages of results" })
        .getByRole("link", { name: /^Page/ })
        .last()
      const number = Number((await last.innerText()).replace(",", ""))
      expect(number).toBe(Math.ceil((await count(page)) / 25))
      await last.click()
      await expect(page).toHaveURL(new RegExp(`page=${number}$`))
      await expect(page.locator("[data-result]").first()).toBeVisible()
      await page.goto(`/search?type=metric&page=${number + 1}`)
      await expect(page.getByText("There are no results on this page.")).toBeVisible()
      await page.getByRole("link", { name: "Previous" }).click()
      await expect(page.locator("[data-result]").first()).toBeVisible()
    })

    test("on a phone the filters open, and choosing one works", async ({ page }) => {
      await page.setViewportSize({ width: 390, height: 844 })
      await page.goto("/search?q=memory")
      const value = page.getByRole("navigation", { name: "Filters" }).getByRole("link", { name: /^Database/ })
      await expect(value).toBeHidden()
      await page.getByText("Filters", { exact: true }).click()
      await value.click()
      await expect(page).toHaveURL(/category=database/)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    })
  })
}

test("what was matched is marked, in names as well", async ({ page }) => {
  await page.goto("/search?q=filesystem_avail")
  const hit = page.locator("[data-result]", { hasText: "node_filesystem_avail_bytes" }).first()
  await expect(hit.locator("mark")).toHaveText(["filesystem", "avail"])
})

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe holds nothing against results and filters on a phone, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width: 390, height: 844 })
    for (const path of ["/search?q=postgress&severity=critical", "/search?q=zzzzqqqq", "/search?type=metric&page=3"]) {
      await page.goto(path)
      await page.locator("label[for=filters]").click()
      expect(await violations(page)).toEqual([])
    }
  })
}
