import { expect, test } from "vitest"
import { applyPlan } from "@/lib/cluster/apply"
import { driftOf } from "@/lib/cluster/drift"
import { field } from "@/lib/cluster/field"
import { MAX_REVISIONS, readParent } from "@/lib/cluster/parent"
import { planInstall } from "@/lib/cluster/plan"
import { planRollback } from "@/lib/cluster/rollback"
import { installStatus } from "@/lib/cluster/status"
import { adminClient, clusterSuite, freshNamespace, install, kubectl, put, QUICK, read, request } from "./harness"
import { sample } from "./sample"

const RULE = { apiVersion: "monitoring.coreos.com/v1", kind: "PrometheusRule", metadata: { name: "redis" } }

clusterSuite("history", () => {
  test("goes back to any recorded revision, as a new one, byte for byte", async () => {
    const { client } = await adminClient()
    const namespace = await freshNamespace(client)
    const ref = { name: "redis", namespace }
    await install(client, request(namespace))
    const first = (await read(client, RULE, namespace))?.spec
    await install(client, request(namespace, { threshold: 2, dashboard: false }))
    await install(client, request(namespace, { threshold: 3 }))
    const plan = await planRollback(client, ref, { to: 1 })
    expect(await applyPlan(client, plan, () => {}, QUICK)).toMatchObject({ ok: true, state: "new", revision: 4 })
    expect((await read(client, RULE, namespace))?.spec).toEqual(first)
    const status = await installStatus(client, ref)
    expect(status).toMatchObject({ healthy: true, revision: 4, digest: request(namespace).digest })
    expect(status.history.map(({ revision, cause }) => [revision, cause])).toEqual([
      [4, "rollback to 1"],
      [3, "install"],
      [2, "install"],
      [1, "install"],
    ])
    // Without a number: to the one before, where the dashboard goes on.
    const before = await planRollback(client, ref)
    expect(before.memory.cause).toBe("rollback to 3")
    expect(await planInstall(client, request(namespace))).toMatchObject({ clean: true, changes: false })
    await expect(planRollback(client, ref, { to: 9 })).rejects.toMatchObject({
      code: "usage",
      hint: "Recorded are: 4, 3, 2, 1",
    })
  })

  test("keeps a bounded number of revisions, fewer when they are large, and no value of a Secret", async () => {
    const { client } = await adminClient()
    const namespace = await freshNamespace(client)
    const secret = { apiVersion: "v1", kind: "Secret", metadata: { name: "s" }, data: { password: "aHVudGVyMg==" } }
    const wanted = (n: number, noise = "") => {
      const map = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "big" }, data: { noise } }
      return { ...request(namespace), objects: [secret, map], digest: `sha256:${n}` }
    }
    for (let n = 1; n <= MAX_REVISIONS + 2; n++) expect(await install(client, wanted(n))).toMatchObject({ ok: true })
    const parent = await readParent(client, request(namespace))
    expect(parent?.packed.size).toBe(MAX_REVISIONS)
    expect(parent?.revision).toBe(MAX_REVISIONS + 2)
    expect(JSON.stringify(parent?.current?.objects)).not.toContain("aHVudGVyMg")
    // Text that hardly gets smaller: of these the record has room for three.
    const noise = () => Array.from({ length: 400_000 }, () => String.fromCharCode(33 + Math.random() * 90)).join("")
    for (let n = 20; n < 24; n++) expect(await install(client, wanted(n, noise()))).toMatchObject({ ok: true })
    const big = await readParent(client, request(namespace))
    expect(big?.current?.digest).toBe("sha256:23")
    expect(big?.packed.size).toBeLessThan(4)
    const bytes = Object.values((big?.live.data ?? {}) as Record<string, string>).join("").length * 0.75
    expect(bytes).toBeLessThan(1_048_576)
    // A Secret of an old revision cannot be made again from the record, and stays.
    const back = await planRollback(client, request(namespace))
    expect(back.items.find(({ ref }) => ref.kind === "Secret")).toMatchObject({ action: "unchanged" })
  })
})

clusterSuite("drift", () => {
  test("is nothing right after an install, and says who changed what since", async () => {
    const { client } = await adminClient()
    const namespace = await freshNamespace(client)
    const ref = { name: "redis", namespace }
    await install(client, request(namespace))
    expect(await driftOf(client, ref)).toMatchObject({ drifted: false, revision: 1 })
    await kubectl(["-n", namespace, "scale", "deployment/redis", "--replicas=3"])
    const patch = JSON.stringify({ data: { "redis.json": "{}" } })
    await kubectl(["-n", namespace, "patch", "configmap", "redis-dashboard", "-p", patch, "--field-manager=intern"])
    await kubectl(["-n", namespace, "delete", "networkpolicy", "redis"])
    await kubectl(["-n", namespace, "label", "service", "redis", "harmless=yes"])
    const drift = await driftOf(client, ref)
    expect(drift.drifted).toBe(true)
    const of = (kind: string) => drift.items.find((item) => item.ref.kind === kind)
    expect(of("Deployment")).toMatchObject({
      state: "changed",
      changes: [{ path: "spec.replicas", applied: 1, live: 3, manager: "kubectl" }],
    })
    expect(of("ConfigMap")).toMatchObject({
      state: "changed",
      changes: [{ path: 'data["redis.json"]', live: "{}", manager: "intern", at: expect.any(String) }],
    })
    expect(of("NetworkPolicy")).toMatchObject({ state: "deleted" })
    expect(of("Service")).toMatchObject({ state: "same" })
    expect(drift.hint).toContain("--take-over Deployment/redis")
    const takeOver = ["Deployment/redis", "ConfigMap/redis-dashboard"]
    expect(await install(client, { ...request(namespace), choices: { takeOver } })).toMatchObject({ ok: true })
    expect(await driftOf(client, ref)).toMatchObject({ drifted: false })
  })

  test("sees an object that was made again by someone else", async () => {
    const { client } = await adminClient()
    const namespace = await freshNamespace(client)
    await install(client, request(namespace))
    await kubectl(["-n", namespace, "delete", "service", "redis"])
    const service = sample().find(({ kind }) => kind === "Service")
    if (service) await put(client, { ...service, metadata: { ...service.metadata, namespace } })
    const { items } = await driftOf(client, { name: "redis", namespace })
    expect(items.find(({ ref }) => ref.kind === "Service")).toMatchObject({ state: "foreign" })
    expect(field(items, "length")).toBe(7)
  })
})
