import { expect, test } from "vitest"
import { applyPlan } from "@/lib/cluster/apply"
import type { ApplyEvent } from "@/lib/cluster/apply-event"
import { installId } from "@/lib/cluster/apply-set"
import type { ClusterClient } from "@/lib/cluster/client"
import { planInstall } from "@/lib/cluster/plan"
import { HubError } from "@/lib/error"
import {
  actions,
  adminClient,
  clusterSuite,
  freshNamespace,
  install,
  kubectl,
  ours,
  put,
  QUICK,
  read,
  request,
  versions,
} from "./harness"
import { sample } from "./sample"

const SECRET = { apiVersion: "v1", kind: "Secret", metadata: { name: "exporterhub-redis" } }

/** A client whose n-th real write of a member fails. */
function failing(client: ClusterClient, nth: number, error: Error): ClusterClient {
  let writes = 0
  return {
    ...client,
    apply: (type, object, options) => {
      if (!options?.dryRun && ++writes === nth) return Promise.reject(error)
      return client.apply(type, object, options)
    },
  }
}

clusterSuite("apply", () => {
  test("installs in order, waits, and records the set as kubectl would", async () => {
    const { client } = await adminClient()
    const namespace = await freshNamespace(client)
    const events: ApplyEvent[] = []
    const result = await applyPlan(
      client,
      await planInstall(client, request(namespace)),
      (event) => events.push(event),
      QUICK,
    )
    expect(result).toMatchObject({ ok: true, state: "new", changed: true, revision: 1 })
    expect(events[0]).toEqual({ type: "started", total: 7 })
    expect(events.filter(({ type }) => type === "done")).toHaveLength(7)
    expect(events.at(-1)).toMatchObject({ type: "ready", ref: { kind: "Deployment" } })
    const record = await read(client, SECRET, namespace)
    expect(record?.metadata.labels?.["applyset.kubernetes.io/id"]).toBe(installId({ name: "redis", namespace }))
    expect(record?.metadata.annotations).toMatchObject({
      "applyset.kubernetes.io/tooling": "exporterhub/v1",
      "applyset.kubernetes.io/contains-group-kinds":
        "ConfigMap,Deployment.apps,NetworkPolicy.networking.k8s.io,PrometheusRule.monitoring.coreos.com,Service,ServiceAccount,ServiceMonitor.monitoring.coreos.com",
      "applyset.kubernetes.io/additional-namespaces": "",
      "exporterhub.io/revision": "1",
      "exporterhub.io/entries": "redis-exporter",
    })
    expect(record?.metadata.annotations).not.toHaveProperty(["exporterhub.io/pending-revision"])
  })

  test("a second time changes no resourceVersion and sends nothing", async () => {
    const { client, requests } = await adminClient()
    const namespace = await freshNamespace(client)
    await install(client, request(namespace))
    const before = await versions(client, request(namespace))
    const plan = await planInstall(client, request(namespace))
    expect(plan).toMatchObject({ clean: true, changes: false })
    requests.length = 0
    expect(await applyPlan(client, plan)).toMatchObject({ ok: true, state: "new", changed: false, revision: 1 })
    expect(requests).toEqual([])
    expect(await versions(client, request(namespace))).toEqual(before)
  })

  test("an upgrade touches only what differs, and prunes last", async () => {
    const { client } = await adminClient()
    const namespace = await freshNamespace(client)
    await install(client, request(namespace))
    const before = await versions(client, request(namespace))
    const next = request(namespace, { threshold: 3, dashboard: false })
    const events: ApplyEvent[] = []
    const result = await applyPlan(client, await planInstall(client, next), (event) => events.push(event), QUICK)
    expect(result).toMatchObject({ ok: true, state: "new", revision: 2 })
    const after = await versions(client, request(namespace))
    const same = Object.keys(before).filter((key) => before[key] === after[key])
    expect(same.sort()).toEqual([
      "Deployment/redis",
      "NetworkPolicy/redis",
      "Service/redis",
      "ServiceAccount/redis",
      "ServiceMonitor/redis",
    ])
    expect(after["ConfigMap/redis-dashboard"]).toBeUndefined()
    expect(events.filter(({ type }) => type === "done").at(-1)).toMatchObject({
      what: "removed",
      ref: { kind: "ConfigMap" },
    })
    const record = await read(client, SECRET, namespace)
    expect(record?.metadata.annotations?.["applyset.kubernetes.io/contains-group-kinds"]).not.toContain("ConfigMap")
    expect(Object.keys(record?.data as object).sort()).toEqual(["revision.1", "revision.2"])
  })

  test.each([
    ["a missing Secret", { secret: "absent" }, 'CreateContainerConfigError: secret "absent" not found'],
    ["an image that is not there", { image: "example.test/does-not-exist:1" }, "ImagePullBackOff"],
    ["a container that crashes", { image: "example.test/crashes:1" }, "CrashLoopBackOff"],
  ])("a first install with %s leaves nothing and says why", async (_, options, reason) => {
    const { client } = await adminClient()
    const namespace = await freshNamespace(client)
    const result = await install(client, request(namespace, options))
    expect(result).toMatchObject({ ok: false, state: "none", changed: false })
    expect(result.message).toContain(reason)
    expect(result.message).toContain("Everything that had been created was removed")
    expect(result.hint).toBeDefined()
    expect(await ours(client, namespace)).toEqual([])
    expect(await read(client, SECRET, namespace)).toBeUndefined()
  })

  test("a failed upgrade puts the old version back", async () => {
    const { client } = await adminClient()
    const namespace = await freshNamespace(client)
    await install(client, request(namespace))
    const result = await install(
      client,
      request(namespace, { image: "example.test/does-not-exist:2", threshold: 9, dashboard: false }),
    )
    expect(result).toMatchObject({ ok: false, state: "old", revision: 1 })
    expect(result.message).toContain("Revision 1")
    const plan = await planInstall(client, request(namespace))
    expect(new Set(plan.items.map(({ action }) => action))).toEqual(new Set(["unchanged"]))
    expect(plan).toMatchObject({ clean: true, changes: false })
  })

  test.each([1, 3, 5, 7])("a failure at write %i of a first install leaves nothing", async (nth) => {
    const { client } = await adminClient()
    const namespace = await freshNamespace(client)
    const plan = await planInstall(client, request(namespace))
    const result = await applyPlan(
      failing(client, nth, new HubError("unreachable", "cable cut")),
      plan,
      () => {},
      QUICK,
    )
    expect(result).toMatchObject({ ok: false, state: "none", message: expect.stringContaining("cable cut") })
    expect(await ours(client, namespace)).toEqual([])
  })

  test("an apply that was killed is finished by the next one, after its lock ended", async () => {
    const { client } = await adminClient()
    const namespace = await freshNamespace(client)
    const dead = new Error("killed")
    // Nothing works any more after the third write: neither the rest nor undoing.
    let writes = 0
    const killed: ClusterClient = {
      ...client,
      apply: (type, object, options) =>
        !options?.dryRun && ++writes > 3 ? Promise.reject(dead) : client.apply(type, object, options),
      get: (...args) => (writes > 3 ? Promise.reject(dead) : client.get(...args)),
      replace: () => Promise.reject(dead),
    }
    const first = await applyPlan(killed, await planInstall(client, request(namespace)), () => {}, QUICK)
    expect(first).toMatchObject({ ok: false, state: "mixed" })
    const locked = await planInstall(client, request(namespace))
    expect(locked.clean).toBe(false)
    expect(locked.blockers[0]?.message).toContain("Someone else is applying")
    const later: ClusterClient = { ...client, clock: { ...client.clock, now: () => new Date(Date.now() + 120_000) } }
    const plan = await planInstall(later, request(namespace))
    expect(plan).toMatchObject({ clean: true, changes: true })
    expect(await applyPlan(later, plan, () => {}, QUICK)).toMatchObject({ ok: true, state: "new" })
    expect(await planInstall(client, request(namespace))).toMatchObject({ changes: false })
  })

  test("of two hubs at once, one is refused before it writes anything", async () => {
    const { client } = await adminClient()
    const namespace = await freshNamespace(client)
    const plan = await planInstall(client, request(namespace))
    const other = await planInstall(client, request(namespace, { threshold: 5 }))
    const results = await Promise.allSettled([plan, other].map((each) => applyPlan(client, each, () => {}, QUICK)))
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
    const refused = results.find((result) => result.status === "rejected")
    expect(String(refused?.reason)).toContain("was changed by someone else since it was planned")
    const upgrade = await planInstall(client, request(namespace, { threshold: 6 }))
    await install(client, request(namespace, { threshold: 7 }))
    await expect(applyPlan(client, upgrade, () => {}, QUICK)).rejects.toMatchObject({
      code: "conflict",
      hint: "Plan again",
    })
  })

  test("an object that was made again since the plan is not overwritten", async () => {
    const { client } = await adminClient()
    const namespace = await freshNamespace(client)
    await install(client, request(namespace))
    const plan = await planInstall(client, request(namespace, { threshold: 4 }))
    await kubectl(["-n", namespace, "delete", "prometheusrule", "redis"])
    // With the values of the plan, so that no field conflicts.
    const same = sample({ threshold: 4 }).find(({ kind }) => kind === "PrometheusRule")
    expect((await kubectl(["-n", namespace, "create", "-f", "-"], JSON.stringify(same))).code).toBe(0)
    const result = await applyPlan(client, plan, () => {}, QUICK)
    expect(result.ok).toBe(false)
    expect(result.message).toContain("uid")
    expect(actions(await planInstall(client, request(namespace)))).toContain("blocked PrometheusRule/redis")
  })

  test("makes the namespace when allowed, and keeps it when the apply fails", async () => {
    const { client } = await adminClient()
    const namespace = `made-${Date.now()}`
    const failed = await install(client, { ...request(namespace, { secret: "absent" }), createNamespace: true })
    expect(failed).toMatchObject({
      state: "none",
      message: expect.stringContaining(`the namespace ${namespace} stays`),
    })
    expect(await ours(client, namespace)).toEqual([])
    expect(await install(client, { ...request(namespace), createNamespace: true })).toMatchObject({
      ok: true,
      state: "new",
    })
  })

  test("without waiting, trouble goes unseen and nothing is undone", async () => {
    const { client } = await adminClient()
    const namespace = await freshNamespace(client)
    expect(await install(client, request(namespace, { secret: "absent" }), { wait: false })).toMatchObject({
      ok: true,
      state: "new",
    })
  })

  test("a Secret that comes while waiting lets the install succeed", async () => {
    const { client } = await adminClient()
    const namespace = await freshNamespace(client)
    const plan = await planInstall(client, request(namespace, { secret: "late" }))
    const make = () =>
      put(client, {
        apiVersion: "v1",
        kind: "Secret",
        metadata: { name: "late", namespace },
        data: { password: "eA==" },
      })
    let asked = false
    const result = await applyPlan(
      client,
      plan,
      (event) => {
        if (event.type !== "waiting" || asked || !event.message.includes("late")) return
        asked = true
        void make()
      },
      { timeoutMs: 20_000, patienceMs: 10_000 },
    )
    expect(asked).toBe(true)
    expect(result).toMatchObject({ ok: true, state: "new" })
  })
})
