import { expect, type Page, test } from "@playwright/test"
import { violations } from "./axe"

const RULES = `groups:
  - name: a
    rules:
      - alert: RedisGone
        expr: redis_upp == 0
        for: 5m
        labels: { severity: critical }
        annotations: { summary: "{{ $labels.instance }} is gone", description: It does not answer. }
`

async function check(page: Page, rules: string, against = "redis-exporter", metrics?: string): Promise<void> {
  await page.getByLabel("Rule file, PrometheusRule or dashboard").fill(rules)
  await page.getByLabel("Held against").selectOption(against)
  if (metrics !== undefined) {
    await page.getByText("Or against metrics of your own exporter").click()
    await page.getByLabel("What it answers at").fill(metrics)
  }
  await page.getByRole("button", { name: "Check" }).click()
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with a script" : "without a script", () => {
    test.use({ javaScriptEnabled })

    test("a wrong metric is marked, and the rules stay in the form", async ({ page }) => {
      await page.goto("/lint")
      await check(page, RULES)
      await expect(page.getByRole("heading", { name: "1 problem" })).toBeVisible()
      await expect(page.locator("mark")).toHaveText("redis_upp")
      await expect(page.getByText("Did you mean redis_up?")).toBeVisible()
      await expect(page.getByLabel("Rule file, PrometheusRule or dashboard")).toHaveValue(RULES)
      await expect(page.getByLabel("Held against")).toHaveValue("redis-exporter")
      await page.getByRole("link", { name: "metric-known" }).click()
      await expect(page.getByRole("heading", { name: "metric-known" })).toBeVisible()
    })
  })
}

test("rules without a fault, and metrics of one's own", async ({ page }) => {
  await page.goto("/lint")
  await check(page, RULES, "", "# TYPE redis_upp gauge\nredis_upp 1\n")
  await expect(page.getByRole("heading", { name: "Nothing found" })).toBeVisible()
  await expect(page.getByText("held against your metrics")).toBeVisible()
})

test("metrics that are none are said to be so", async ({ page }) => {
  await page.goto("/lint")
  await check(page, RULES, "", "not a metric line at all {")
  await expect(page.getByText("Line 1 of the metrics is no sample")).toBeVisible()
})

for (const colorScheme of ["light", "dark"] as const) {
  test(`results are accessible in ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme })
    await page.goto("/lint")
    await check(page, RULES)
    await expect(page.getByRole("heading", { name: "1 problem" })).toBeVisible()
    expect(await violations(page)).toEqual([])
  })
}
