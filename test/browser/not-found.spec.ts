import { expect, test } from "@playwright/test"

test("a path that is nearly one of the catalog leads to it, without JavaScript", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  const answer = await page.goto("/entries/redis-exporter/alerts/RedisDwon")
  expect(answer?.status()).toBe(404)
  await page.getByRole("link", { name: "RedisDown" }).click()
  await expect(page).toHaveURL(/\/alerts\/RedisDown$/)
  await context.close()
})
