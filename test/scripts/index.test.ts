import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest"
import { FIXTURES } from "@/test/support/demo"
import { type MeiliServer, startMeilisearch } from "@/test/support/meilisearch-server"
import { run as cli } from "./run"

let server: MeiliServer
beforeAll(async () => {
  server = await startMeilisearch({ key: "secret" })
})
afterAll(() => server.stop())
afterEach(() => vi.unstubAllEnvs())

const run = (...args: string[]) => cli(...args, "--catalog", FIXTURES)

test("index fills Meilisearch, and search then answers from there", async () => {
  vi.stubEnv("MEILI_URL", server.url)
  vi.stubEnv("MEILI_KEY", "secret")
  const { code, out, err } = await run("index", "--json")
  expect({ code, err }).toEqual({ code: 0, err: "" })
  const documents = server.indexes.get("exporterhub")?.documents.size
  expect(JSON.parse(out)).toEqual({ documents, tookMs: expect.any(Number) })
  const before = server.requests.length
  const found = await run("search", "DemoDown", "--json")
  expect(JSON.parse(found.out).hits[0].id).toBe("alert/demo-exporter/DemoDown")
  expect(server.requests.slice(before)).toEqual(["POST /multi-search", "POST /multi-search"])
})

test("for people it tells how far it is", async () => {
  vi.stubEnv("MEILI_KEY", "secret")
  const { code, out, err } = await run("index", "--url", server.url, "--index", "other")
  const documents = server.indexes.get("other")?.documents.size
  expect(code).toBe(0)
  expect(err).toBe(`0 of ${documents} documents\n${documents} of ${documents} documents`)
  expect(out).toMatch(new RegExp(`^${documents} documents are in use, after \\d+\\.\\d s$`))
})

test("without an address it is called wrongly", async () => {
  vi.stubEnv("MEILI_URL", "")
  expect(await run("index")).toMatchObject({ code: 2, err: expect.stringContaining("Set MEILI_URL or --url") })
})

test("a wrong key, a failed task and a server that is gone are failures of the outside world", async () => {
  vi.stubEnv("MEILI_KEY", "wrong")
  const refused = await run("index", "--url", server.url, "--json")
  expect(refused.code).toBe(3)
  expect(JSON.parse(refused.out).error).toMatchObject({ code: "forbidden", hint: expect.stringContaining("MEILI_KEY") })
  vi.stubEnv("MEILI_KEY", "secret")
  server.failNext("documentAdditionOrUpdate", "No space left on device")
  const failed = await run("index", "--url", server.url)
  expect(failed).toMatchObject({ code: 3, err: expect.stringContaining("No space left on device") })
  const gone = await startMeilisearch()
  await gone.stop()
  const unreachable = await run("index", "--url", gone.url)
  expect(unreachable).toMatchObject({ code: 3, err: expect.stringContaining("does not answer") })
})

test("when Meilisearch is down, search fails instead of asking another engine", async () => {
  const gone = await startMeilisearch()
  await gone.stop()
  vi.stubEnv("MEILI_URL", gone.url)
  const { code, out, err } = await run("search", "redis")
  expect({ code, out }).toEqual({ code: 3, out: "" })
  expect(err).toContain(`Meilisearch at ${gone.url} does not answer`)
})
