import { request as http } from "node:http"
import { expect, test } from "@playwright/test"

const PUBLIC = process.env.HUB_PUBLIC ?? ""
const LOCAL = process.env.HUB_LOCAL ?? ""

/** A request as a browser would send it to a hub that another site's name points at. */
function statusAs(host: string, path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(LOCAL)
    const ask = http({ hostname, port, path, headers: { host } }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    ask.once("error", reject)
    ask.end()
  })
}

test("a public hub has no clusters: no pages, no routes, no links", async ({ page, request }) => {
  for (const path of ["/clusters", "/clusters/test", "/clusters/test/monitoring/redis", "/clusters/runs/x"])
    expect((await request.get(PUBLIC + path)).status(), path).toBe(404)
  for (const path of ["/api/clusters", "/api/clusters/status?context=test", "/api/clusters/runs/x"])
    expect((await request.get(PUBLIC + path)).status(), path).toBe(404)
  for (const path of ["plan", "apply", "uninstall"])
    expect((await request.post(`${PUBLIC}/api/clusters/${path}`, { data: {} })).status(), path).toBe(404)

  await page.goto(`${PUBLIC}/entries/redis-exporter/install`)
  await page.waitForLoadState("networkidle")
  await expect(page.getByRole("link", { name: "Download YAML" })).toBeVisible()
  await expect(page.getByText(/cluster/i).filter({ hasText: /Install to|^Clusters$/ })).toHaveCount(0)
})

test("a local hub links to its clusters", async ({ page }) => {
  await page.goto("/")
  await page.getByRole("link", { name: "Clusters" }).click()
  await expect(page.getByRole("heading", { name: "Clusters" })).toBeVisible()
})

test("clusters are not shown under another site's name", async () => {
  expect(await statusAs(new URL(LOCAL).host, "/clusters")).toBe(200)
  expect(await statusAs("evil.example", "/clusters")).toBe(404)
  expect(await statusAs("evil.example", "/api/clusters")).toBe(403)
  expect(await statusAs("evil.example", "/")).toBe(200)
})

test("another site cannot plan or apply", async ({ request }) => {
  for (const path of ["plan", "apply", "uninstall"]) {
    const answer = await request.post(`${LOCAL}/api/clusters/${path}`, {
      data: {},
      headers: { origin: "https://evil.example" },
    })
    expect(answer.status(), path).toBe(403)
    expect(answer.headers()["content-type"]).toContain("application/problem+json")
  }
})

test("every answer carries the security headers", async ({ request }) => {
  for (const path of ["/", "/search?q=x", "/api/entries", "/nowhere"]) {
    const headers = (await request.get(path)).headers()
    expect(headers["content-security-policy"], path).toContain("default-src 'none'")
    expect(headers["content-security-policy"], path).toContain("frame-ancestors 'none'")
    expect(headers["content-security-policy"], path).not.toContain("unsafe-eval")
    expect(headers["x-content-type-options"], path).toBe("nosniff")
    expect(headers["referrer-policy"], path).toBe("no-referrer")
    expect(headers["x-powered-by"], path).toBeUndefined()
  }
})

test("what does not exist answers 404", async ({ request }) => {
  for (const path of [
    "/entries/nope",
    "/entries/redis-exporter/alerts/Nope",
    "/entries/nope/install",
    "/categories/nope",
    "/api/entries/nope",
  ])
    expect((await request.get(path)).status(), path).toBe(404)
})
