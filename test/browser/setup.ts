import type { ChildProcess } from "node:child_process"
import { existsSync, readdirSync, statSync } from "node:fs"
import { join } from "node:path"
import { end, hub, line, ROOT, run } from "./hub"

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
  return ["app", "lib", "public", "next.config.js", "package-lock.json"].some((path) => newest(path) > built)
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

async function finish(child: ChildProcess): Promise<void> {
  let out = ""
  child.stdout?.on("data", (chunk: Buffer) => (out += chunk.toString()))
  child.stderr?.on("data", (chunk: Buffer) => (out += chunk.toString()))
  const code = await new Promise((resolve) => child.once("exit", resolve))
  if (code !== 0) throw new Error(`next build ended with ${code}:\n${out}`)
}
