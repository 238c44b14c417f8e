import { execFile } from "node:child_process"
import { readdirSync } from "node:fs"
import path from "node:path"
import { promisify } from "node:util"
import type { TestProject } from "vitest/node"
import { startControlPlane } from "../cluster/control-plane"

declare module "vitest" {
  interface ProvidedContext {
    /** The folder that build-tools.sh fills; "" when there is none. */
    tools: string
    /** Of an API server with the resource definitions of every operator that a target is for; "" when there is none. */
    targetsKubeconfig: string
  }
}

const run = promisify(execFile)

/** The tools, and an API server for all suites of a run. What is missing is skipped loudly, which fails under CI=true. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  project.provide("tools", "")
  project.provide("targetsKubeconfig", "")
  try {
    const script = path.join(import.meta.dirname, "build-tools.sh")
    const tools = (await run("bash", [script], { timeout: 30 * 60_000 })).stdout.trim()
    project.provide("tools", tools)
    const plane = await startControlPlane()
    await installDefinitions(plane.kubeconfig, path.join(tools, "crds")).catch(async (error) => {
      await plane.stop()
      throw error
    })
    project.provide("targetsKubeconfig", plane.kubeconfig)
    return plane.stop
  } catch (error) {
    if (process.env.CI === "true") throw error
    console.warn(`\n*** TOOLS OF TARGETS ARE MISSING: their tests are skipped ***\n${(error as Error).message}\n`)
    return undefined
  }
}

async function installDefinitions(kubeconfig: string, folder: string): Promise<void> {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => /\.ya?ml$/.test(name))
  const flags = files.flatMap((name) => ["-f", path.join(folder, name)])
  const kubectl = (args: readonly string[]) =>
    run("kubectl", ["--kubeconfig", kubeconfig, ...args], { maxBuffer: 1 << 26, timeout: 120_000 })
  await kubectl(["apply", "--server-side", "--force-conflicts", ...flags])
  await kubectl(["wait", "--for=condition=Established", "--timeout=60s", "crd", "--all"])
  await kubectl(["create", "namespace", "monitoring"])
  await kubectl(["create", "namespace", "flux-system"])
  await kubectl(["create", "namespace", "argocd"])
}
