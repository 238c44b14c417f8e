import { afterEach, expect, test, vi } from "vitest"
import { answer, problemFrom } from "@/app/api/problem"
import { HubError } from "@/lib/error"

afterEach(() => vi.restoreAllMocks())

test.each([
  ["usage", 400],
  ["unauthorized", 401],
  ["forbidden", 403],
  ["not-found", 404],
  ["conflict", 409],
  ["missing-tool", 501],
  ["unreachable", 502],
  ["upstream", 502],
  ["timeout", 504],
] as const)("HubError %s answers %i", async (code, status) => {
  const response = problemFrom(new HubError(code, "what happened", { hint: "what to do" }))
  expect(response.status).toBe(status)
  expect(response.headers.get("content-type")).toBe("application/problem+json")
  expect(await response.json()).toMatchObject({ status, code, detail: "what happened", hint: "what to do" })
})

test("refused fields are named", async () => {
  const fields = [{ field: "address", message: "must be a URL" }]
  expect(await problemFrom(new HubError("usage", "bad", { fields })).json()).toMatchObject({ fields })
})

test("a fault of ours says nothing about itself", async () => {
  const log = vi.spyOn(console, "error").mockImplementation(() => {})
  const response = await answer(async () => {
    throw new TypeError("/etc/secret is undefined")
  })
  expect(response.status).toBe(500)
  expect(await response.text()).not.toContain("secret")
  expect(log).toHaveBeenCalledOnce()
})
