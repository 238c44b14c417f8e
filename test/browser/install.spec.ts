import { expect, test } from "@playwright/test"
import { violations } from "./axe"

const KUBECONFIG = process.env.HUB_KUBECONFIG ?? ""

test.describe("on a real control plane", () => {
  test.skip(KUBECONFIG === "", "no control plane")
  // They share one cluster, and one has to see what another left.
  test.describe.configure({ mode: "serial", timeout: 240_000 })

  test("from the search box to an applied bundle, and away again", async ({ page }) => {
    await page.goto("/")
    await page.getByRole("searchbox", { name: /Search alerts/ }).fill("redis exporter")
    await page.keyboard.press("Enter")
    await page
      .getByRole("main")
      .locator("ol")
      .getByRole("link", { name: "Redis exporter", exact: true })
      .first()
      .click()
    await page.getByRole("link", { name: "Install", exact: true }).click()
    await page.getByRole("textbox", { name: /^address/ }).fill("redis://redis.default:6379")
    await expect(page).toHaveURL(/p\.address=/)

    const cluster = page.locator("#cluster")
    await cluster.getByRole("combobox", { name: "Cluster" }).selectOption("test")
    await cluster.getByRole("button", { name: "Show the plan" }).click()
    const plan = cluster.getByRole("region", { name: "Plan" })
    await expect(plan.getByRole("status")).toContainText(/Ready: \d+ to create/)
    await expect(plan).toContainText("PrometheusRule redis-exporter")
    expect(await violations(page)).toEqual([])
    await cluster.getByRole("button", { name: "Apply to test" }).click()

    await expect(page).toHaveURL(/\/clusters\/runs\//)
    await page.reload() // the run goes on, and is told from its start
    await expect(page.getByText("created PrometheusRule redis-exporter")).toBeVisible()
    await expect(page.getByRole("status")).toHaveText(/applied and ready/, { timeout: 120_000 })

    expect(await violations(page)).toEqual([])
    await page.getByRole("link", { name: "See its status" }).click()
    await expect(page.getByText("Healthy", { exact: true })).toBeVisible()
    await expect(page.getByRole("row", { name: /Deployment redis-exporter ready/ })).toBeVisible()
    expect(await violations(page)).toEqual([])
    await page.goto("/clusters/test")
    await expect(page.getByRole("row", { name: /redis-exporter monitoring/ })).toBeVisible()

    await page.goto("/clusters/test/monitoring/redis-exporter")
    await page.getByRole("button", { name: "Uninstall" }).click()
    expect(await violations(page)).toEqual([])
    await page.getByRole("dialog").getByRole("button", { name: "Uninstall" }).click()
    await expect(page.getByText("removed PrometheusRule redis-exporter")).toBeVisible()
    await page.getByRole("link", { name: "See the cluster" }).click({ timeout: 120_000 })
    await expect(page.getByText("Nothing yet.")).toBeVisible()
  })

  test("a plan that cannot be applied says why and what to do, and has no button", async ({ page }) => {
    await page.goto("/entries/redis-exporter/install?namespace=nowhere&p.address=redis%3A%2F%2Fr%3A6379")
    const cluster = page.locator("#cluster")
    await cluster.getByRole("combobox", { name: "Cluster" }).selectOption("test")
    await cluster.getByRole("button", { name: "Show the plan" }).click()
    await expect(cluster.getByRole("status")).toHaveText(/cannot be applied/)
    await expect(cluster.getByText(/namespace nowhere/i).first()).toBeVisible()
    await expect(cluster.getByRole("button", { name: /^Apply/ })).toHaveCount(0)
    expect(await violations(page)).toEqual([])

    await cluster.getByLabel("Create the namespace").check()
    await cluster.getByRole("button", { name: "Show the plan" }).click()
    await expect(cluster.getByRole("status")).toContainText("namespace nowhere will be created")
    await expect(cluster.getByRole("button", { name: "Apply to test" })).toBeEnabled()
  })
})
