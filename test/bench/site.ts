// The site over catalogs of several sizes: time of the build and of a start, memory, and what a page costs.
//   npx tsx test/bench/site.ts [--sizes 100,1000,5000] [--rate 200] [--seconds 10] [--build] [--peer]
// Catalogs are written by generate-catalog.ts into a temporary folder. A page is measured cold (one after the other, no two
// alike: what the server's process burns for each) and warm (at a steady rate over 50 pages). `--build` builds first, which
// happens once: the build holds no page of the catalog. Beside each warm row stands what a server shows at the same moment
// that answers with fixed bytes: the noise of the machine. `--peer` serves the same build with plain `next start`, cold and
// warm alike, because it keeps nothing that is made on demand.
import { type ChildProcess, spawnSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { cpus, loadavg, tmpdir } from "node:os"
import { join } from "node:path"
import { performance } from "node:perf_hooks"
import { parseArgs } from "node:util"
import { end, line, ROOT, run } from "../browser/hub"
import { generateCatalog } from "./generate-catalog"
import { type LoadResult, load } from "./load"

const { values } = parseArgs({
  options: {
    sizes: { type: "string", default: "100,1000,5000" },
    rate: { type: "string", default: "200" },
    seconds: { type: "string", default: "10" },
    build: { type: "boolean", default: false },
    peer: { type: "boolean", default: false },
  },
})
const GOAL = { buildS: 240, buildGb: 4, p99Ms: 50 }
/** Entries whose pages are asked for. */
const SAMPLE = 50
/** A tick of the processor time in /proc. Milliseconds. */
const TICK_MS = 10

const folder = mkdtempSync(join(tmpdir(), "bench-site-"))
const children: ChildProcess[] = []
try {
  console.log(`load of the machine: ${loadavg()[0]?.toFixed(1)} on ${cpus().length} cores`)
  if (values.build) build()
  for (const size of values.sizes.split(",").map(Number)) await measure(size)
} finally {
  await Promise.all(children.map(end))
  rmSync(folder, { recursive: true })
}

function build(): void {
  const start = performance.now()
  const time = ["/usr/bin/time", "-f", "%M", process.execPath, "node_modules/next/dist/bin/next", "build"]
  const { status, stderr } = spawnSync(time[0] ?? "", time.slice(1), { cwd: ROOT, encoding: "utf8" })
  if (status !== 0) throw new Error(`the build failed:\n${stderr}`)
  const [seconds, gb] = [(performance.now() - start) / 1_000, Number(stderr.trim().split("\n").at(-1)) / 2 ** 20]
  console.log(
    `build, for any catalog: ${seconds.toFixed(0)} s${verdict(seconds, GOAL.buildS)}, largest process ${gb.toFixed(1)} GB${verdict(gb, GOAL.buildGb)}`,
  )
}

async function measure(size: number): Promise<void> {
  const catalog = join(folder, String(size))
  const { rules } = await generateCatalog(catalog, size)
  console.log(`\n${size} entries, ${rules} rules`)
  const env = {
    EXPORTERHUB_CATALOG: catalog,
    XDG_CACHE_HOME: join(folder, `cache-${size}`),
    KUBECONFIG: "/nonexistent",
  }
  for (const time of ["first", "second"]) {
    const started = await serve(["server/start.js"], { ...env, HOST: "127.0.0.1", PORT: "0" }, /ready at (http:\S+)/)
    console.log(`  ${time} start: ${(started.ms / 1_000).toFixed(1)} s, ${started.memoryMb()} MB`)
    if (time === "second") await pages("ours", started, size)
    await end(started.child)
  }
  if (!values.peer) return
  const port = 20_000 + (process.pid % 20_000)
  const peer = ["node_modules/next/dist/bin/next", "start", "--hostname", "127.0.0.1", "--port", String(port)]
  const started = await serve(peer, env, /Ready in/)
  await pages("next start", { ...started, origin: `http://127.0.0.1:${port}` }, size)
  await end(started.child)
}

interface Started {
  child: ChildProcess
  origin: string
  ms: number
  memoryMb(): number
}

async function serve(args: string[], env: Record<string, string>, ready: RegExp): Promise<Started> {
  const start = performance.now()
  const child = run(args, env)
  children.push(child)
  const origin = (await line(child, ready, 1_200_000)) ?? ""
  return { child, origin, ms: performance.now() - start, memoryMb: () => memoryMb(child.pid ?? 0) }
}

async function pages(name: string, { child, origin, memoryMb }: Started, size: number): Promise<void> {
  const { items } = (await (await fetch(`${origin}/api/v1/entries?limit=${SAMPLE}`)).json()) as {
    items: { id: string }[]
  }
  const paths = items.map(({ id }) => `/entries/${id}`)
  const before = cpuMs(child.pid ?? 0)
  for (const path of paths) {
    const { status } = await fetch(origin + path)
    if (status !== 200) throw new Error(`${path} answers ${status}`)
  }
  const cold = (cpuMs(child.pid ?? 0) - before) / paths.length
  const options = { perSecond: Number(values.rate), seconds: Number(values.seconds) }
  await load(origin, paths, { ...options, seconds: 2 })
  const warmBefore = cpuMs(child.pid ?? 0)
  const result = await load(origin, paths, options)
  const warm = (cpuMs(child.pid ?? 0) - warmBefore) / result.requests
  console.log(
    `  ${name}, ${paths.length} entry pages of ${size}: cold ${cold.toFixed(1)} ms of processor time a page, warm ${warm.toFixed(2)}`,
  )
  console.log(`    at ${values.rate} a second: ${words(result)}; ${memoryMb()} MB`)
  const noise = await fixedBytes(async (bare) => load(bare, ["/"], options), result.bytes / result.requests)
  console.log(
    `    a server of fixed bytes at the same rate: p99 ${noise.p99.toFixed(1)}, max ${noise.max.toFixed(0)} ms`,
  )
}

/** A process that answers everything with so many bytes. */
async function fixedBytes<T>(use: (origin: string) => Promise<T>, bytes: number): Promise<T> {
  const code = `const b = Buffer.alloc(${Math.round(bytes)}); require("node:http").createServer((q, s) => s.end(b)).listen(0, "127.0.0.1", function () { console.log("ready at http://127.0.0.1:" + this.address().port) })`
  const child = run(["-e", code], {})
  children.push(child)
  const result = await use((await line(child, /ready at (http:\S+)/, 10_000)) ?? "")
  await end(child)
  return result
}

function words({ p50, p95, p99, max, failed }: LoadResult): string {
  return `p50 ${p50.toFixed(1)}, p95 ${p95.toFixed(1)}, p99 ${p99.toFixed(1)} ms${verdict(p99, GOAL.p99Ms)}, max ${max.toFixed(0)}, ${failed} failed`
}

function verdict(value: number, goal: number): string {
  return ` (goal under ${goal}: ${value < goal ? "reached" : "MISSED"})`
}

/** Processor time that a process has used so far, its threads included. */
function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /, "")
    .split(" ")
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS
}

function memoryMb(pid: number): number {
  const [, kb = "0"] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? []
  return Math.round(Number(kb) / 1_024)
}
