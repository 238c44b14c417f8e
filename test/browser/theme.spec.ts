import { expect, type Page, test } from "@playwright/test"

const background = (page: Page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)

test("the system decides, the toggle overrules it and is remembered", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" })
  await page.goto("/")
  await page.waitForLoadState("networkidle")
  const light = await background(page)
  await page.emulateMedia({ colorScheme: "dark" })
  const dark = await background(page)
  expect(dark).not.toBe(light)

  const toggle = page.getByRole("button", { name: /dark and light/ })
  await toggle.click()
  expect(await background(page)).toBe(light)
  await page.goto("/docs")
  expect(await background(page)).toBe(light)
  await page.getByRole("button", { name: /dark and light/ }).click()
  expect(await background(page)).toBe(dark)
  // Back at what the system says, the hub follows the system again.
  expect(await page.evaluate(() => localStorage.getItem("theme"))).toBeNull()
})

test("a chosen theme is there before the first paint", async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem("theme", "dark"))
  await page.emulateMedia({ colorScheme: "light" })
  await page.route("**/_next/**/*.js", (route) => route.abort())
  await page.goto("/", { waitUntil: "commit" })
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark")
})
