import { expect, test } from "vitest"
import { applyPlan } from "@/lib/cluster/apply"
import type { ClusterClient } from "@/lib/cluster/client"
import { numberAt } from "@/lib/cluster/field"
import { type InstallRequest, planInstall } from "@/lib/cluster/plan"
import { planRollback } from "@/lib/cluster/rollback"
import { installStatus } from "@/lib/cluster/status"
import { uninstall } from "@/lib/cluster/uninstall"
import {
  actions,
  adminClient,
  clusterSuite,
  freshNamespace,
  install,
  kubectl,
  ours,
  QUICK,
  read,
  request,
} from "./harness"
import { sample } from "./sample"

const DEPLOYMENT = { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "redis" } }
const CONFIG = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "redis-dashboard" } }

async function replicas(client: ClusterClient, namespace: string): Promise<number> {
  return numberAt(await read(client, DEPLOYMENT, namespace), -1, "spec", "replicas")
}

async function scaled(): Promise<{ client: ClusterClient; namespace: string; wanted: InstallRequest }> {
  const { client } = await adminClient()
  const namespace = await freshNamespace(client)
  await install(client, request(namespace))
  await kubectl(["-n", namespace, "scale", "deployment/redis", "--replicas=2"])
  await kubectl(["-n", namespace, "label", "deployment/redis", "--overwrite", "app.kubernetes.io/name=other"])
  return { client, namespace, wanted: request(namespace, { threshold: 2 }) }
}

clusterSuite("choices in a conflict", () => {
  test("without one nothing is written, and the plan says how to choose", async () => {
    const { client, namespace, wanted } = await scaled()
    const plan = await planInstall(client, wanted)
    expect(plan.clean).toBe(false)
    const item = plan.items.find(({ action }) => action === "conflict")
    expect(item?.conflicts.map(({ field }) => field).sort()).toEqual([
      ".metadata.labels.app.kubernetes.io/name",
      ".spec.replicas",
    ])
    expect(item?.hint).toContain("--keep-theirs Deployment/redis")
    expect(item?.hint).toContain("--take-over Deployment/redis")
    await expect(applyPlan(client, plan)).rejects.toMatchObject({ code: "usage" })
    expect(await replicas(client, namespace)).toBe(2)
  })

  test("of one field leaves the others in conflict", async () => {
    const { client, wanted } = await scaled()
    const choices = { keepTheirs: ["Deployment/redis:.spec.replicas"] }
    const plan = await planInstall(client, { ...wanted, choices })
    expect(plan.clean).toBe(false)
    const item = plan.items.find(({ action }) => action === "conflict")
    expect(item?.conflicts.map(({ field }) => field)).toEqual([".metadata.labels.app.kubernetes.io/name"])
    expect(item?.kept).toMatchObject([{ field: ".spec.replicas", manager: "kubectl" }])
  })

  test("to keep theirs is remembered by later versions and rollbacks, until it is taken over", async () => {
    const { client, namespace, wanted } = await scaled()
    const choices = { keepTheirs: ["Deployment/redis"] }
    expect(await install(client, { ...wanted, choices })).toMatchObject({ ok: true, state: "new", revision: 2 })
    expect(await replicas(client, namespace)).toBe(2)
    expect((await installStatus(client, { name: "redis", namespace })).kept).toMatchObject([
      { field: ".metadata.labels.app.kubernetes.io/name", manager: "kubectl-label" },
      { field: ".spec.replicas", manager: "kubectl" },
    ])
    const again = await planInstall(client, wanted)
    expect(again).toMatchObject({ clean: true, changes: false })
    const third = request(namespace, { threshold: 3, image: "example.test/redis_exporter:3" })
    expect(await install(client, third)).toMatchObject({ ok: true, state: "new", revision: 3 })
    expect(await replicas(client, namespace)).toBe(2)
    const back = await planRollback(client, { name: "redis", namespace }, { to: 1 })
    expect(await applyPlan(client, back, () => {}, QUICK)).toMatchObject({ ok: true, state: "new", revision: 4 })
    expect(await replicas(client, namespace)).toBe(2)

    const taking = await planInstall(client, { ...request(namespace), choices: { takeOver: ["Deployment/redis"] } })
    expect(taking.items.find(({ ref }) => ref.kind === "Deployment")).toMatchObject({ action: "update" })
    expect(await applyPlan(client, taking, () => {}, QUICK)).toMatchObject({ ok: true, revision: 5 })
    expect(await replicas(client, namespace)).toBe(1)
    expect((await installStatus(client, { name: "redis", namespace })).kept).toEqual([])
  })

  test("that name nothing in the bundle are refused", async () => {
    const { client } = await adminClient()
    const namespace = await freshNamespace(client)
    for (const choices of [
      { keepTheirs: ["Deployment/nosuch"] },
      { takeOver: ["Deployment"] },
      { adopt: ["Deployment/redis:.spec"] },
    ])
      await expect(planInstall(client, { ...request(namespace), choices })).rejects.toMatchObject({ code: "usage" })
  })
})

/** The dashboard as kubectl's client-side apply makes it, with a key and a label that the bundle has not. */
async function withForeignDashboard(): Promise<{ client: ClusterClient; namespace: string; before: string }> {
  const { client } = await adminClient()
  const namespace = await freshNamespace(client)
  const metadata = { name: "redis-dashboard", labels: { team: "a" } }
  const object = { apiVersion: "v1", kind: "ConfigMap", metadata, data: { "redis.json": "{}", "old.json": "1" } }
  expect((await kubectl(["-n", namespace, "apply", "-f", "-"], JSON.stringify(object))).code).toBe(0)
  return { client, namespace, before: await dashboard(client, namespace) }
}

/** Everything of the dashboard but the version. */
async function dashboard(client: ClusterClient, namespace: string): Promise<string> {
  const live = await read(client, CONFIG, namespace)
  if (!live) return "gone"
  const { resourceVersion: _, ...metadata } = live.metadata
  return JSON.stringify({ metadata, data: live.data })
}

const ADOPT = { choices: { adopt: ["ConfigMap/redis-dashboard"] } }

clusterSuite("adoption", () => {
  test("is only done when asked for", async () => {
    const { client, namespace, before } = await withForeignDashboard()
    const plan = await planInstall(client, request(namespace))
    expect(plan.clean).toBe(false)
    expect(actions(plan)).toContain("blocked ConfigMap/redis-dashboard")
    expect(JSON.stringify(plan.items)).toContain("--adopt ConfigMap/redis-dashboard")
    expect(await dashboard(client, namespace)).toBe(before)
  })

  test("takes what kubectl applied, and uninstalling puts it back to the byte", async () => {
    const { client, namespace, before } = await withForeignDashboard()
    const plan = await planInstall(client, { ...request(namespace), ...ADOPT })
    expect(plan.clean).toBe(true)
    const item = plan.items.find(({ ref }) => ref.kind === "ConfigMap")
    expect(item).toMatchObject({ action: "update" })
    expect(item?.reason).toContain(".data.old.json")
    expect(item?.reason).toContain(".metadata.labels.team")
    expect(await applyPlan(client, plan, () => {}, QUICK)).toMatchObject({ ok: true, state: "new" })
    const live = await read(client, CONFIG, namespace)
    expect(Object.keys(live?.data as object)).toEqual(["redis.json"])
    expect(live?.metadata.labels).not.toHaveProperty("team")
    expect(live?.metadata.annotations ?? {}).not.toHaveProperty("kubectl.kubernetes.io/last-applied-configuration")
    expect(live?.metadata.managedFields?.map(({ manager }) => manager)).toEqual(["exporterhub"])
    expect(await planInstall(client, request(namespace))).toMatchObject({ clean: true, changes: false })
    await uninstall(client, { name: "redis", namespace })
    expect(await dashboard(client, namespace)).toBe(before)
    expect(await ours(client, namespace)).toEqual([])
  })

  test("is taken back when the install fails, and when the object leaves the bundle", async () => {
    const { client, namespace, before } = await withForeignDashboard()
    const failed = await install(client, { ...request(namespace, { secret: "absent" }), ...ADOPT })
    expect(failed).toMatchObject({ ok: false, state: "none" })
    expect(await dashboard(client, namespace)).toBe(before)
    expect(await install(client, { ...request(namespace), ...ADOPT })).toMatchObject({ ok: true })
    expect(await install(client, request(namespace, { dashboard: false }))).toMatchObject({ ok: true })
    expect(await dashboard(client, namespace)).toBe(before)
  })

  test("of a member of another set, or of a Secret, is refused", async () => {
    const { client } = await adminClient()
    const namespace = await freshNamespace(client)
    const other = request(namespace)
    await install(client, { ...other, name: "first" })
    const choices = { adopt: ["ConfigMap/redis-dashboard"] }
    const plan = await planInstall(client, { ...request(namespace), choices })
    expect(plan.clean).toBe(false)
    expect(plan.items.find(({ ref }) => ref.kind === "ConfigMap")?.hint).toContain("belongs to the apply set")
    const secret = { apiVersion: "v1", kind: "Secret", metadata: { name: "s" }, data: { a: "eA==" } }
    await kubectl(["-n", namespace, "apply", "-f", "-"], JSON.stringify(secret))
    const wanted = { ...request(namespace), name: "third", objects: [...sample({ name: "third" }), secret] }
    const third = await planInstall(client, { ...wanted, choices: { adopt: ["Secret/s"] } })
    expect(third.items.find(({ ref }) => ref.name === "s")).toMatchObject({
      action: "blocked",
      hint: expect.stringContaining("Not adopted: a Secret"),
    })
  })
})
