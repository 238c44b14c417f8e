import { expect, test } from "@playwright/test"

test("paper has the content on white, and nothing to press or to type into", async ({ page }) => {
  await page.emulateMedia({ media: "print", colorScheme: "dark" })
  await page.goto("/entries/redis-exporter/alerts/RedisDown")
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible()
  await expect(page.getByRole("heading", { name: "Runbook" })).toBeVisible()
  for (const gone of ["header nav", "footer", "button", "[role=search]"])
    expect(await page.locator(gone).locator("visible=true").count(), gone).toBe(0)
  const ground = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
  expect(ground).toBe("rgb(252, 252, 251)")
})
