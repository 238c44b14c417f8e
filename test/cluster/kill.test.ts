import { spawn } from "node:child_process"
import { once } from "node:events"
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, expect, test } from "vitest"
import { parallel } from "@/lib/cluster/parallel"
import { main } from "@/scripts/exporterhub"
import { startFaultProxy } from "./fault-proxy"
import { adminClient, clusterSuite, freshNamespace, kubeconfigFile, ours } from "./harness"

const ROOT = fileURLToPath(new URL("../..", import.meta.url))
const ENTRY = "nginx-exporter"
const LEASE_MS = 1_000
const [OLD, NEW] = ["old", "new"] as const
let folder = ""

// Two versions of one entry; the new one has another image, another rule and no dashboard, so that something is pruned.
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "exporterhub-kill-"))
  for (const version of [OLD, NEW])
    await cp(path.join(ROOT, "catalog", ENTRY), path.join(folder, version, ENTRY), { recursive: true })
  const entry = path.join(folder, NEW, ENTRY, "entry.yaml")
  await writeFile(entry, (await readFile(entry, "utf8")).replace(/(image: \S+):v?[\d.]+/, "$1:9.9.9"))
  const rules = path.join(folder, NEW, ENTRY, "rules", "alerts.yaml")
  await writeFile(rules, (await readFile(rules, "utf8")).replaceAll("for: 5m", "for: 6m"))
  await rm(path.join(folder, NEW, ENTRY, "dashboards"), { recursive: true })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

interface Run {
  code: number
  out: string
  err: string
}

async function cli(args: readonly string[]): Promise<Run> {
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

const installArgs = (version: string, namespace: string) => [
  ...["install", ENTRY, "--examples", "--catalog", path.join(folder, version), "--namespace", namespace],
  ...["--yes", "--ignore-preflight", "--lease", `${LEASE_MS}ms`],
]

/** Whether exactly this version is there: planning it finds nothing to do. */
async function isThere(version: string, namespace: string): Promise<boolean> {
  const at = ["--examples", "--catalog", path.join(folder, version), "--namespace", namespace]
  const plan = JSON.parse((await cli(["plan", ENTRY, ...at, "--json"])).out)
  return plan.clean && !plan.changes
}

interface Point {
  /** From which state: nothing, or the old version. */
  from: "nothing" | "old"
  /** The number of the write at which the process is killed. */
  write: number
  /** Whether the server had seen that write. */
  after: boolean
}

/** Runs the real CLI in a process of its own and kills it at one of its writes; undefined when it came to its end before. */
async function killAt({ write, after }: Point, namespace: string): Promise<string | undefined> {
  const proxy = await startFaultProxy(kubeconfigFile())
  const args = [...installArgs(NEW, namespace), "--kubeconfig", proxy.kubeconfig, "--context", "test"]
  const child = spawn(process.execPath, [path.join(ROOT, "scripts/bin.js"), ...args], { stdio: "ignore" })
  const ended = once(child, "exit")
  const kill = async () => {
    child.kill("SIGKILL")
    await ended
  }
  const fault = after ? { after: kill, cut: true } : { before: kill, status: 503 }
  proxy.fault = (request) => (request.write === write ? fault : undefined)
  const [, signal] = await ended
  await proxy.stop()
  const seen = proxy.seen.find((request) => request.write === write)
  return signal === "SIGKILL" && seen
    ? `${seen.method} ${seen.path.replace(/\?.*/, "").split("/").slice(-2).join("/")}`
    : undefined
}

/** 20 points, spread by a fixed generator so that a failure can be looked at again. */
function points(): Point[] {
  let state = 20_261_124
  const next = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state % below
  }
  const writes = { nothing: 7, old: 5 }
  const all = (["nothing", "old"] as const).flatMap((from) =>
    Array.from({ length: writes[from] }, (_, i) =>
      [true, false].map((after): Point => ({ from, write: i + 1, after })),
    ).flat(),
  )
  return Array.from({ length: 20 }, () => all.splice(next(all.length), 1)).flat()
}

/** Kills at one point, recovers in one of the ways that the status names, and answers the row of the fault table. */
async function trial(point: Point, i: number): Promise<string> {
  const { client } = await adminClient()
  const namespace = await freshNamespace(client)
  if (point.from === "old") expect((await cli(installArgs(OLD, namespace))).code).toBe(0)
  const killed = await killAt(point, namespace)
  await sleep(LEASE_MS + 200)
  const status = await cli(["status", ENTRY, "--namespace", namespace, "--json"])
  const { note = "no note", revision } = status.code === 2 ? { note: "no record" } : JSON.parse(status.out)
  // Every second time forward, else back.
  const forward = i % 2 === 0
  const how = forward ? "same command" : point.from === "old" ? "rollback" : "uninstall"
  const name = ["--namespace", namespace, "--yes", "--lease", `${LEASE_MS}ms`]
  const complete = revision === (point.from === "old" ? 2 : 1) && note === "no note"
  const recovery = forward
    ? await cli(installArgs(NEW, namespace))
    : point.from === "nothing"
      ? await cli(["uninstall", ENTRY, ...name])
      : complete || note !== "no note"
        ? await cli(["rollback", ENTRY, ...name])
        : { code: 0, out: "", err: "" } // it was killed before it had written anything: the old version is there
  expect(recovery.code, `${JSON.stringify(point)} ${note}: ${recovery.err}`).toBe(0)
  const end = forward ? NEW : point.from === "old" ? OLD : "nothing"
  if (end === "nothing") expect(await ours(client, namespace)).toEqual([])
  else expect(await isThere(end, namespace), `${JSON.stringify(point)} ${note}`).toBe(true)
  return `| ${point.from} | ${point.write} ${point.after ? "after" : "before"} | ${killed ?? "ended"} | ${note} | ${how} | ${end} |`
}

clusterSuite("two processes at once", () => {
  test("end in one of their states; who comes second waits for nobody, and says so", async () => {
    const { client } = await adminClient()
    const namespace = await freshNamespace(client)
    const runs = await Promise.all(
      [OLD, NEW].map(async (version) => {
        const args = [...installArgs(version, namespace), "--kubeconfig", kubeconfigFile(), "--context", "test"]
        const child = spawn(process.execPath, [path.join(ROOT, "scripts/bin.js"), ...args])
        const chunks: string[] = []
        child.stderr.on("data", (chunk) => chunks.push(String(chunk)))
        child.stdout.on("data", (chunk) => chunks.push(String(chunk)))
        const [code] = await once(child, "close")
        return { version, code, text: chunks.join("") }
      }),
    )
    const done = runs.filter(({ code }) => code === 0)
    expect(done.length, runs.map(({ text }) => text).join("\n")).toBeGreaterThan(0)
    for (const { code, text } of runs.filter((run) => run.code !== 0)) {
      expect([1, 3]).toContain(code)
      expect(text).toMatch(/Someone else is applying|was changed by someone else|exists already|being deleted/)
    }
    const there = await Promise.all(done.map(({ version }) => isThere(version, namespace)))
    expect(there.filter(Boolean)).toHaveLength(1)
  }, 60_000)
})

clusterSuite("kill -9 of the CLI", () => {
  test("at 20 points leaves what the status tells, and the next run ends in the old or the new state", async () => {
    const rows = await parallel(points(), trial, 3)
    console.info(["| from | at write | which was | status says | then | state |", ...rows].join("\n"))
    expect(rows).toHaveLength(20)
    expect(rows.filter((row) => !row.includes("| ended |")).length).toBeGreaterThanOrEqual(18)
    expect(rows.some((row) => row.includes("interrupted"))).toBe(true)
  }, 170_000)
})
