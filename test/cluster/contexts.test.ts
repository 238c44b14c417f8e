import { readFile, writeFile } from "node:fs/promises"
import path from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { main } from "@/scripts/exporterhub"
import { type FaultProxy, startFaultProxy } from "./fault-proxy"
import { adminClient, clusterSuite, freshNamespace, kubeconfigFile, ours } from "./harness"

const ENTRY = "nginx-exporter"
const NAMES = ["canary", "prod-a", "prod-b"]
let proxies: FaultProxy[] = []
let namespaces: string[] = []
let kubeconfig = ""

// Three clusters for whoever comes through the proxies: each has its own namespace of the same name.
beforeAll(async () => {
  if (kubeconfigFile() === "") return
  const { client } = await adminClient()
  namespaces = await Promise.all(NAMES.map(() => freshNamespace(client)))
  proxies = await Promise.all(
    namespaces.map((namespace) => startFaultProxy(kubeconfigFile(), ["shared-name", namespace])),
  )
  const configs = await Promise.all(proxies.map(async (proxy) => JSON.parse(await readFile(proxy.kubeconfig, "utf8"))))
  kubeconfig = path.join(path.dirname(kubeconfigFile()), "several.kubeconfig")
  await writeFile(
    kubeconfig,
    JSON.stringify({
      ...configs[0],
      clusters: configs.map(({ clusters }, i) => ({ ...clusters[0], name: NAMES[i] })),
      contexts: NAMES.map((name) => ({ name, context: { cluster: name, user: "admin" } })),
      "current-context": NAMES[0],
    }),
  )
})
afterAll(() => Promise.all(proxies.map((proxy) => proxy.stop())))

async function cli(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const [out, err]: [string[], string[]] = [[], []]
  const code = await main([...args, "--namespace", "shared-name", "--kubeconfig", kubeconfig], {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    color: false,
    interactive: false,
    confirm: async () => false,
  })
  return { code, out: out.join("\n"), err: err.join("\n") }
}

const INSTALL = ["install", ENTRY, "--examples", "--yes", "--ignore-preflight"]

async function counts(): Promise<number[]> {
  const { client } = await adminClient()
  return Promise.all(namespaces.map(async (namespace) => (await ours(client, namespace)).length))
}

clusterSuite("several contexts", () => {
  test("nothing is written anywhere when one plan is not clean", async () => {
    const [, , last] = proxies
    if (last) last.fault = ({ path: url }) => (url.includes("dryRun=All") ? { status: 403 } : undefined)
    const { code, err } = await cli(...INSTALL, "--contexts", NAMES.join(","))
    expect(code).toBe(1)
    expect(err).toContain("Nothing was written anywhere: prod-b cannot be done as it is")
    expect(await counts()).toEqual([0, 0, 0])
    if (last) last.fault = () => undefined
  })

  test("a bad canary leaves the others untouched, and nothing of itself", async () => {
    const [canary] = proxies
    if (canary) canary.fault = ({ write }) => (write > 2 && write < 5 ? { status: 500 } : undefined)
    const { code, out } = await cli(...INSTALL, "--contexts", NAMES.join(","), "--json")
    expect(code).toBe(3)
    expect(JSON.parse(out).clusters).toMatchObject([
      { context: "canary", state: "failed", result: { ok: false, state: "none" } },
      { context: "prod-a", state: "untouched", result: null, message: "not begun, because canary failed" },
      { context: "prod-b", state: "untouched", result: null },
    ])
    expect(await counts()).toEqual([0, 0, 0])
    for (const proxy of proxies.slice(1)) expect(proxy.seen.filter(({ write }) => write > 0)).toEqual([])
    if (canary) canary.fault = () => undefined
  })

  test("the canary first, then the rest; each a transaction of its own; upgrades likewise", async () => {
    const flags = NAMES.flatMap((name) => ["--context", name])
    const { code, out, err } = await cli(...INSTALL, ...flags, "--json")
    expect(code, err).toBe(0)
    expect(JSON.parse(out).clusters).toMatchObject(NAMES.map((context) => ({ context, state: "done" })))
    const lines = err.split("\n")
    const end = lines.findLastIndex((line) => line.startsWith("canary Deployment") || line.startsWith("canary ready"))
    expect(lines.findIndex((line) => line.startsWith("prod-"))).toBeGreaterThan(end)
    const [first = 0, ...others] = await counts()
    expect(first).toBeGreaterThan(5)
    expect(others).toEqual([first, first])
    // One of the others fails: it is as it was, and the one that went well stays.
    const [, second] = proxies
    if (second) {
      second.seen.length = 0
      second.fault = ({ write }) => (write === 2 ? { status: 500 } : undefined)
    }
    const upgrade = await cli(
      "upgrade",
      ENTRY,
      ...flags,
      "--set",
      "scrapeInterval=77s",
      "--yes",
      "--json",
      "--ignore-preflight",
    )
    expect(upgrade.code).toBe(3)
    expect(JSON.parse(upgrade.out).clusters).toMatchObject([
      { context: "canary", state: "done", result: { state: "new", revision: 2 } },
      { context: "prod-a", state: "failed", result: { state: "old", revision: 1 } },
      { context: "prod-b" },
    ])
  })
})
