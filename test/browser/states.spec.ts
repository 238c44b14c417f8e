import type { ChildProcess } from "node:child_process"
import { request as ask, createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { expect, test } from "@playwright/test"
import { end, hub, run } from "./hub"

const LOCAL = process.env.HUB_LOCAL ?? ""
/** One address of each kind of answer, with the status that it has. */
const ANSWERS: readonly (readonly [string, string, number])[] = [
  ["GET", "/", 200],
  ["GET", "/entries/redis-exporter", 200],
  ["HEAD", "/entries/redis-exporter", 200],
  ["GET", "/search?q=x", 200],
  ["GET", "/entries/nope", 404],
  ["GET", "/nowhere", 404],
  ["GET", "/Entries", 404],
  ["GET", "/entries/redis-exporter/", 308],
  ["GET", "/api/v1/entries", 200],
  ["GET", "/api/v1/nowhere", 404],
  ["POST", "/api/clusters/plan", 403],
  ["GET", "/theme.js", 200],
  ["GET", "/_next/static/nothing.js", 404],
  ["GET", "/healthz", 200],
  ["GET", "/feed.xml", 200],
  ["GET", "/sitemap.xml", 200],
  ["POST", "/entries/redis-exporter", 405],
  ["PUT", "/", 405],
  ["GET", "/%00", 400],
  ["GET", "/entries/%2e%2e/%2e%2e/etc/passwd", 400],
  ["GET", "/%c0%ae%c0%ae/", 400],
  ["GET", `/${"a".repeat(12_001)}`, 414],
]
const children: ChildProcess[] = []
test.afterEach(async () => {
  await Promise.all(children.splice(0).map(end))
})

for (const [method, path, status] of ANSWERS)
  test(`${method} ${path.slice(0, 60)} answers ${status} with all headers`, async () => {
    const got = await fetched(method, path)
    expect(got.status).toBe(status)
    const policy = String(got.headers["content-security-policy"])
    for (const part of ["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"])
      expect(policy).toContain(part)
    expect(policy).not.toMatch(/unsafe|https?:/)
    expect(got.headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
    })
    expect(got.headers["permissions-policy"]).toContain("camera=()")
    expect(got.headers["x-powered-by"]).toBeUndefined()
  })

test("an answer that has not changed has all headers as well", async () => {
  const { headers } = await fetched("GET", "/docs")
  const again = await fetched("GET", "/docs", { "if-none-match": String(headers.etag) })
  expect(again.status).toBe(304)
  expect(again.headers["content-security-policy"]).toBe(headers["content-security-policy"])
  expect(again.headers["x-content-type-options"]).toBe("nosniff")
})

test("files of the build are kept for good, pages are asked for again", async () => {
  const page = await fetched("GET", "/docs")
  const [, script = ""] = /src="(\/_next\/static\/[^"]+\.js)"/.exec(page.body) ?? []
  expect((await fetched("GET", script)).headers["cache-control"]).toBe("public, max-age=31536000, immutable")
  expect(page.headers["cache-control"]).toMatch(/^public, max-age=0, s-maxage=\d+/)
})

test("a page that cannot be made says so without scripts, and the process stays", async ({ page }) => {
  const origin = await hub(children, { EXPORTERHUB_CATALOG: "/nonexistent", KUBECONFIG: "/nonexistent" })
  const answer = await page.goto(`${origin}/entries`)
  expect(answer?.status()).toBe(500)
  await expect(page.getByRole("heading", { name: "This page failed" })).toBeVisible()
  expect((await page.request.get(`${origin}/docs`)).status()).toBe(200)
})

test("a port that is taken is named, and how to choose another one", async () => {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve))
  const { port } = other.address() as AddressInfo
  const { code, out } = await ended(run(["server/start.js"], { PORT: String(port), KUBECONFIG: "/nonexistent" }))
  other.close()
  expect(out).toContain(`Port ${port} of 127.0.0.1 is taken; choose another one with PORT`)
  expect(code).toBe(3)
})

test("a wrong setting is said before anything is started", async () => {
  const { code, out } = await ended(run(["server/start.js"], { PORT: "http" }))
  expect([code, out]).toEqual([2, expect.stringContaining('PORT must be a number from 0 to 65535, not "http"')])
})

test("told to end, a hub answers what was asked, and ends", async () => {
  const origin = await hub(children, { KUBECONFIG: "/nonexistent" })
  const [child] = children
  // Nobody has asked for this one, so it takes a moment.
  const asked = fetch(`${origin}/entries/node-exporter`)
  await new Promise((resolve) => setTimeout(resolve, 20))
  const start = Date.now()
  child?.kill("SIGTERM")
  expect((await asked).status).toBe(200)
  expect(await new Promise((resolve) => child?.once("exit", resolve))).toBe(0)
  expect(Date.now() - start).toBeLessThan(9_000)
})

/** A request as it stands, which `fetch` would tidy up. */
function fetched(method: string, path: string, headers: Record<string, string> = {}) {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }>((resolve, reject) => {
    const { hostname, port } = new URL(LOCAL)
    const asked = ask({ hostname, port, path, method, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on("data", (chunk: Buffer) => chunks.push(chunk))
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      )
    })
    asked.on("error", reject)
    asked.end()
  })
}

function ended(child: ChildProcess): Promise<{ code: number | null; out: string }> {
  children.push(child)
  let out = ""
  child.stdout?.on("data", (chunk: Buffer) => (out += chunk.toString()))
  child.stderr?.on("data", (chunk: Buffer) => (out += chunk.toString()))
  return new Promise((resolve) => child.once("exit", (code) => resolve({ code, out })))
}
