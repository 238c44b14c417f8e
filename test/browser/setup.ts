import { type ChildProcess, spawn } from "node:child_process"
import { existsSync, readdirSync, statSync } from "node:fs"
import { createServer } from "node:net"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

const ROOT = fileURLToPath(new URL("../..", import.meta.url))
const CI = process.env.CI === "true"

/**
 * Starts a local and a public hub of this checkout on free ports, and a Kubernetes control plane for the local one.
 * Without a control plane the tests that need one are skipped, which is a failure under CI=true.
 */
// biome-ignore lint/style/noDefaultExport: Playwright asks for it
export default async function setup(): Promise<() => Promise<void>> {
  const children: ChildProcess[] = []
  const stop = async (): Promise<void> => {
    await Promise.all(children.map(end))
  }
  try {
    if (isStale()) await finish(run(["node_modules/next/dist/bin/next", "build"], {}))
    const kubeconfig = await controlPlane(children)
    process.env.HUB_KUBECONFIG = kubeconfig
    process.env.HUB_LOCAL = await hub(children, { KUBECONFIG: kubeconfig || "/nonexistent", EXPORTERHUB_MODE: "local" })
    process.env.HUB_PUBLIC = await hub(children, { EXPORTERHUB_MODE: "public" })
  } catch (error) {
    await stop()
    throw error
  }
  return stop
}

/** Whether there is no build, or one that is older than what it is made from. */
function isStale(): boolean {
  const build = join(ROOT, ".next/BUILD_ID")
  if (!existsSync(build)) return true
  const built = statSync(build).mtimeMs
  return ["app", "lib", "catalog", "public", "next.config.js", "package-lock.json"].some((path) => newest(path) > built)
}

function newest(path: string): number {
  const full = join(ROOT, path)
  const files = statSync(full).isDirectory() ? readdirSync(full, { recursive: true, encoding: "utf8" }) : [""]
  return Math.max(...files.map((file) => statSync(join(full, file)).mtimeMs))
}

async function controlPlane(children: ChildProcess[]): Promise<string> {
  try {
    const child = run(["--import", "tsx", "test/cluster/serve.ts"], {})
    children.push(child)
    return (await line(child, /^(\/\S+)$/m, 600_000)) ?? ""
  } catch (error) {
    if (CI) throw error
    console.warn(`\n*** NO CONTROL PLANE: the tests that install are skipped ***\n${(error as Error).message}\n`)
    return ""
  }
}

async function hub(children: ChildProcess[], env: Record<string, string>): Promise<string> {
  const port = await freePort()
  const args = ["node_modules/next/dist/bin/next", "start", "--hostname", "127.0.0.1", "--port", String(port)]
  const child = run(args, env)
  children.push(child)
  await line(child, /Ready in/, 60_000)
  return `http://127.0.0.1:${port}`
}

function run(args: string[], env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  })
}

/** The first match in what a process prints. Fails when it ends before, or takes longer than `ms`. */
function line(child: ChildProcess, pattern: RegExp, ms: number): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    let out = ""
    const timer = setTimeout(() => reject(new Error(`nothing like ${pattern} within ${ms} ms:\n${out}`)), ms)
    const read = (chunk: Buffer): void => {
      out += chunk.toString()
      const match = pattern.exec(out)
      if (!match) return
      clearTimeout(timer)
      resolve(match[1])
    }
    child.stdout?.on("data", read)
    child.stderr?.on("data", read)
    child.once("exit", (code) => {
      clearTimeout(timer)
      reject(new Error(`ended with ${code}:\n${out}`))
    })
  })
}

async function finish(child: ChildProcess): Promise<void> {
  let out = ""
  child.stdout?.on("data", (chunk: Buffer) => (out += chunk.toString()))
  child.stderr?.on("data", (chunk: Buffer) => (out += chunk.toString()))
  const code = await new Promise((resolve) => child.once("exit", resolve))
  if (code !== 0) throw new Error(`next build ended with ${code}:\n${out}`)
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once("exit", resolve))
  child.kill("SIGTERM")
  const patience = setTimeout(() => child.kill("SIGKILL"), 20_000)
  await gone
  clearTimeout(patience)
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once("error", reject)
    server.listen(0, "127.0.0.1", () => {
      const address = server.address()
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0))
    })
  })
}
