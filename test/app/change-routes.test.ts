import { beforeEach, expect, test, vi } from "vitest"

vi.mock("server-only", () => ({}))
const planRollback = vi.hoisted(() => vi.fn())
const applyPlan = vi.hoisted(() => vi.fn())
vi.mock("@/lib/adapters/kubernetes", () => ({
  contexts: async () => [],
  clusterClient: async (context: string) => ({ context }),
}))
vi.mock("@/lib/cluster/rollback", () => ({ planRollback }))
vi.mock("@/lib/cluster/apply", () => ({ applyPlan }))

import { POST as plan } from "@/app/api/clusters/change/plan/route"
import { POST as apply } from "@/app/api/clusters/change/route"

const BODY = { context: "test", namespace: "m", name: "redis", change: { kind: "rollback", to: 2 } }
const OURS = { host: "127.0.0.1:3000", origin: "http://127.0.0.1:3000", "content-type": "application/json" }

function post(body: unknown, headers: Record<string, string> = OURS): Request {
  return new Request("http://127.0.0.1:3000/api/clusters/change", {
    method: "POST",
    headers,
    body: JSON.stringify(body),
  })
}

let made: object

beforeEach(() => {
  made = { context: "test", name: "redis", namespace: "m", digest: "d", clean: true, changes: true, items: [] }
  applyPlan.mockReset().mockResolvedValue({ ok: true, message: "done" })
  planRollback.mockReset().mockImplementation(async () => ({ ...made, steps: [], memory: {} }))
})

async function shown(): Promise<string> {
  return (await (await plan(post(BODY))).json()).id
}

test("a rollback that was shown is applied", async () => {
  const answer = await apply(post({ ...BODY, plan: await shown() }))
  expect(answer.status).toBe(202)
  expect(planRollback).toHaveBeenLastCalledWith(
    { context: "test" },
    { namespace: "m", name: "redis" },
    { to: 2, choices: {} },
  )
  expect(applyPlan).toHaveBeenCalledTimes(1)
})

test("nothing is applied when the plan moved or is not clean", async () => {
  const id = await shown()
  made = { ...made, items: [{ action: "update" }] }
  expect((await apply(post({ ...BODY, plan: id }))).status).toBe(409)
  made = { ...made, clean: false }
  expect((await apply(post({ ...BODY, plan: await shown() }))).status).toBe(409)
  expect(applyPlan).not.toHaveBeenCalled()
})

test.each([
  ["another site", BODY, { ...OURS, origin: "http://evil.test" }, 403],
  ["another name of this machine", BODY, { ...OURS, host: "evil.test" }, 403],
  ["a revision that is no number", { ...BODY, change: { kind: "rollback", to: "2" } }, OURS, 400],
  ["a change that nobody knows", { ...BODY, change: { kind: "force" } }, OURS, 400],
  ["more than is known", { ...BODY, force: true }, OURS, 400],
])("%s is refused", async (_, body, headers, status) => {
  expect((await plan(post(body, headers))).status).toBe(status)
  expect((await apply(post({ ...body, plan: "x" }, headers))).status).toBe(status)
  expect(applyPlan).not.toHaveBeenCalled()
})

test("a public hub has no such routes", async () => {
  vi.stubEnv("EXPORTERHUB_MODE", "public")
  for (const route of [plan, apply]) expect((await route(post({ ...BODY, plan: "x" }))).status).toBe(404)
  vi.unstubAllEnvs()
})
