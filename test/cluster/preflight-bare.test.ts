import { afterAll, beforeAll, expect, test } from "vitest"
import { clusterClient } from "@/lib/adapters/kubernetes"
import { applyPlan } from "@/lib/cluster/apply"
import type { ClusterClient } from "@/lib/cluster/client"
import { planInstall } from "@/lib/cluster/plan"
import { uninstall } from "@/lib/cluster/uninstall"
import { type ControlPlane, startControlPlane } from "./control-plane"
import { startFakeKubelet } from "./fake-kubelet"
import { clusterSuite, freshNamespace, QUICK } from "./harness"
import { ENTRIES, fixes, items, wanted } from "./preflight-world"

// A control plane of its own: definitions that are taken from the shared one take every other test along when they do not
// come back.
clusterSuite("a cluster without the Prometheus operator's definitions", () => {
  let plane: ControlPlane
  let stopKubelet: () => Promise<void>
  let client: ClusterClient

  beforeAll(async () => {
    plane = await startControlPlane({ crds: false })
    stopKubelet = await startFakeKubelet(plane.kubeconfig)
    client = await clusterClient("test", { kubeconfig: plane.kubeconfig })
  })

  afterAll(async () => {
    await stopKubelet?.()
    await plane?.stop()
  })

  test.each(ENTRIES)("%s: says which kinds are missing, and installs without them once told so", async (id) => {
    const namespace = await freshNamespace(client)
    const refused = await planInstall(client, await wanted(client, id, namespace))
    const kinds = refused.missingKinds.map(({ kind }) => kind)
    expect(kinds.length).toBeGreaterThan(1)
    expect(refused).toMatchObject({ clean: false, preflight: { level: "error" } })
    expect(fixes(refused, "kinds").at(-1)).toBe(`--skip-kind ${kinds.at(-1)}`)
    const request = await wanted(client, id, namespace, { preflight: { skipKinds: kinds } })
    const plan = await planInstall(client, request)
    expect(items(plan, "kinds").filter((line) => line.startsWith("warning Left out, as asked"))).toHaveLength(
      kinds.length,
    )
    expect(await applyPlan(client, plan, () => {}, QUICK)).toMatchObject({ ok: true })
    await uninstall(client, request)
  })
})
