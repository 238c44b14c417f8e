import type { TestProject } from "vitest/node"
import { startControlPlane } from "./control-plane"
import { startFakeKubelet } from "./fake-kubelet"

declare module "vitest" {
  interface ProvidedContext {
    /** Of the control plane of this run; "" when there is none. */
    kubeconfig: string
  }
}

/** One control plane for all suites of a run. Without binaries the suites are skipped, which fails under CI=true. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  try {
    const plane = await startControlPlane()
    const stopKubelet = await startFakeKubelet(plane.kubeconfig)
    project.provide("kubeconfig", plane.kubeconfig)
    return async () => {
      await stopKubelet()
      await plane.stop()
    }
  } catch (error) {
    if (process.env.CI === "true") throw error
    console.warn(`\n*** NO CONTROL PLANE: every cluster test is skipped ***\n${(error as Error).message}\n`)
    project.provide("kubeconfig", "")
    return undefined
  }
}
