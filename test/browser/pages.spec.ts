import { expect, test } from "@playwright/test"
import { violations } from "./axe"
import { ROUTES } from "./routes"

for (const route of ROUTES) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`${route} in ${colorScheme}: axe finds nothing, the console is quiet`, async ({ page }) => {
      const said: string[] = []
      page.on("pageerror", (error) => said.push(String(error)))
      page.on("console", (message) => {
        if (message.type() === "error" && !message.text().includes("status of 404")) said.push(message.text())
      })
      await page.emulateMedia({ colorScheme })
      await page.goto(route)
      await page.waitForLoadState("networkidle")
      expect(await violations(page)).toEqual([])
      expect(said).toEqual([])
    })
  }

  for (const width of [390, 768, 1600]) {
    test(`${route} fits into ${width} px`, async ({ page }) => {
      await page.setViewportSize({ width, height: 844 })
      await page.goto(route)
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect(over).toBeLessThanOrEqual(0)
    })
  }
}

test("pages do not shift while they load", async ({ page }) => {
  for (const route of ["/", "/entries/redis-exporter", "/search?q=memory"]) {
    await page.goto(route)
    await page.waitForLoadState("networkidle")
    const shift = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          let sum = 0
          const add = (list: PerformanceObserverEntryList): void => {
            for (const entry of list.getEntries()) sum += (entry as PerformanceEntry & { value: number }).value
          }
          new PerformanceObserver(add).observe({ type: "layout-shift", buffered: true })
          setTimeout(() => resolve(sum), 500)
        }),
    )
    expect(shift, route).toBeLessThan(0.02)
  }
})
