import { expect, test } from "@playwright/test"

const REDIS = "/entries/redis-exporter"

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false })

  test("an alert is explained part by part, with its limits and their reasons", async ({ page }) => {
    await page.goto(`${REDIS}/alerts/RedisMemoryNearLimit`)
    const expression = page.locator("#expression")
    await expect(expression.locator("[data-node='0']")).toContainText(
      "Keep series where instance:redis_memory_used:ratio is above 0.9, but only where",
    )
    await expect(expression.locator("[data-node='1']")).toContainText("instance:redis_memory_used:ratio > 0.9")
    const limit = page.locator("#thresholds tbody tr").first()
    await expect(limit).toContainText("is above 0.9")
    await expect(limit).toContainText("90 %")
    await expect(limit.getByRole("link", { name: "Tune" })).toHaveAttribute(
      "href",
      `${REDIS}/install?t.RedisMemoryNearLimit.threshold=0.9#tune`,
    )
    await expect(page.locator("#thresholds")).toContainText("It must hold for 5 minutes without a break")
    await expect(page.locator("#thresholds dd").last()).toContainText("At 100 % writes are refused")
    await expect(page.locator("#yaml")).toContainText("- alert: RedisMemoryNearLimit")
    await expect(page.locator("#runbook")).toContainText("Mitigation")
  })

  test("a unit test is drawn, and told as a table", async ({ page }) => {
    await page.goto(`${REDIS}/alerts/RedisDown`)
    const figure = page.locator("#proof figure").first()
    // Down from 5m: for one minute pending, then firing. Another server is down for two scrapes only.
    const bars = figure.locator("svg rect")
    await expect(bars).toHaveCount(3)
    const [pending, firing] = [await bars.nth(0).boundingBox(), await bars.nth(1).boundingBox()]
    // Places are whole tenths of a percent.
    expect(Math.abs((pending?.x ?? 0) + (pending?.width ?? 0) - (firing?.x ?? 0))).toBeLessThan(2)
    await expect(figure).toContainText("fires from 6m")
    await expect(figure).toContainText("agrees with all of them")
    await figure.locator("summary").click()
    const rows = figure.locator("table").first().locator("tbody tr")
    await expect(rows).toHaveText(["5m30sbe silent", /^6mfire for severity="critical" instance="orders:6379"$/])
    await expect(figure.getByRole("table", { name: "What the alert does" })).toContainText("firing")
    await expect(figure.getByRole("table", { name: /^Input/ })).toContainText("1x9 0x10")
  })

  test("a metric is told with its type, labels, captures, queries and users", async ({ page }) => {
    await page.goto(`${REDIS}/metrics/redis_commands_total`)
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("redis_commands_total")
    await expect(page.locator("#queries")).toContainText("sum by (job, instance) (rate(redis_commands_total[5m]))")
    await expect(page.locator("#labels tbody th")).toHaveText(["cmd"])
    await expect(page.locator("#captures tbody tr").first()).toContainText("normal")
    await page.locator("#uses").getByRole("link", { name: "RedisCommandErrorsHigh" }).click()
    await expect(page).toHaveURL(`${REDIS}/alerts/RedisCommandErrorsHigh`)
    await page.locator("#expression details").getByRole("link").first().click()
    await expect(page).toHaveURL(/\/recordings\/instance(:|%3A)redis_command_errors(:|%3A)ratio_rate5m$/)
    await expect(page.locator(`#expression a[href='${REDIS}/metrics/redis_commands_total']`)).not.toHaveCount(0)
  })

  test("the buckets of a histogram hold no less than nothing", async ({ page }) => {
    await page.goto(`${REDIS}/metrics/redis_commands_latencies_usec`)
    const counts = await page.locator("#buckets tbody td:nth-child(2)").allTextContents()
    expect(counts.length).toBeGreaterThan(5)
    expect(counts.map((text) => Number(text.replaceAll(",", ""))).every((count) => count >= 0)).toBe(true)
    expect(await page.locator("#buckets svg rect").count()).toBe(counts.length)
  })

  test("a recording rule says what it is made of and who uses it", async ({ page }) => {
    await page.goto(`${REDIS}/recordings/instance:redis_memory_used:ratio`)
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("instance:redis_memory_used:ratio")
    await expect(page.locator("#expression")).toContainText("redis_memory_used_bytes minus")
    await expect(page.locator("#uses li").getByRole("link")).toHaveText(["RedisMemoryNearLimit", "RedisMemoryFullSoon"])
    await expect(page.locator("#proof tbody td").last()).toHaveText("0.91, 0.9, 1")
  })

  test("a dashboard leads from its layout to its panels, and can be taken", async ({ page, request }) => {
    await page.goto(`${REDIS}/dashboards/overview`)
    const panels = await page.locator("#layout li").count()
    expect(await page.locator("#panels article").count()).toBe(panels)
    await page.locator("#layout").getByRole("link", { name: "Memory in use" }).click()
    await expect(page).toHaveURL(/#panel-memory-in-use$/)
    const panel = page.locator("#panel-memory-in-use")
    await expect(panel).toBeInViewport()
    await expect(panel).toContainText("as chosen")
    const link = page.locator("#download").getByRole("link", { name: "Grafana JSON" })
    const file = await request.get((await link.getAttribute("href")) ?? "")
    expect(file.headers()["content-disposition"]).toContain("redis-exporter-overview.grafana.json")
    expect((await file.json()).panels.filter(({ type }: { type: string }) => type !== "row")).toHaveLength(panels)
  })

  test("an entry leads to the pages of its parts, and to all metrics", async ({ page }) => {
    await page.goto(REDIS)
    const used = await page.locator("#metrics tbody tr").count()
    await page
      .locator("#metrics")
      .getByRole("link", { name: /^All [\d,]+ metrics/ })
      .click()
    await expect(page).toHaveURL(`${REDIS}/metrics`)
    expect(await page.locator("#metrics tbody tr").count()).toBeGreaterThan(used)
    await page.goto(REDIS)
    await page.locator("#recordings").getByRole("link", { name: "instance:redis_memory_used:ratio" }).click()
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("instance:redis_memory_used:ratio")
  })

  for (const path of ["metrics/redis_nothing", "recordings/a:b", "dashboards/nothing", "alerts/Nothing"])
    test(`there is no ${path}`, async ({ page }) => {
      const response = await page.goto(`${REDIS}/${path}`)
      expect(response?.status()).toBe(404)
    })
})

test("pointing at a part of an explanation marks its piece of the expression, by keyboard too", async ({ page }) => {
  await page.goto(`${REDIS}/alerts/RedisMemoryNearLimit`)
  const piece = page.locator("#expression pre [data-in~='1']").first()
  const background = () => piece.evaluate((element) => getComputedStyle(element).backgroundColor)
  const plain = await background()
  await page.locator("#expression [data-node='1']").hover()
  await expect.poll(background).not.toBe(plain)
  await page.mouse.move(0, 0)
  await expect.poll(background).toBe(plain)
  await page.locator("#expression [data-node='0']").focus()
  await page.keyboard.press("Tab")
  await expect.poll(background).not.toBe(plain)
})

test("a query is copied", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"])
  await page.goto(`${REDIS}/metrics/redis_commands_total`)
  await page.locator("#queries").getByRole("button").first().click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("rate(redis_commands_total[5m])")
})

test("a rule is taken along to be changed and checked", async ({ page }) => {
  await page.goto(`${REDIS}/alerts/RedisMemoryNearLimit`)
  await page.getByRole("link", { name: "Change and check it" }).click()
  await expect(page).toHaveURL("/lint?entry=redis-exporter&alert=RedisMemoryNearLimit")
  await expect(page.getByRole("textbox").first()).toHaveValue(/- alert: RedisMemoryNearLimit\n\s+expr: /)
  await page.goto("/lint?entry=nobody&alert=RedisMemoryNearLimit")
  await expect(page.getByRole("textbox").first()).toHaveValue(/RedisMemoryFull/)
})
