import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, expect, test } from "vitest"
import { main } from "@/scripts/exporterhub"
import { adminClient, clusterSuite, freshNamespace, kubeconfigFile, kubectl, ours } from "./harness"

const CATALOG = fileURLToPath(new URL("../../catalog", import.meta.url))
const ENTRY = "redis-exporter"
let catalog = ""

beforeAll(async () => {
  catalog = await mkdtemp(path.join(tmpdir(), "exporterhub-catalog-"))
  await cp(path.join(CATALOG, ENTRY), path.join(catalog, ENTRY), { recursive: true })
})
afterAll(() => rm(catalog, { recursive: true, force: true }))

/** A later version of the entry: text of a file of its folder, replaced wherever it stands. */
async function edit(file: string, before: string, after: string): Promise<void> {
  const at = path.join(catalog, ENTRY, file)
  const text = await readFile(at, "utf8")
  if (!text.includes(before)) throw new Error(`${file} has no ${before}`)
  await writeFile(at, text.replaceAll(before, after))
}

interface Run {
  code: number
  out: string
  err: string
}

async function cli(...args: readonly string[]): Promise<Run> {
  const [out, err]: [string[], string[]] = [[], []]
  const code = await main([...args, "--kubeconfig", kubeconfigFile(), "--context", "test"], {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    color: false,
    interactive: false,
    confirm: async () => false,
  })
  return { code, out: out.join("\n"), err: err.join("\n") }
}

/** The alert as the cluster has it. */
async function alert(namespace: string, name: string): Promise<{ for?: string; expr?: string }> {
  const { out } = await kubectl(["-n", namespace, "get", "prometheusrule", ENTRY, "-o", "json"])
  const { groups } = JSON.parse(out).spec as { groups: { rules: { alert?: string; for?: string; expr?: string }[] }[] }
  return groups.flatMap(({ rules }) => rules).find((rule) => rule.alert === name) ?? {}
}

clusterSuite("the life of an install", () => {
  test("goes through two upgrades with tuning kept, one conflict, drift, rollback and uninstall", async () => {
    const { client } = await adminClient()
    const namespace = await freshNamespace(client)
    const at = ["--namespace", namespace]
    const from = ["--catalog", catalog]
    const install = await cli(
      ...["install", ENTRY, ...at, ...from, "--yes", "--json", "--ignore-preflight"],
      ...["--set", "address=redis://cache.default:6379", "--set", "scrapeInterval=15s"],
      ...["--label", "release=kps", "--for", "RedisDown=7m", "--disable", "RedisLoading"],
    )
    expect(install.code, install.err).toBe(0)
    expect(await alert(namespace, "RedisDown")).toMatchObject({ for: "7m" })
    const again = await cli("upgrade", ENTRY, ...at, ...from, "--yes")
    expect(again, again.err).toMatchObject({ code: 0, out: expect.stringContaining("(no new version)") })
    expect(again.out).toContain("Nothing to do")

    // The first new version: another image, another rule changed. What was chosen stays.
    await edit("entry.yaml", "version: 1.88.0", "version: 1.88.1")
    await edit("entry.yaml", "redis_exporter:v1.88.0", "redis_exporter:v1.88.1")
    await edit("rules/alerts.yaml", "for: 5m", "for: 6m")
    const first = await cli("upgrade", ENTRY, ...at, ...from, "--yes", "--json", "--ignore-preflight")
    expect(first.code, first.err).toBe(0)
    const report = JSON.parse(first.out)
    expect(report.versions).toEqual([{ entry: ENTRY, from: "1.88.0", to: "1.88.1" }])
    expect(report.tuning).toMatchObject({ conflicts: [] })
    expect(report.tuning.kept).toContain(`${ENTRY}.RedisDown.for`)
    expect(report.result).toMatchObject({ ok: true, state: "new", revision: 2 })
    expect(await alert(namespace, "RedisDown")).toMatchObject({ for: "7m" })
    expect(await alert(namespace, "RedisExporterDown")).toMatchObject({ for: "6m" })
    expect(await alert(namespace, "RedisLoading")).toEqual({})
    const deployment = await kubectl(["-n", namespace, "get", "deployment", ENTRY, "-o", "json"])
    expect(deployment.out).toContain("redis_exporter:v1.88.1")
    expect(deployment.out).toContain("redis://cache.default:6379")

    // The second: the hub's own value of what was tuned is another one now.
    await edit("rules/alerts.yaml", "for: 1m", "for: 2m")
    const stopped = await cli("upgrade", ENTRY, ...at, ...from, "--yes", "--ignore-preflight")
    expect(stopped.code).toBe(1)
    expect(stopped.out).toContain(`tuning conflict ${ENTRY}.RedisDown.for: you have 7m in place of 1m`)
    expect(stopped.err).toContain("Nothing was written")
    expect(await alert(namespace, "RedisClusterDown")).toMatchObject({ for: "1m" })
    const tune = path.join(catalog, "tune.yaml")
    expect((await cli("upgrade", ENTRY, ...at, ...from, "--write-tune", tune)).code).toBe(0)
    expect(await readFile(tune, "utf8")).toContain("for: 7m")
    const second = await cli(
      "upgrade",
      ENTRY,
      ...at,
      ...from,
      "--yes",
      "--json",
      "--ignore-preflight",
      "--for",
      "RedisDown=8m",
    )
    expect(second.code, second.err).toBe(0)
    expect(JSON.parse(second.out).result).toMatchObject({ ok: true, revision: 3 })
    expect(await alert(namespace, "RedisDown")).toMatchObject({ for: "8m" })
    expect(await alert(namespace, "RedisLoading")).toEqual({})
    const calm = await cli("upgrade", ENTRY, ...at, ...from, "--yes", "--json", "--ignore-preflight")
    expect(JSON.parse(calm.out)).toMatchObject({ tuning: { conflicts: [] }, result: { changed: false } })

    expect((await cli("drift", ENTRY, ...at)).code).toBe(0)
    await kubectl(["-n", namespace, "scale", `deployment/${ENTRY}`, "--replicas=2"])
    const drift = await cli("drift", ENTRY, ...at)
    expect(drift.code).toBe(1)
    expect(drift.out).toContain("spec.replicas: applied 1, now 2, by kubectl")
    const healed = await cli(
      "upgrade",
      ENTRY,
      ...at,
      ...from,
      "--yes",
      "--ignore-preflight",
      "--take-over",
      `Deployment/${ENTRY}`,
    )
    expect(healed.code, healed.err).toBe(0)
    expect((await cli("drift", ENTRY, ...at)).code).toBe(0)

    const back = await cli("rollback", ENTRY, ...at, "--to", "1", "--yes", "--json")
    expect(back.code, back.err).toBe(0)
    expect(JSON.parse(back.out).result).toMatchObject({ ok: true, state: "new" })
    expect(await alert(namespace, "RedisDown")).toMatchObject({ for: "7m" })
    const status = JSON.parse((await cli("status", ENTRY, ...at, "--json")).out)
    expect(status.history[0]).toMatchObject({ cause: "rollback to 1", entries: [`${ENTRY} 1.88.0`] })
    expect(status.request).toMatchObject({
      labels: { release: "kps" },
      entries: [{ id: ENTRY, set: { address: "redis://cache.default:6379", scrapeInterval: "15s" } }],
    })
    expect((await cli("uninstall", ENTRY, ...at, "--yes")).code).toBe(0)
    expect(await ours(client, namespace)).toEqual([])
  })
})
