import { beforeEach, expect, test, vi } from "vitest"

vi.mock("server-only", () => ({}))
vi.hoisted(() => {
  process.env.EXPORTERHUB_CATALOG = new URL("../fixtures", import.meta.url).pathname
})
const planInstall = vi.hoisted(() => vi.fn())
const applyPlan = vi.hoisted(() => vi.fn())
vi.mock("@/lib/adapters/kubernetes", () => ({
  contexts: async () => [],
  clusterClient: async (context: string) => ({ context }),
}))
vi.mock("@/lib/cluster/plan", async (original) => ({ ...(await original<object>()), planInstall }))
vi.mock("@/lib/cluster/apply", () => ({ applyPlan }))

import { POST as apply } from "@/app/api/clusters/apply/route"
import { POST as plan } from "@/app/api/clusters/plan/route"
import { watchRun } from "@/app/api/clusters/runs"

const BODY = { context: "test", bundle: "entry=demo-exporter&p.address=demo://x:7000" }
const OURS = { host: "127.0.0.1:3000", origin: "http://127.0.0.1:3000", "content-type": "application/json" }

function post(body: unknown, headers: Record<string, string> = OURS): Request {
  const text = typeof body === "string" ? body : JSON.stringify(body)
  return new Request("http://127.0.0.1:3000/api/clusters/apply", { method: "POST", headers, body: text })
}

interface PlanBasis {
  name: string
  namespace: string
  digest: string
}

let revision = 1
let clean = true
let level = "ok"

beforeEach(() => {
  revision = 1
  clean = true
  level = "ok"
  applyPlan.mockReset().mockResolvedValue({ ok: true, message: "Everything is applied and ready" })
  planInstall
    .mockReset()
    .mockImplementation(async ({ context }: { context: string }, { name, namespace, digest }: PlanBasis) => ({
      ...{ context, name, namespace, digest, clean, changes: true, steps: [], items: [] },
      preflight: { level, items: [], readers: [], added: [] },
      installed: { revision, digest, appliedAt: "2026-01-01T00:00:00Z" },
    }))
})

async function shown() {
  const answer = await (await plan(post(BODY))).json()
  return { ...BODY, digest: answer.plan.digest, plan: answer.id }
}

test("what was planned is applied, and can be watched", async () => {
  const response = await apply(post(await shown()))
  expect(response.status).toBe(202)
  const { run } = await response.json()
  expect(await new Response(watchRun(run)).text()).toContain("Everything is applied and ready")
  expect(applyPlan).toHaveBeenCalledOnce()
})

test("a plan does not carry the means to carry it out", async () => {
  expect(await (await plan(post(BODY))).json()).not.toHaveProperty("plan.steps")
})

test("a plan that moved since is refused, and nothing is written", async () => {
  const body = await shown()
  revision = 2
  const response = await apply(post(body))
  expect(response.status).toBe(409)
  expect(applyPlan).not.toHaveBeenCalled()
})

test("a problem in the pre-flight stops it, unless the user goes on all the same", async () => {
  level = "error"
  const body = await shown()
  expect((await apply(post(body))).status).toBe(409)
  expect(applyPlan).not.toHaveBeenCalled()
  expect((await apply(post({ ...body, ignorePreflight: true }))).status).toBe(202)
})

test("what was chosen after a pre-flight reaches the plan, and nothing else does", async () => {
  const preflight = { forPrometheus: ["monitoring/b"], skipKinds: ["Probe"], monitorNamespace: "monitoring" }
  expect((await plan(post({ ...BODY, preflight }))).status).toBe(200)
  expect(planInstall.mock.lastCall?.[1]).toMatchObject({ preflight })
  expect((await plan(post({ ...BODY, preflight: { force: true } }))).status).toBe(400)
})

test("a bundle that is another one than was shown is refused", async () => {
  const body = await shown()
  const response = await apply(post({ ...body, bundle: `${BODY.bundle}&labels=release%3Dx` }))
  expect(response.status).toBe(409)
  expect(applyPlan).not.toHaveBeenCalled()
})

test("an unclean plan is refused", async () => {
  clean = false
  expect((await apply(post(await shown()))).status).toBe(409)
  expect(applyPlan).not.toHaveBeenCalled()
})

test.each([
  ["no JSON", "{"],
  ["a missing field", { context: "test" }],
  ["an unknown field", { ...BODY, digest: "x", plan: "y", manifest: "kind: Secret" }],
  ["a target that is not applied", { ...BODY, bundle: `${BODY.bundle}&target=prometheus`, digest: "x", plan: "y" }],
  ["a huge body", { ...BODY, digest: "x".repeat(70_000), plan: "y" }],
])("%s is refused", async (_, body) => {
  expect((await apply(post(body))).status).toBe(400)
  expect(applyPlan).not.toHaveBeenCalled()
})

test.each([
  ["another site", { ...OURS, origin: "https://evil.example" }],
  ["a rebound name", { ...OURS, host: "evil.example", origin: "http://evil.example" }],
])("%s cannot plan or apply", async (_, headers) => {
  const body = await shown()
  planInstall.mockClear()
  expect((await apply(post(body, headers))).status).toBe(403)
  expect((await plan(post(BODY, headers))).status).toBe(403)
  expect(planInstall).not.toHaveBeenCalled()
})
