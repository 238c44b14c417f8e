import { readFile } from "node:fs/promises"
import { expect, type Page, test } from "@playwright/test"
import { violations } from "./axe"

const PAGE = "/entries/redis-exporter/install?p.address=redis%3A%2F%2Fr%3A6379"
const ALL = `${PAGE}&t.RedisMemoryNearLimit.threshold=0.95&t.RedisMemoryNearLimit.for=20s&t.RedisRestarted.enabled=false&t.RedisCommandErrorsHigh.threshold.1=0.1&t.*.matchers=namespace%3D%22prod%22`

const rule = (page: Page, name: string) =>
  page.locator("#tune details").filter({ has: page.locator("summary", { hasText: new RegExp(`^${name}`) }) })

test("the expression follows what is typed, and so do the link and the files", async ({ page }) => {
  await page.goto(PAGE)
  await page.waitForLoadState("networkidle")
  const digest = page.locator("[data-result] [role=status] code")
  const before = await digest.textContent()
  const memory = rule(page, "RedisMemoryNearLimit")
  await memory.locator("summary").click()
  const threshold = memory.getByRole("textbox", { name: "Threshold" })
  await threshold.fill("0.95")
  await expect(memory.locator("pre")).toContainText("instance:redis_memory_used:ratio > 0.95")
  await expect(page).toHaveURL(/t\.RedisMemoryNearLimit\.threshold=0\.95/)
  await expect(page).toHaveURL(/p\.address=/)
  await expect(digest).not.toHaveText(before ?? "")

  await threshold.fill("")
  await expect(memory.locator("pre")).toContainText("> 0.9")
  await expect(threshold).toBeVisible()
  await expect(digest).toHaveText(before ?? "")
})

test("a field of the other form keeps the tuning, and the other way round", async ({ page }) => {
  await page.goto(`${PAGE}&t.RedisRestarted.labels.team=db`)
  await page.waitForLoadState("networkidle")
  await page.getByRole("textbox", { name: "Namespace" }).fill("elsewhere")
  await expect(page).toHaveURL(/namespace=elsewhere/)
  await expect(page).toHaveURL(/t\.RedisRestarted\.labels\.team=db/)
  await rule(page, "RedisDown").locator("summary").click()
  await rule(page, "RedisDown").getByRole("combobox", { name: "Severity" }).selectOption("warning")
  await expect(page).toHaveURL(/t\.RedisDown\.severity=warning/)
  await expect(page).toHaveURL(/namespace=elsewhere/)
  await expect(page).toHaveURL(/t\.RedisRestarted\.labels\.team=db/)
})

test("it says what the captures show, or that they cannot tell", async ({ page }) => {
  await page.goto(ALL)
  await expect(rule(page, "RedisMemoryNearLimit")).toContainText(/Recorded values:.*normal \S+: met/s)
  await expect(rule(page, "RedisCommandErrorsHigh")).toContainText(
    "The captures cannot tell: rate() needs more than one scrape.",
  )
  await expect(rule(page, "RedisMemoryNearLimit")).toContainText("20s is shorter than two scrapes")
  await expect(rule(page, "RedisRestarted")).toContainText("This rule is left out of the bundle.")
})

test("a wrong value is told at its field, and there are no files", async ({ page }) => {
  await page.goto(`${PAGE}&t.RedisDown.for=soon&t.RedisMemoryNearLimit.threshold=much&t.*.matchers=a`)
  await expect(rule(page, "RedisDown")).toContainText("Must be a duration such as 10m")
  await expect(rule(page, "RedisMemoryNearLimit")).toContainText("Must be a finite number")
  await expect(page.getByText(/is no condition on labels/)).toBeVisible()
  await expect(page.getByText(/No files: 3 fields/)).toBeVisible()
  expect(await violations(page)).toEqual([])
})

test("tune.yaml takes all of it along, with what it was made against", async ({ page }) => {
  await page.goto(ALL)
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download tune.yaml" }).click(),
  ])
  expect(file.suggestedFilename()).toBe("tune.yaml")
  const text = await readFile((await file.path()) ?? "", "utf8")
  expect(text).toContain("threshold: instance:redis_memory_used:ratio > 0.9\n")
  expect(text).toContain("threshold: 0.95\n")
  const link = await page.getByRole("link", { name: "Download YAML" }).getAttribute("href")
  const bundle = await (await page.request.get(link ?? "")).text()
  expect(bundle).toContain('instance:redis_memory_used:ratio{namespace="prod"} > 0.95')
  expect(bundle).not.toContain("RedisRestarted")
})

test("keys are enough", async ({ page }) => {
  await page.goto(PAGE)
  await page.waitForLoadState("networkidle")
  const down = rule(page, "RedisDown")
  await down.locator("summary").focus()
  await page.keyboard.press("Enter")
  await page.keyboard.press("Tab")
  await expect(down.getByRole("combobox", { name: "Rule" })).toBeFocused()
  await page.keyboard.press("Tab")
  await page.keyboard.press("Tab")
  await page.keyboard.type("7m")
  await expect(down).toContainText("Fires after 7m as critical")
  await expect(down.getByRole("textbox", { name: "For" })).toBeFocused()
})

for (const colorScheme of ["light", "dark"] as const)
  test(`axe finds nothing in open rules in ${colorScheme}, the console is quiet`, async ({ page }) => {
    const said: string[] = []
    page.on("pageerror", (error) => said.push(String(error)))
    page.on("console", (message) => void (message.type() === "error" && said.push(message.text())))
    await page.emulateMedia({ colorScheme })
    await page.goto(ALL)
    await page.waitForLoadState("networkidle")
    expect(await violations(page)).toEqual([])
    expect(said).toEqual([])
  })

test("it fits on a phone", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(ALL)
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(over).toBeLessThanOrEqual(0)
})

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false })

  test("the same form works with a button", async ({ page }) => {
    await page.goto(PAGE)
    const memory = rule(page, "RedisMemoryNearLimit")
    await memory.locator("summary").click()
    await memory.getByRole("textbox", { name: "Threshold" }).fill("0.95")
    await page.getByRole("button", { name: "Show the rules" }).click()
    await expect(page).toHaveURL(/t\.RedisMemoryNearLimit\.threshold=0\.95/)
    await expect(page).toHaveURL(/p\.address=redis/)
    await expect(memory.locator("pre")).toContainText("> 0.95")
    await expect(page.getByText("1 change, in the files above too.")).toBeVisible()
  })
})
