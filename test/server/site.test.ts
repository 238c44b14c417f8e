import { request as ask, createServer, type IncomingHttpHeaders, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { gunzipSync } from "node:zlib"
import { afterEach, expect, test } from "vitest"
import type { Handler } from "@/server/record"
import { type Site, site } from "@/server/site"

/** What Next would be asked. */
interface Seen {
  method: string
  url: string
  headers: IncomingHttpHeaders
}
interface Got {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
}

const LONG = "text ".repeat(500)
const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

/** A site in front of something that answers as Next does. */
async function start(answer: (seen: Seen) => Partial<Got> & { text?: string }) {
  const seen: Seen[] = []
  const log: unknown[] = []
  const next: Handler = async ({ method = "", url = "", headers }, response) => {
    const one = { method, url, headers }
    seen.push(one)
    const { status = 200, headers: given = {}, text = LONG } = answer(one)
    response.writeHead(status, {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "private, no-store",
      ...given,
    })
    response.write(text.slice(0, 10))
    response.end(text.slice(10))
  }
  const served: Site = site(next, { pageBytes: 1e6, movedBytes: 1e6, ttlMs: 60_000 }, (error) => log.push(error))
  const server = createServer((request, response) => void served.handle(request, response))
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo
  const get = (path: string, headers: Record<string, string> = {}, method = "GET", body = ""): Promise<Got> =>
    new Promise((resolve, reject) => {
      const asked = ask({ port, host: "127.0.0.1", path, headers, method }, (response) => {
        const chunks: Buffer[] = []
        response.on("data", (chunk: Buffer) => chunks.push(chunk))
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
        )
      })
      asked.on("error", reject)
      asked.end(body)
    })
  return { get, seen, log, served }
}

test("a page is made once for all, whatever cookies and languages they have", async () => {
  const { get, seen } = await start(() => ({}))
  for (const cookie of ["a=1", "b=2"]) expect((await get("/entries/x", { cookie })).body.toString()).toBe(LONG)
  expect(seen.map(({ url }) => url)).toEqual(["/entries/x"])
  expect(seen[0]?.headers.cookie).toBeUndefined()
  expect((await get("/entries/x")).headers["cache-control"]).toBe(
    "public, max-age=0, s-maxage=300, stale-while-revalidate=86400",
  )
})

test("each host has pages of its own: they may name it", async () => {
  const { get } = await start(({ headers }) => ({ text: `${headers.host} ${LONG}` }))
  expect((await get("/docs", { host: "evil.example" })).body.toString()).toContain("evil.example")
  expect((await get("/docs", { host: "hub.example" })).body.toString()).toMatch(/^hub\.example /)
})

test("what does not exist, has a query, or is somebody's own is never kept", async () => {
  const { get, seen } = await start(({ url }) => ({ status: url.includes("nope") ? 404 : 200 }))
  for (const path of ["/entries/nope", "/entries?x=1", "/clusters", "/search?q=a", "/_nextish"]) {
    await get(path)
    const { headers } = await get(path)
    expect(headers["cache-control"], path).not.toContain("public")
  }
  expect(seen).toHaveLength(10)
  // There are many ways to write a path, and only one that links use.
  for (const _ of [1, 2]) await get("/entries/redis%2Dx")
  expect(seen).toHaveLength(12)
})

test("a browser that has the page is told so", async () => {
  const { get } = await start(() => ({}))
  const { headers } = await get("/docs")
  const again = await get("/docs", { "if-none-match": `"other", ${headers.etag}` })
  expect([again.status, again.body.length, again.headers.etag]).toEqual([304, 0, headers.etag])
  expect(again.headers["content-security-policy"]).toBe(headers["content-security-policy"])
  expect((await get("/docs", { "if-none-match": 'W/"other"' })).status).toBe(200)
})

test("HEAD says what GET would, without a body", async () => {
  const { get, seen } = await start(() => ({}))
  const [whole, head] = [await get("/docs"), await get("/docs", {}, "HEAD")]
  expect(head.body.length).toBe(0)
  for (const name of ["etag", "content-length", "content-type", "content-security-policy"])
    expect(head.headers[name]).toBe(whole.headers[name])
  expect(seen.every(({ method }) => method === "GET")).toBe(true)
})

test("pages are compressed, once", async () => {
  const { get } = await start(() => ({}))
  const packed = await get("/docs", { "accept-encoding": "gzip" })
  expect(packed.headers["content-encoding"]).toBe("gzip")
  expect(packed.headers.vary).toBe("Accept-Encoding")
  expect(gunzipSync(packed.body).toString()).toBe(LONG)
  expect((await get("/docs")).headers["content-encoding"]).toBeUndefined()
})

test("the policy names the scripts with the nonce that Next was told, and nobody else can tell it one", async () => {
  const { get, seen } = await start(({ headers }) => {
    const [, nonce] = /'nonce-([^']+)'/.exec(String(headers["content-security-policy"])) ?? []
    return { text: `<script nonce="${nonce}">ours()</script><script>theirs()</script>${LONG}` }
  })
  for (const path of ["/docs", "/clusters"]) {
    const { headers, body } = await get(path, {
      "content-security-policy": "script-src 'nonce-guess'",
      "content-security-policy-report-only": "script-src 'nonce-guess'",
    })
    expect(headers["content-security-policy"]).toMatch(/script-src 'self' 'sha256-[^']+'; style-src 'self';/)
    expect(body.toString()).toContain("<script>ours()</script>")
  }
  for (const { headers } of seen) {
    expect(headers["content-security-policy"]).not.toContain("guess")
    expect(headers["content-security-policy-report-only"]).toBeUndefined()
  }
})

test("a page that leads elsewhere does so: what Next has to show meanwhile is no failure", async () => {
  const text = '<!DOCTYPE html><html id="__next_error__"></html>'
  const { get } = await start(() => ({ status: 307, headers: { location: "/compare/a/b" }, text }))
  const { status, headers, body } = await get("/compare?a=a&b=b")
  expect([status, headers.location, body.length]).toEqual([307, "/compare/a/b", 0])
})

test("where Next leaves an empty page, one that can be read takes its place", async () => {
  const shell = '<!DOCTYPE html><html id="__next_error__"></html>'
  const { get } = await start(({ url }) => {
    if (url === "/_not-found") return { status: 404, text: "<html>There is no such page</html>" }
    return { status: url.startsWith("/entries") ? 404 : 500, text: shell }
  })
  const missing = await get("/entries/nope")
  expect([missing.status, missing.body.toString()]).toEqual([404, "<html>There is no such page</html>"])
  const failed = await get("/docs")
  expect([failed.status, failed.body.toString()]).toEqual([500, expect.stringContaining("<h1>This page failed</h1>")])
  expect(failed.headers["content-security-policy"]).toContain("script-src 'self'; style-src 'self' 'sha256-")
})

test("the page about a path that does not exist is told the path, and by nobody else", async () => {
  const { get, seen } = await start(({ url }) => ({
    status: url === "/docs" ? 200 : 404,
    text: '<html id="__next_error__">',
  }))
  await get("/entries/reddis", { "x-asked-path": "/entries/evil" })
  expect(seen.map(({ url, headers }) => [url, headers["x-asked-path"]])).toEqual([
    ["/entries/reddis", "/entries/reddis"],
    ["/_not-found", "/entries/reddis"],
  ])
})

test("a handler that throws is a page as well, and the log has it", async () => {
  const { get, log } = await start(() => {
    throw new Error("broken")
  })
  expect((await get("/docs")).status).toBe(500)
  expect(String(log[0])).toContain("broken")
})

test.each([
  ["GET", "/%00", 400],
  ["GET", "/a/%2e%2e/b", 400],
  ["DELETE", "/docs", 405],
  ["GET", `/${"a".repeat(13_000)}`, 414],
])("%s %s never reaches Next", async (method, path, status) => {
  const { get, seen } = await start(() => ({}))
  const got = await get(path, {}, method)
  expect(got.status).toBe(status)
  expect(got.headers["x-content-type-options"]).toBe("nosniff")
  if (status === 405) expect(got.headers.allow).toBe("GET, HEAD")
  expect(seen).toEqual([])
})

test("a form that is posted reaches Next with its body and answers with a policy", async () => {
  const { get, seen } = await start(() => ({}))
  const got = await get("/lint", { origin: "http://127.0.0.1" }, "POST", "rules=x")
  expect([got.status, got.headers["cache-control"]]).toEqual([200, "private, no-store"])
  expect(got.headers["content-security-policy"]).toContain("default-src 'none'")
  expect(got.headers["referrer-policy"]).toBe("same-origin")
  expect(seen[0]?.method).toBe("POST")
})

test("health", async () => {
  const { get, served, seen } = await start(() => ({}))
  expect([(await get("/healthz")).status, (await get("/healthz")).body.toString()]).toEqual([200, '{"status":"ok"}'])
  served.leave()
  expect((await get("/healthz")).status).toBe(503)
  expect(seen).toEqual([])
})

test("what a handler calls public is kept, with its own rules for others", async () => {
  const cache = "public, max-age=31536000, immutable"
  const { get, seen } = await start(() => ({
    headers: { "content-type": "application/javascript", "cache-control": cache },
  }))
  for (const _ of [1, 2]) expect((await get("/_next/static/chunks/a.js")).headers["cache-control"]).toBe(cache)
  expect(seen).toHaveLength(1)
})

test("only what is meant for other sites may be framed or loaded by them", async () => {
  const { get } = await start(() => ({}))
  const embed = (await get("/embed/redis-exporter")).headers
  expect([embed["content-security-policy"], embed["x-frame-options"]]).toEqual([
    expect.stringContaining("frame-ancestors *"),
    undefined,
  ])
  const page = (await get("/entries/redis-exporter")).headers
  expect([page["content-security-policy"], page["x-frame-options"], page["cross-origin-resource-policy"]]).toEqual([
    expect.stringContaining("frame-ancestors 'none'"),
    "DENY",
    "same-origin",
  ])
  expect((await get("/entries/redis-exporter/badge.svg")).headers["cross-origin-resource-policy"]).toBe("cross-origin")
})
