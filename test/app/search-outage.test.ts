import { describe, expect, test, vi } from "vitest"
import { FIXTURES } from "../support/demo"

vi.mock("server-only", () => ({}))
await vi.hoisted(async () => {
  process.env.EXPORTERHUB_CATALOG = new URL("../fixtures", import.meta.url).pathname
  // A port that was free a moment ago, so nothing listens there.
  const { createServer } = await import("node:net")
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  process.env.MEILI_URL = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`
  process.env.MEILI_KEY = "secret"
})

import { GET as search } from "@/app/api/v1/[[...path]]/route"
import { guarded } from "@/app/search/guarded"
import { searchEngine } from "@/app/server"
import { HubError, type HubErrorCode } from "@/lib/error"

test("while Meilisearch is down, the API says so, and neither its address nor the key", async () => {
  expect(process.env.EXPORTERHUB_CATALOG).toBe(FIXTURES)
  const log = vi.spyOn(console, "error").mockImplementation(() => undefined)
  const response = await search(new Request("http://127.0.0.1:3000/api/v1/search?q=demo"))
  expect(response.status).toBe(502)
  expect(await response.json()).toEqual({
    title: "The other side cannot be reached",
    status: 502,
    code: "unreachable",
    detail: "The search server of this hub does not answer",
    hint: "Everything else works meanwhile; the hub's log says more",
  })
  expect(log.mock.calls[0]?.[0]).toMatchObject({ message: `Meilisearch at ${process.env.MEILI_URL} does not answer` })
  await expect((await searchEngine()).search({ text: "" })).rejects.toBeInstanceOf(HubError)
  log.mockRestore()
})

describe("what visitors learn of a failure", () => {
  const failing = (error: unknown) => guarded({ search: () => Promise.reject(error) }, () => undefined)

  test.each<[HubErrorCode, HubErrorCode, string]>([
    ["unreachable", "unreachable", "does not answer"],
    ["timeout", "timeout", "takes too long"],
    ["forbidden", "upstream", "refuses to work"],
    ["unauthorized", "upstream", "refuses to work"],
    ["upstream", "upstream", "refuses to work"],
  ])("%s is %s", async (code, shown, words) => {
    await expect(
      failing(new HubError(code, "the key k of http://10.0.0.5")).search({ text: "" }),
    ).rejects.toMatchObject({
      code: shown,
      message: `The search server of this hub ${words}`,
    })
  })

  test("a fault of ours stays one", async () => {
    await expect(failing(new TypeError("x is not a function")).search({ text: "" })).rejects.toThrow(
      "x is not a function",
    )
  })
})
