import { expect, test, vi } from "vitest"
import { CLOSED, faultsOf, patternOf } from "../support/api"

vi.mock("server-only", () => ({}))

import { OPTIONS, POST, GET as read } from "@/app/api/v1/[[...path]]/route"
import { GET as download } from "@/app/api/v1/bundle/download/route"
import { GET as bundle } from "@/app/api/v1/bundle/route"
import { GET as document } from "@/app/api/v1/openapi.json/route"
import { catalog } from "@/app/server"
import { documentedEndpoints } from "@/lib/api/all"
import { changelogView } from "@/lib/api/changelog-view"
import { pathOf } from "@/lib/api/example"
import { metricIndex } from "@/lib/api/metric-index"
import { HubError } from "@/lib/error"
import { catalogStats } from "@/lib/stats/catalog-stats"
import { entryCard } from "@/lib/stats/entry-card"

const at = (path: string, headers: Record<string, string> = {}) => new Request(`http://hub.test${path}`, { headers })

function get(path: string, headers?: Record<string, string>): Promise<Response> {
  const [bare] = path.split("?")
  if (bare === "/api/v1/bundle") return bundle(at(path, headers))
  if (bare === "/api/v1/bundle/download") return download(at(path, headers))
  return read(at(path, headers))
}

/** Every path below /api/v1 that stands anywhere in a value. */
function linksIn(value: unknown): string[] {
  if (typeof value === "string") return value.startsWith("/api/v1") && !value.includes("{") ? [value] : []
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(linksIn) : []
}

const STARTS = ["entries", "alerts", "recordings", "dashboards", "metrics?limit=500", "categories", "stats", "checks"]

test("every answer that can be reached is what the document says", { timeout: 120_000 }, async () => {
  const waiting = ["", ...[...STARTS, "targets"].map((path) => `/${path}`)].map((path) => `/api/v1${path}`)
  const seen = new Set(waiting)
  const faults: string[] = []
  const reached = new Map<string, number>()
  for (const path of waiting) {
    // The index lists these too: the document has a route of its own, and bundles need a query.
    if (/^\/api\/v1\/(openapi\.json|bundle(\/download)?)$/.test(path)) continue
    const response = await get(path)
    const copy = response.clone()
    if (response.status !== 200) faults.push(`${path} answered ${response.status}`)
    faults.push(...(await faultsOf(path, response)))
    const pattern = patternOf(path.replace(/^\/api\/v1|\?.*$/g, "")) ?? ""
    reached.set(pattern, (reached.get(pattern) ?? 0) + 1)
    if (!copy.headers.get("content-type")?.includes("json")) continue
    for (const link of linksIn(await copy.json())) {
      if (!seen.has(link)) waiting.push(link)
      seen.add(link)
    }
  }
  expect(faults).toEqual([])
  const { entries } = await catalog()
  const count = (of: (entry: (typeof entries)[number]) => number): number =>
    entries.reduce((sum, entry) => sum + of(entry), 0)
  expect(reached.get("/entries/{entry}")).toBe(entries.length)
  expect(reached.get("/entries/{entry}/alerts/{alert}")).toBe(count(({ alerts }) => alerts.length))
  expect(reached.get("/entries/{entry}/recordings/{record}")).toBe(count(({ recordings }) => recordings.length))
  expect(reached.get("/entries/{entry}/dashboards/{dashboard}/grafana")).toBe(count((entry) => entry.dashboards.length))
  expect(reached.get("/entries/{entry}/runbooks/{alert}")).toBe(count(({ runbooks }) => runbooks.size))
  expect(reached.get("/entries/{entry}/captures/{capture}")).toBe(
    count(({ versions }) => versions.flatMap(({ captures }) => captures).length),
  )
  expect(reached.get("/entries/{entry}/metrics/{metric}")).toBe(count((entry) => metricIndex(entry).metrics.size))
})

test.each(documentedEndpoints.map((endpoint) => [endpoint.id, endpoint] as const))(
  "the example of %s is answered as the document says",
  async (_, endpoint) => {
    const path = pathOf(endpoint)
    const response = await get(path)
    expect(response.status).toBe(200)
    expect(await faultsOf(path, response)).toEqual([])
  },
)

test("all pairs of versions can be compared", async () => {
  const { entries } = await catalog()
  const pairs = entries.flatMap(({ id, versions }) =>
    versions.flatMap(({ version: from }) => versions.map(({ version: to }) => `/entries/${id}/versions/${from}/${to}`)),
  )
  const faults = await Promise.all(pairs.map(async (path) => faultsOf(path, await get(`/api/v1${path}`))))
  expect(pairs.length).toBeGreaterThan(8)
  expect(faults.flat()).toEqual([])
})

test("the changelog of an entry tells what its commits changed, and without Git it says that it does not know", async () => {
  const answer = await (await get("/api/v1/entries/redis-exporter/changelog")).json()
  if (answer.known) expect(answer.items[0]).toMatchObject({ hash: expect.stringMatching(/^[0-9a-f]{40,}$/) })
  const nothing = { items: [], older: 0, shallow: false }
  const failed = Promise.reject(new HubError("not-found", "/home/somebody/catalog is no repository"))
  expect(await changelogView(failed)).toEqual({ known: false, ...nothing })
  const commit = { hash: "1", date: "2026-01-01T00:00:00Z", author: "Ann", subject: "One" }
  const read = Promise.resolve({ items: [{ ...commit, changes: undefined }], older: 2, shallow: true })
  expect(await changelogView(read)).toEqual({
    known: true,
    items: [{ ...commit, created: false, changes: null }],
    older: 2,
    shallow: true,
  })
})

test("the numbers are those of the site's page, which works them out of the rules themselves", async () => {
  const { entries, mutations } = await catalog()
  const worked = catalogStats(entries.map(entryCard), mutations, 0)
  const plain = ({ some, all }: { some: number; all: number }) => ({ total: all, proven: some })
  const stats = await (await get("/api/v1/stats")).json()
  expect(stats).toMatchObject({
    entries: worked.entries,
    versions: worked.versions,
    alerts: plain(worked.alerts),
    recordings: plain(worked.recordings),
    panels: plain(worked.panels),
    dashboards: worked.dashboards,
    runbooks: worked.runbooks,
    metrics: worked.metrics,
    captures: worked.captures,
    tests: worked.tests,
    severities: worked.severities,
    verified: { last: worked.verified[0]?.captured, first: worked.verified.at(-1)?.captured },
  })
  expect(stats.alerts.total).toBeGreaterThan(100)
})

test("the pages of a list hold everything once", async () => {
  const all = await (await get("/api/v1/alerts?limit=500")).json()
  const parts: { alert: string }[] = []
  for (let next: string | null = "/api/v1/alerts?limit=37"; next; ) {
    const page = await (await get(next)).json()
    parts.push(...page.items)
    next = page.next
  }
  expect(parts).toEqual(all.items)
  expect(all.total).toBe(all.items.length)
})

test("filters narrow a list, and stay in the link to its next page", async () => {
  const page = await (await get("/api/v1/alerts?severity=critical&entry=node-exporter&limit=1")).json()
  expect(page.items[0]).toMatchObject({ severity: "critical", entry: "node-exporter" })
  expect(page.next).toBe("/api/v1/alerts?entry=node-exporter&severity=critical&limit=1&offset=1")
})

test.each([
  ["/api/v1/entries/redis-exportr", 404, { hint: "Did you mean redis-exporter?" }],
  ["/api/v1/entries/redis-exporter/alerts/RedisDwn", 404, { hint: "Did you mean RedisDown?" }],
  ["/api/v1/entries/redis-exporter/runbooks/constructor", 404, {}],
  ["/api/v1/entries/__proto__", 404, {}],
  ["/api/v1/entries/redis-exporter/metrics/redis_upp", 404, { hint: "Did you mean redis_up?" }],
  ["/api/v1/entries/redis-exporter/captures/..%2Fentry", 404, {}],
  ["/api/v1/entries/redis-exporter/versions/1.69.0/9", 404, {}],
  ["/api/v1/metrics/nothing_like_it", 404, {}],
  ["/api/v1/alerts?entry=nope", 404, {}],
  ["/api/v1/alerts?serverity=critical", 400, { fields: [{ field: "serverity" }] }],
  ["/api/v1/alerts?severity=bad&limit=0", 400, { fields: [{ field: "severity" }, { field: "limit" }] }],
  ["/api/v1/alerts?limit=1&limit=2", 400, { fields: [{ field: "limit", message: "is given more than once" }] }],
  ["/api/v1/entries/redis-exporter?x=1", 400, { fields: [{ field: "x" }] }],
  [`/api/v1/search?q=${"x".repeat(201)}`, 400, { fields: [{ field: "q" }] }],
  ["/api/v1/entries/redis-exporter/dashboards/overview/perses?datasource=a%20b", 400, {}],
  ["/api/v1/bundle?entry=nope", 404, {}],
  ["/api/v1/bundle?entry=redis-exporter&target=nope", 400, { fields: [{ field: "target" }] }],
  ["/api/v1/bundle/download?entry=redis-exporter&examples=true&digest=sha256:0", 409, {}],
])("%s answers %i as the document says", async (path, status, body) => {
  const response = await get(path)
  expect(response.status).toBe(status)
  expect(response.headers.get("access-control-allow-origin")).toBe("*")
  expect(response.headers.get("cache-control")).toBe("no-store")
  expect(await response.clone().json()).toMatchObject({ status, ...body })
  expect(await faultsOf(path, response)).toEqual([])
})

test("what is nowhere is a problem too", async () => {
  for (const path of ["/api/v1/nope", "/api/v1/entries/redis-exporter/nope", "/api/v1/entries//x", "/api/v1/%ff"]) {
    const response = await get(path)
    expect(response.headers.get("content-type")).toBe("application/problem+json")
    expect([400, 404]).toContain(response.status)
  }
})

test("an answer has an ETag, and 304 when it is the same", async () => {
  const first = await get("/api/v1/entries/redis-exporter")
  const etag = first.headers.get("etag") ?? ""
  expect(etag).toMatch(/^W\/"[\w-]{20,}"$/)
  expect(first.headers.get("cache-control")).toMatch(/^public, max-age=\d+/)
  const second = await get("/api/v1/entries/redis-exporter", { "If-None-Match": `"x", ${etag}` })
  expect([second.status, await second.text()]).toEqual([304, ""])
  expect(second.headers.get("etag")).toBe(etag)
  expect((await get("/api/v1/entries/node-exporter", { "If-None-Match": etag })).status).toBe(200)
})

test("the same question has the same bytes", async () => {
  const paths = ["/api/v1/stats", "/api/v1/entries/redis-exporter", "/api/v1/search?q=disk"]
  for (const path of paths) expect(await (await get(path)).text()).toBe(await (await get(path)).text())
})

test("keys come in the order of the document", async () => {
  for (const [path, name] of [
    ["/api/v1/entries/redis-exporter", "Entry"],
    ["/api/v1/entries/redis-exporter/alerts/RedisDown", "Alert"],
    ["/api/v1/entries/redis-exporter/metrics/redis_up", "Metric"],
    ["/api/v1/entries/redis-exporter/dashboards/overview", "Dashboard"],
    ["/api/v1/stats", "Stats"],
  ] as const) {
    const keys = Object.keys(await (await get(path)).json())
    const named = Object.keys(CLOSED.components.schemas[name].properties)
    expect(keys, path).toEqual(named.filter((key) => keys.includes(key)))
  }
  const { hits } = await (await get("/api/v1/search?q=disk&limit=3")).json()
  for (const hit of hits)
    expect(new Set(Object.keys(hit))).toEqual(new Set(Object.keys(CLOSED.components.schemas.SearchHit.properties)))
  expect(Object.keys(hits[0])).toEqual(Object.keys(hits[2]))
})

test("other sites may read, and nobody may write", async () => {
  expect(OPTIONS().headers.get("access-control-allow-methods")).toBe("GET, HEAD, OPTIONS")
  const refused = POST()
  expect([refused.status, refused.headers.get("allow")]).toEqual([405, "GET, HEAD, OPTIONS"])
  expect(await refused.json()).toMatchObject({ status: 405 })
})

test("a bundle that is asked for by its digest may be kept for ever", async () => {
  const query = "/api/v1/bundle/download?entry=redis-exporter&examples=true"
  const digest = (await get(query)).headers.get("x-bundle-digest") ?? ""
  expect((await get(query)).headers.get("cache-control")).not.toContain("immutable")
  expect((await get(`${query}&digest=${digest}`)).headers.get("cache-control")).toContain("immutable")
})

test("the document is served", async () => {
  const response = await document(at("/api/v1/openapi.json"))
  expect(await response.json()).toMatchObject({ openapi: "3.1.1", servers: [{ url: "/api/v1" }] })
})
