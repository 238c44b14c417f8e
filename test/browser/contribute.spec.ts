import { readFileSync } from "node:fs"
import { expect, type Page, test } from "@playwright/test"
import { gunzipSync, strFromU8 } from "fflate"
import { violations } from "./axe"

const SCRAPE = readFileSync(new URL("../fixtures/demo-exporter/captures/1.2.0.prom", import.meta.url), "utf8")
const HOSTILE = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'

const entry = (page: Page) => page.locator("#studio-entry")
const checks = (page: Page) => page.locator("[data-fresh]")

/** Fills in what an entry needs, in an editor that is ready. */
async function fillEntry(page: Page): Promise<void> {
  await page.goto("/contribute/new")
  await expect(page.locator("[aria-busy=false]").first()).toBeVisible()
  await page.getByLabel("Id", { exact: true }).fill("widget-exporter")
  const fields = {
    Title: "Widget exporter",
    Summary: "Metrics of widgets and what they are made of.",
    Source: "https://github.com/x/widget_exporter",
    License: "MIT",
    Maintainers: "someone",
    Version: "1.2.0",
    Image: "docker.io/x/widget:v1.2.0",
    Capture: "captures/1.2.0.prom",
    Job: "demo",
  }
  for (const [label, text] of Object.entries(fields))
    await entry(page)
      .getByLabel(new RegExp(`^${label}`))
      .first()
      .fill(text)
  await expect(page.getByText("Kept in this browser")).toBeVisible()
}

async function useCapture(page: Page): Promise<void> {
  await page.getByLabel("Or paste it").fill(SCRAPE)
  await page.getByLabel("Monitored software and its version").fill("Demo 1.2.0")
  await page.getByRole("button", { name: "Use this capture" }).click()
  await expect(page.getByText("The capture is in the draft.")).toBeVisible()
}

test("from nothing to a valid entry, with a reload in the middle, and away with the files", async ({ page }) => {
  await fillEntry(page)
  await page.reload()
  await expect(
    entry(page)
      .getByLabel(/^Title/)
      .first(),
  ).toHaveValue("Widget exporter")
  await useCapture(page)
  await expect(checks(page)).toHaveText("No problems: the entry is valid.")
  await expect(page.getByText("7 sample names, 9 series")).toBeVisible()
  expect(await violations(page)).toEqual([])

  const download = page.waitForEvent("download")
  await page.getByRole("button", { name: "Download widget-exporter.tgz" }).click()
  const archive = strFromU8(gunzipSync(readFileSync(await (await download).path())))
  expect(archive).toContain("widget-exporter/rules/alerts.yaml")
  expect(archive).toContain("title: Widget exporter\n")
})

test("an expression is completed from the capture and marked while it is typed", async ({ page }) => {
  await fillEntry(page)
  await useCapture(page)
  await expect(page.getByText("7 sample names, 9 series")).toBeVisible()
  const editor = page.locator("#studio-rules .cm-content").first()
  await editor.click()
  await page.keyboard.press("Control+a")
  await page.keyboard.type("demo_requ")
  await expect(page.locator(".cm-completionLabel", { hasText: /^demo_requests_total$/ })).toBeVisible()
  await page.keyboard.press("Escape")
  await page.keyboard.type("est_nothing == 0")
  await expect(editor).toHaveText("demo_request_nothing == 0")
  await expect(page.locator("#studio-rules .cm-lintRange-error").first()).toHaveText("demo_request_nothing")
  await expect(
    page.locator("#studio-rules").getByText("The metric demo_request_nothing is not in the captures"),
  ).toBeVisible()
  await expect(checks(page)).toContainText("1 error")

  await page.keyboard.press("Control+a")
  await page.keyboard.type("sum by (co")
  await expect(page.locator(".cm-completionLabel", { hasText: /^code$/ })).toBeVisible()
})

test("what a draft says does not run in the preview", async ({ page }) => {
  await fillEntry(page)
  await useCapture(page)
  await entry(page)
    .getByLabel(/^Title/)
    .first()
    .fill("<img src=x onerror=window.hacked=1>")
  await page.locator("summary", { hasText: "README.md" }).first().click()
  await page
    .getByLabel("Text of README.md")
    .fill(`# Widget\n\nHello\n\n${HOSTILE}\n\n[a](javascript:window.hacked=1)\n`)
  await page.getByRole("button", { name: "Show the entry page" }).click()
  const preview = page.getByRole("region", { name: "Preview of the entry page" })
  await expect(preview.getByRole("heading", { level: 1 })).toHaveText("<img src=x onerror=window.hacked=1>")
  await expect(preview.getByText("Hello")).toBeVisible()
  await expect(preview.locator("img, script, [href^=javascript]")).toHaveCount(0)
  expect(await page.evaluate(() => "hacked" in window)).toBe(false)
})

test("two tabs do not overwrite each other, and a discarded draft comes back", async ({ page, context }) => {
  await fillEntry(page)
  const other = await context.newPage()
  await other.goto(page.url())
  await expect(
    entry(other)
      .getByLabel(/^Title/)
      .first(),
  ).toHaveValue("Widget exporter")
  await entry(other)
    .getByLabel(/^Title/)
    .first()
    .fill("Theirs")
  await expect(other.getByText("Kept in this browser")).toBeVisible()
  await entry(page)
    .getByLabel(/^Title/)
    .first()
    .fill("Mine")
  await expect(page.getByText("Another tab has changed this draft.")).toBeVisible()
  await page.getByRole("button", { name: "Keep this as a copy" }).click()
  await expect(page.getByText("Kept in this browser")).toBeVisible()
  await other.reload()
  await expect(
    entry(other)
      .getByLabel(/^Title/)
      .first(),
  ).toHaveValue("Theirs")
  await other.getByText("Other drafts in this browser (1)").click()

  await page.getByRole("button", { name: "Discard draft" }).click()
  await expect(
    entry(page)
      .getByLabel(/^Title/)
      .first(),
  ).toHaveValue("")
  await page.getByRole("button", { name: "Undo" }).click()
  await expect(
    entry(page)
      .getByLabel(/^Title/)
      .first(),
  ).toHaveValue("Mine")
})

test("an entry is changed from its own files, and the difference is shown", async ({ page }) => {
  await page.goto("/contribute/edit/redis-exporter")
  await expect(page.getByLabel("Id", { exact: true })).toHaveValue("redis-exporter")
  await expect(checks(page)).toHaveText("No problems: the entry is valid.")
  await entry(page)
    .getByLabel(/^Title/)
    .first()
    .fill("Redis and Valkey")
  const changed = page.locator("#studio-files li", { has: page.getByText("changed", { exact: true }) })
  await expect(changed).toHaveCount(1)
  await changed.locator("summary").click()
  await expect(changed.locator("pre")).toContainText("+ title: Redis and Valkey")
})

test("on a phone nothing is cut off", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await fillEntry(page)
  await useCapture(page)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  await page.goto("/contribute")
  expect(await violations(page)).toEqual([])
})

test("without a script it says what it needs, and names the terminal", async ({ request }) => {
  // Chromium shows no <noscript> where the test turns scripts off, so the page as it was sent is looked at.
  const page = await (await request.get("/contribute/new")).text()
  const [, notice = ""] = /<noscript>(.*?)<\/noscript>/.exec(page) ?? []
  expect(notice).toContain("The editor needs JavaScript.")
  expect(notice).toContain("npx exporterhub new memcached-exporter")
})
