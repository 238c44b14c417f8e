// What a plan and an apply cost against kubectl and helm, on the same real API server, with the same objects:
//   npx tsx test/bench/apply.ts [rounds]
// Every contender comes through a proxy on loopback that counts its requests. kubectl keeps its discovery cache between
// rounds, as it does for people; the hub asks afresh each time. Nobody waits for pods.
import { execFile, spawn } from "node:child_process"
import { existsSync, readdirSync } from "node:fs"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { homedir, tmpdir } from "node:os"
import path from "node:path"
import { performance } from "node:perf_hooks"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { disk } from "@/lib/adapters/disk"
import { clusterClient } from "@/lib/adapters/kubernetes"
import { buildBundle } from "@/lib/bundle/build"
import type { BundleRequest } from "@/lib/bundle/bundle"
import { allParameters } from "@/lib/catalog/common-parameters"
import { loadEntry } from "@/lib/catalog/load-entry"
import { parameterValues } from "@/lib/catalog/parameter-values"
import { applyPlan } from "@/lib/cluster/apply"
import { planInstall } from "@/lib/cluster/plan"
import { startControlPlane } from "../cluster/control-plane"
import { startFaultProxy } from "../cluster/fault-proxy"

const ROOT = fileURLToPath(new URL("../..", import.meta.url))
const ROUNDS = Number(process.argv[2] ?? 7)
const IDS = ["redis-exporter", "nginx-exporter"]
const run = promisify(execFile)

interface Contender {
  name: string
  run(namespace: string): Promise<unknown>
}

const plane = await startControlPlane()
const proxy = await startFaultProxy(plane.kubeconfig)
const folder = await mkdtemp(path.join(tmpdir(), "exporterhub-bench-"))
try {
  const items = await Promise.all(
    IDS.map(async (id) => {
      const { entry } = await loadEntry(disk(path.join(ROOT, "catalog")), id)
      if (!entry) throw new Error(`${id} is broken`)
      return { entry, values: parameterValues(allParameters(entry), {}, { examples: true }) }
    }),
  )
  const requestFor = (namespace: string): BundleRequest => ({ items, name: "bench", namespace, labels: {} })
  const flags = ["--kubeconfig", proxy.kubeconfig, "--cache-dir", path.join(folder, "cache")]
  const manifest = async (namespace: string) => {
    const file = path.join(folder, `${namespace}.yaml`)
    const { files } = buildBundle("operator", requestFor(namespace))
    await writeFile(file, files.map(({ content }) => content).join(""))
    return file
  }
  const apply = async (namespace: string) =>
    run("kubectl", [...flags, "-n", namespace, "apply", "--server-side", "-f", await manifest(namespace)])
  const all: Contender[] = [
    {
      name: "hub: plan + pre-flight + apply",
      run: async (namespace) => {
        const client = await clusterClient("test", { kubeconfig: proxy.kubeconfig })
        const { objects, digest } = buildBundle("operator", requestFor(namespace))
        const result = await applyPlan(
          client,
          await planInstall(client, { name: "bench", namespace, objects, digest, entries: IDS }),
          () => {},
          { wait: false },
        )
        if (!result.ok) throw new Error(result.message)
      },
    },
    {
      name: "exporterhub install (a process)",
      run: (namespace) => {
        const args = [
          "install",
          ...IDS,
          "--examples",
          "--name",
          "bench",
          "--namespace",
          namespace,
          "--yes",
          "--no-wait",
        ]
        const at = ["--kubeconfig", proxy.kubeconfig, "--ignore-preflight"]
        return run(process.execPath, [path.join(ROOT, "scripts/bin.js"), ...args, ...at])
      },
    },
    { name: "kubectl apply --server-side", run: apply },
    {
      name: "kubectl diff + apply --server-side",
      run: async (namespace) => {
        await diff([...flags, "-n", namespace, "diff", "--server-side", "-f", await manifest(namespace)])
        await apply(namespace)
      },
    },
    ...(await helmContender()),
  ]
  const contenders = all.map((one) => ({ ...one, times: [] as number[], requests: [] as number[] }))

  const admin = await clusterClient("test", { kubeconfig: plane.kubeconfig })
  const namespaces = { group: "", version: "v1", kind: "Namespace", plural: "namespaces", namespaced: false }
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [i, contender] of contenders.entries()) {
      const name = `bench-${round}-${i}`
      await admin.apply(namespaces, { apiVersion: "v1", kind: "Namespace", metadata: { name } })
      proxy.seen.length = 0
      const start = performance.now()
      await contender.run(name)
      if (round === 0) continue // to warm up
      contender.times.push(performance.now() - start)
      contender.requests.push(proxy.seen.length)
    }
  }
  const count = buildBundle("operator", requestFor("x")).objects.length
  console.log(`${count} objects of ${IDS.join(", ")}, ${ROUNDS} rounds, medians`)
  const peer = contenders.find(({ name }) => name.startsWith("kubectl apply"))
  for (const { name, times, requests } of contenders) {
    const ratio = median(times) / median(peer?.times ?? times)
    console.log(
      `${name.padEnd(36)} ${median(times).toFixed(0).padStart(6)} ms  ${ratio.toFixed(2).padStart(5)} × kubectl apply  ${String(median(requests)).padStart(4)} requests`,
    )
  }

  async function helmContender(): Promise<Contender[]> {
    const cache = path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), ".cache"), "exporterhub")
    const helm = readdirSync(cache)
      .map((name) => path.join(cache, name, "helm"))
      .find((file) => existsSync(file))
    const { archive } = buildBundle("helm", requestFor("bench"))
    if (!helm || !archive) {
      console.log("helm is not here; run the suite of targets once")
      return []
    }
    const chart = path.join(folder, archive.name)
    await writeFile(chart, archive.bytes)
    const at = ["--kubeconfig", proxy.kubeconfig]
    return [
      { name: "helm install", run: (namespace) => run(helm, ["install", "bench", chart, "-n", namespace, ...at]) },
    ]
  }
} finally {
  await proxy.stop()
  await plane.stop()
  await rm(folder, { recursive: true, force: true })
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

/** Exits 1 when there is a difference, which is not a failure. */
function diff(args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn("kubectl", args, { stdio: "ignore" })
    child.on("error", reject)
    child.on("close", (code) => (code === 0 || code === 1 ? resolve() : reject(new Error(`kubectl diff: ${code}`))))
  })
}
