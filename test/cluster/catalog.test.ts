import { readdirSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { describe, expect, test } from "vitest"
import { disk } from "@/lib/adapters/disk"
import { buildBundle } from "@/lib/bundle/build"
import { allParameters } from "@/lib/catalog/common-parameters"
import { loadEntry } from "@/lib/catalog/load-entry"
import { parameterValues } from "@/lib/catalog/parameter-values"
import type { ClusterClient } from "@/lib/cluster/client"
import { installStatus, installs } from "@/lib/cluster/status"
import { uninstall } from "@/lib/cluster/uninstall"
import { adminClient, clusterSuite, freshNamespace, install, kubectl, ours, put } from "./harness"

const CATALOG = fileURLToPath(new URL("../../catalog", import.meta.url))

/** An entry with its example values, and the Secrets that these refer to. */
async function prepared(id: string, namespace: string, client: ClusterClient) {
  const { entry } = await loadEntry(disk(CATALOG), id)
  if (!entry) throw new Error(`${id} is broken`)
  const values = parameterValues(allParameters(entry), {}, { examples: true })
  for (const value of Object.values(values)) {
    if (typeof value !== "object" || !("secret" in value)) continue
    const metadata = { name: value.secret, namespace }
    await put(client, { apiVersion: "v1", kind: "Secret", metadata, data: { [value.key]: "eA==" } })
  }
  const bundle = buildBundle("operator", {
    items: [{ entry, values }],
    name: id,
    namespace,
    labels: { release: "kps" },
  })
  return {
    entry,
    bundle,
    wanted: { name: id, namespace, objects: bundle.objects, digest: bundle.digest, entries: [id] },
  }
}

clusterSuite("a namespace without any install", () => {
  test("has an empty list of them", async () => {
    const { client } = await adminClient()
    // A list of partial metadata that is empty has null for its items.
    expect(await installs(client, await freshNamespace(client))).toEqual([])
  })
})

// What the catalog offers is what this API server takes: every object of every entry, not a sample.
clusterSuite("every entry of the catalog", () => {
  describe.each(readdirSync(CATALOG))("%s", (id) => {
    test("kubectl accepts the bundle in a server-side dry run", async () => {
      const { client } = await adminClient()
      const namespace = await freshNamespace(client)
      const { bundle } = await prepared(id, namespace, client)
      const stream = bundle.files.map(({ content }) => content).join("")
      const dry = await kubectl(["apply", "--server-side", "--dry-run=server", "-f", "-"], stream)
      expect(dry).toMatchObject({ code: 0, err: "" })
      expect(dry.out.trim().split("\n")).toHaveLength(bundle.objects.length)
    })

    test("installs until ready, is a no-op the second time, and leaves nothing behind", async () => {
      const { client, requests } = await adminClient()
      const namespace = await freshNamespace(client)
      const { wanted } = await prepared(id, namespace, client)
      const result = await install(client, wanted)
      expect(result, result.message).toMatchObject({ ok: true, state: "new" })
      expect(await installStatus(client, wanted)).toMatchObject({ healthy: true })
      requests.length = 0
      expect(await install(client, wanted)).toMatchObject({ ok: true, changed: false })
      expect(requests.filter((line) => !line.startsWith("GET") && !/dryRun|authorization\.k8s\.io/.test(line))).toEqual(
        [],
      )
      await uninstall(client, wanted)
      expect(await ours(client, namespace)).toEqual([])
    })

    test("meets the restricted pod security standard, or says why it does not", async () => {
      const { client } = await adminClient()
      const namespace = await freshNamespace(client)
      const labels = { "pod-security.kubernetes.io/enforce": "restricted" }
      await put(client, { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace, labels } })
      const { entry, bundle } = await prepared(id, namespace, client)
      const workload = bundle.objects.find(({ kind }) => ["Deployment", "DaemonSet", "StatefulSet"].includes(kind))
      if (!workload) throw new Error(`${id} has no workload`)
      const { template } = workload.spec as { template: { metadata: object; spec: object } }
      const pod = {
        apiVersion: "v1",
        kind: "Pod",
        ...template,
        metadata: { ...template.metadata, name: "probe", namespace },
      }
      const { code, err } = await kubectl(["create", "--dry-run=server", "-f", "-"], JSON.stringify(pod))
      if (entry.deploy.privileges === undefined) expect({ code, err }).toEqual({ code: 0, err: "" })
      else expect([code, err.includes("violates PodSecurity")]).toEqual([1, true])
    })
  })
})
