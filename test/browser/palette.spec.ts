import { expect, type Page, test } from "@playwright/test"
import { violations } from "./axe"

const palette = (page: Page) => page.getByRole("dialog", { name: "Search and commands" })
const option = (page: Page, name: string | RegExp) => palette(page).getByRole("option", { name })

async function walkTo(page: Page, name: string | RegExp): Promise<void> {
  const rows = await palette(page).getByRole("option").count()
  for (let row = 0; row < rows; row++) {
    if ((await option(page, name).getAttribute("data-highlighted")) !== null) return
    await page.keyboard.press("ArrowDown")
  }
  await expect(option(page, name)).toHaveAttribute("data-highlighted")
}

async function open(page: Page, path = "/entries"): Promise<void> {
  await page.goto(path)
  await page.waitForLoadState("networkidle")
  await page.keyboard.press("Control+k")
  await expect(palette(page).getByRole("combobox")).toBeFocused()
}

test("a page loads neither the palette nor the names of the catalog until it is opened", async ({ page }) => {
  const asked: string[] = []
  page.on("request", (request) => asked.push(request.url()))
  await page.goto("/entries")
  await page.waitForLoadState("networkidle")
  const before = asked.filter((url) => url.endsWith(".js")).length
  expect(asked.filter((url) => url.includes("/api/v1/suggest"))).toEqual([])
  await page.keyboard.press("Control+k")
  await expect(option(page, "All exporters")).toBeVisible()
  await expect.poll(() => asked.filter((url) => url.includes("/api/v1/suggest")).length).toBe(1)
  expect(asked.filter((url) => url.endsWith(".js")).length).toBeGreaterThan(before)
})

test("typing suggests, arrows choose, Enter opens, and the choice is remembered", async ({ page }) => {
  await open(page)
  await page.keyboard.type("redis memory full")
  await expect(option(page, /RedisMemoryFullSoon/)).toBeVisible()
  await expect(palette(page).getByRole("option").first()).toHaveAttribute("data-highlighted")
  await expect(palette(page).getByRole("option").last()).toHaveText("See all results for “redis memory full”")
  expect(await violations(page)).toEqual([])
  await walkTo(page, /RedisMemoryFullSoon/)
  await page.keyboard.press("Enter")
  await expect(page).toHaveURL(/\/entries\/redis-exporter\/alerts\/RedisMemoryFullSoon$/)
  await expect(palette(page)).toHaveCount(0)
  await open(page)
  await expect(palette(page).getByRole("group", { name: "Recent" }).getByRole("option")).toHaveText(
    /RedisMemoryFullSoon/,
  )
})

test("the last row leads to all results, by way of the arrow up", async ({ page }) => {
  await open(page)
  await page.keyboard.type("disk full")
  await expect(option(page, /See all results/)).toBeVisible()
  await page.keyboard.press("ArrowUp")
  await page.keyboard.press("Enter")
  await expect(page).toHaveURL(/\/search\?q=disk(?:%20|\+)full$/)
})

test("Ctrl and Enter open a new tab and leave the page as it is", async ({ page, context }) => {
  await open(page)
  await page.keyboard.type("lint your")
  await expect(option(page, "Lint your own rules")).toBeVisible()
  await walkTo(page, "Lint your own rules")
  const [beside] = await Promise.all([context.waitForEvent("page"), page.keyboard.press("Control+Enter")])
  await expect(beside).toHaveURL(/\/lint$/)
  await expect(page).toHaveURL(/\/entries$/)
})

test("actions: the theme changes, the link is copied, the list of keys opens", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"])
  await page.emulateMedia({ colorScheme: "light" })
  await open(page)
  await page.keyboard.type("dark")
  await option(page, "Switch between dark and light").click()
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark")
  await palette(page).getByRole("combobox").fill("copy the link")
  await option(page, "Copy the link to this page").click()
  await expect(palette(page).getByRole("status")).toHaveText("Link copied")
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url())
  await palette(page).getByRole("combobox").fill("keyboard")
  await option(page, /Show all keys/).click()
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible()
})

test("Esc closes it and gives the focus back; a page whose names fail to load can still be searched", async ({
  page,
}) => {
  await page.route("**/api/v1/suggest", (route) => route.abort())
  await page.goto("/entries")
  await page.waitForLoadState("networkidle")
  const opener = page.getByRole("button", { name: /Open the palette/ })
  await opener.click()
  await expect(palette(page).getByRole("status")).toHaveText(/could not be loaded/)
  await page.keyboard.type("redis")
  await expect(option(page, /See all results/)).toBeVisible()
  await page.keyboard.press("Escape")
  await expect(palette(page)).toHaveCount(0)
  await expect(opener).toBeFocused()
})

test("a key is answered within 50 ms", async ({ page }) => {
  await open(page)
  await page.keyboard.type("r")
  await expect(palette(page).getByRole("group", { name: "Exporters" })).toBeVisible()
  await page.keyboard.type("edis memory", { delay: 80 })
  const took = await page.evaluate(() => performance.getEntriesByName("suggest").map(({ duration }) => duration))
  expect(took.length).toBeGreaterThanOrEqual(12)
  expect(took.toSorted((a, b) => a - b)[Math.floor(took.length * 0.95)]).toBeLessThan(50)
})

test("a search box suggests while one types, and stays a form", async ({ page }) => {
  await page.goto("/entries")
  await page.waitForLoadState("networkidle")
  const box = page.getByRole("banner").locator("[data-search-box]")
  await box.focus()
  await expect(box).toHaveAttribute("aria-expanded", "false")
  await page.keyboard.type("redis memory full")
  const list = page.getByRole("listbox", { name: "Suggestions" })
  await expect(list.getByRole("option").last()).toHaveText("See all results for “redis memory full”")
  await expect(box).toHaveAttribute("aria-expanded", "true")
  expect(await violations(page)).toEqual([])
  await page.keyboard.press("ArrowDown")
  const first = list.getByRole("option").first()
  await expect(first).toHaveAttribute("aria-selected", "true")
  await expect(box).toHaveAttribute("aria-activedescendant", (await first.getAttribute("id")) ?? "no id")
  await page.keyboard.press("ArrowUp")
  await expect(box).not.toHaveAttribute("aria-activedescendant")
  await page.keyboard.press("Escape")
  await expect(list).toHaveCount(0)
  await expect(box).toHaveValue("redis memory full")
  await page.keyboard.press("Enter")
  await expect(page).toHaveURL(/\/search\?q=redis(?:%20|\+)memory(?:%20|\+)full$/)
})

test("a suggestion of a search box is opened by key and by pointer", async ({ page }) => {
  await page.goto("/")
  await page.waitForLoadState("networkidle")
  await page.keyboard.press("/")
  await page.keyboard.type("RedisMemoryFullS")
  const list = page.getByRole("listbox", { name: "Suggestions" })
  await expect(list.getByRole("option").first()).toHaveText(/RedisMemoryFullSoon/)
  await page.keyboard.press("ArrowDown")
  await page.keyboard.press("Enter")
  await expect(page).toHaveURL(/\/alerts\/RedisMemoryFullSoon$/)
  await expect(list).toHaveCount(0)
  await page.waitForLoadState("networkidle")
  await page.keyboard.press("/")
  await page.keyboard.type("node exporter")
  await list.getByRole("option", { name: "Node exporter exporter" }).click()
  await expect(page).toHaveURL(/\/entries\/node-exporter$/)
})
