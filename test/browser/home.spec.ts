import { expect, test } from "@playwright/test"

test("what hurts leads to alerts, without JavaScript", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto("/")
  const symptoms = page.getByRole("region", { name: "What hurts?" }).getByRole("listitem")
  await expect(symptoms).toHaveCount(6)
  const searches = await symptoms
    .getByRole("link")
    .evaluateAll((links) =>
      links.map((link) => link.getAttribute("href") ?? "").filter((href) => href.startsWith("/search?")),
    )
  expect(searches).toHaveLength(6)
  for (const search of searches) {
    await page.goto(search)
    await expect(page.locator("article[data-type=alert] [data-result]").first()).toBeVisible()
  }
  await context.close()
})
