import { expect, test } from "vitest"
import { applyPlan } from "@/lib/cluster/apply"
import type { ClusterClient } from "@/lib/cluster/client"
import { planInstall } from "@/lib/cluster/plan"
import { installStatus, installs } from "@/lib/cluster/status"
import { planUninstall, uninstall } from "@/lib/cluster/uninstall"
import { actions, adminClient, clusterSuite, freshNamespace, install, kubectl, ours, read, request } from "./harness"
import { sample } from "./sample"

clusterSuite("status", () => {
  test("of a healthy install lists every member, digest and entries", async () => {
    const { client } = await adminClient()
    const namespace = await freshNamespace(client)
    await install(client, request(namespace))
    const status = await installStatus(client, { name: "redis", namespace })
    expect(status).toMatchObject({
      healthy: true,
      revision: 1,
      digest: "sha256:{}",
      entries: ["redis-exporter"],
      context: "test",
    })
    expect(status.members).toHaveLength(7)
    expect(Date.parse(status.appliedAt ?? "")).toBeGreaterThan(Date.now() - 60_000)
    expect(await installs(client, namespace)).toEqual([
      {
        name: "redis",
        namespace,
        revision: 1,
        digest: "sha256:{}",
        entries: ["redis-exporter"],
        appliedAt: status.appliedAt,
      },
    ])
  })

  test("tells what is missing, what fails and why", async () => {
    const { client } = await adminClient()
    const namespace = await freshNamespace(client)
    await install(client, request(namespace, { secret: "absent" }), { wait: false })
    await kubectl(["-n", namespace, "delete", "service", "redis"])
    await expect
      .poll(
        async () =>
          (await installStatus(client, { name: "redis", namespace })).members.filter(({ state }) => state !== "ready"),
        { timeout: 10_000 },
      )
      .toEqual([
        {
          ref: expect.objectContaining({ kind: "Deployment" }),
          state: "failed",
          reason: "CreateContainerConfigError",
          message: expect.stringContaining('secret "absent" not found'),
        },
        {
          ref: expect.objectContaining({ kind: "Service" }),
          state: "missing",
          reason: "Missing",
          message: expect.any(String),
        },
      ])
    expect((await installStatus(client, { name: "redis", namespace })).healthy).toBe(false)
  })

  test("of an install that is not there names those that are", async () => {
    const { client } = await adminClient()
    const namespace = await freshNamespace(client)
    await install(client, request(namespace))
    await expect(installStatus(client, { name: "rediss", namespace })).rejects.toMatchObject({
      code: "not-found",
      hint: "There are: redis",
    })
  })
})

clusterSuite("uninstall", () => {
  test("leaves nothing of ours, not even pods", async () => {
    const { client } = await adminClient()
    const namespace = await freshNamespace(client)
    await install(client, request(namespace))
    const plan = await planUninstall(client, { name: "redis", namespace })
    expect(plan.items.map(({ action }) => action)).toEqual(Array(7).fill("remove"))
    expect(await ours(client, namespace)).toHaveLength(8)
    expect(await uninstall(client, { name: "redis", namespace })).toMatchObject({ exists: true, removed: 7 })
    expect(await ours(client, namespace)).toEqual([])
    const { out } = await kubectl([
      "-n",
      namespace,
      "get",
      "all,cm,sa,netpol,servicemonitors,prometheusrules,secrets",
      "-o",
      "name",
    ])
    expect(out.trim().split("\n").sort()).toEqual(["configmap/kube-root-ca.crt", "serviceaccount/default"])
  })

  test("that was cut off says so, and the next one finishes it", async () => {
    const { client } = await adminClient()
    const namespace = await freshNamespace(client)
    const ref = { name: "redis", namespace }
    await install(client, request(namespace))
    let removals = 0
    const dying: ClusterClient = {
      ...client,
      remove: (...args) => (++removals > 2 ? Promise.reject(new Error("killed")) : client.remove(...args)),
    }
    await expect(uninstall(dying, ref, () => {}, { leaseMs: 500 })).rejects.toThrow("killed")
    expect((await installStatus(client, ref)).note).toBe("uninstall is under way")
    await expect(uninstall(client, ref)).rejects.toMatchObject({ code: "conflict" })
    await new Promise((resolve) => setTimeout(resolve, 600))
    expect((await installStatus(client, ref)).note).toContain("uninstall was interrupted")
    expect((await uninstall(client, ref)).removed).toBeGreaterThan(0)
    expect(await ours(client, namespace)).toEqual([])
  })

  test("a second time, and of what never was, does nothing and says so", async () => {
    const { client } = await adminClient()
    const namespace = await freshNamespace(client)
    await install(client, request(namespace))
    await uninstall(client, { name: "redis", namespace })
    const again = await uninstall(client, { name: "redis", namespace })
    expect(again).toMatchObject({
      exists: false,
      removed: 0,
      message: expect.stringContaining("There is no install redis"),
    })
  })

  test("keeps what is no longer ours, and what others put beside it", async () => {
    const { client } = await adminClient()
    const namespace = await freshNamespace(client)
    await install(client, request(namespace))
    await kubectl(["-n", namespace, "label", "configmap", "redis-dashboard", "applyset.kubernetes.io/part-of-"])
    await kubectl(["-n", namespace, "create", "configmap", "beside"])
    const result = await uninstall(client, { name: "redis", namespace })
    expect(result.items.filter(({ action }) => action === "keep")).toMatchObject([
      { ref: { kind: "ConfigMap", name: "redis-dashboard" } },
    ])
    for (const name of ["redis-dashboard", "beside"])
      expect(await read(client, { apiVersion: "v1", kind: "ConfigMap", metadata: { name } }, namespace)).toBeDefined()
  })

  test("keeps a CRD that came with the bundle, without our label, and its kind can be used in the same plan", async () => {
    const { client } = await adminClient()
    const namespace = await freshNamespace(client)
    const group = `g${Date.now()}.example.test`
    const crd = {
      apiVersion: "apiextensions.k8s.io/v1",
      kind: "CustomResourceDefinition",
      metadata: { name: `things.${group}` },
      spec: {
        group,
        scope: "Namespaced",
        names: { kind: "Thing", plural: "things", singular: "thing", listKind: "ThingList" },
        versions: [
          {
            name: "v1",
            served: true,
            storage: true,
            schema: { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } },
          },
        ],
      },
    }
    const thing = { apiVersion: `${group}/v1`, kind: "Thing", metadata: { name: "one", namespace }, spec: { a: 1 } }
    const wanted = { ...request(namespace), objects: [thing, crd] }
    const plan = await planInstall(client, wanted)
    expect(actions(plan)).toEqual([`create CustomResourceDefinition/things.${group}`, "deferred Thing/one"])
    expect(await applyPlan(client, plan)).toMatchObject({ ok: true, state: "new" })
    const result = await uninstall(client, { name: "redis", namespace })
    expect(result).toMatchObject({ removed: 1 })
    const kept = await read(client, crd, namespace)
    expect(kept).toBeDefined()
    expect(kept?.metadata.labels ?? {}).toEqual({})
    await kubectl(["delete", "crd", crd.metadata.name])
  })

  test("removes a bundle that lies in two namespaces, with objects of the whole cluster", async () => {
    const { client } = await adminClient()
    const [namespace, other] = [await freshNamespace(client), await freshNamespace(client)]
    const role = {
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "ClusterRole",
      metadata: { name: `Reader-${namespace}` },
      rules: [],
    }
    const rule = sample()
      .filter(({ kind }) => kind === "PrometheusRule")
      .map((object) => ({ ...object, metadata: { ...object.metadata, namespace: other } }))
    const wanted = { ...request(namespace), objects: [role, ...rule] }
    expect(await install(client, wanted)).toMatchObject({ ok: true })
    expect((await installStatus(client, { name: "redis", namespace })).members).toHaveLength(2)
    expect(await uninstall(client, { name: "redis", namespace })).toMatchObject({ removed: 2 })
    expect(await ours(client, other)).toEqual([])
    expect((await kubectl(["get", "clusterrole", `Reader-${namespace}`])).code).not.toBe(0)
  })
})
