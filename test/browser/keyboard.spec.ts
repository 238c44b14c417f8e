import { expect, test } from "@playwright/test"

test("slash goes to the search box that is on screen, but not out of a field", async ({ page }) => {
  for (const path of ["/", "/search?q=disk", "/entries"]) {
    await page.goto(path)
    await page.waitForLoadState("networkidle")
    await page.keyboard.press("/")
    const focused = page.locator("input[type=search]:focus")
    await expect(focused).toBeVisible()
    await page.keyboard.type("a/b")
    await expect(focused).toHaveValue("a/b")
  }
})

test("the first tab stop leads past the header", async ({ page }) => {
  await page.goto("/entries")
  await page.keyboard.press("Tab")
  const skip = page.getByRole("link", { name: "Skip to content" })
  await expect(skip).toBeFocused()
  await expect(skip).toBeInViewport()
  await page.keyboard.press("Enter")
  await expect(page.locator("main")).toBeFocused()
})

test("search and open a result with keys alone", async ({ page }) => {
  await page.goto("/")
  await page.waitForLoadState("networkidle")
  await page.keyboard.press("/")
  await page.keyboard.type("redis exporter")
  await page.keyboard.press("Enter")
  await expect(page).toHaveURL(/\/search/)
  const first = page.getByRole("main").locator("ol a").first()
  await first.focus()
  await page.keyboard.press("Enter")
  await expect(page).toHaveURL(/\/entries\//)
})
