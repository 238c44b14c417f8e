import { HubError } from "@/lib/error"
import { applyPlan } from "./apply"
import type { ApplyOptions, ApplyResult, OnEvent } from "./apply-event"
import type { ClusterClient } from "./client"
import { parallel } from "./parallel"
import type { Plan } from "./plan"

/** One cluster with what is to be done there. */
export interface Target {
  client: ClusterClient
  plan: Plan
}

/** How it went in one cluster. */
export interface Outcome {
  context: string
  /** `untouched`: it was not begun, because another cluster failed before. */
  state: "done" | "failed" | "untouched"
  /** Undefined where nothing was written. */
  result?: ApplyResult
  message: string
  hint?: string
}

/** How many clusters are worked on at once after the canary. */
const WIDTH = 3

/**
 * Carries out clean plans on several clusters: the first alone, as a canary, then the others a few at a time. Each is a
 * transaction of its own; after a failure no other is begun. Throws before the first write when a plan is not clean.
 */
export async function applyToAll(
  targets: readonly Target[],
  onEvent: (context: string) => OnEvent = () => () => {},
  options: ApplyOptions = {},
): Promise<Outcome[]> {
  const unclean = targets.find(({ plan }) => !plan.clean)
  if (unclean) throw new HubError("usage", `The plan for ${unclean.plan.context} is not clean; nothing was written`)
  let failed: string | undefined
  const run = async ({ client, plan }: Target): Promise<Outcome> => {
    const { context } = plan
    if (failed !== undefined) return { context, state: "untouched", message: `not begun, because ${failed} failed` }
    const outcome = await applyOne(client, plan, onEvent(context), options)
    if (outcome.state === "failed") failed ??= context
    return outcome
  }
  const [canary, ...others] = targets
  const first = canary ? [await run(canary)] : []
  return [...first, ...(await parallel(others, run, WIDTH))]
}

async function applyOne(client: ClusterClient, plan: Plan, onEvent: OnEvent, options: ApplyOptions): Promise<Outcome> {
  const { context } = plan
  try {
    const result = await applyPlan(client, plan, onEvent, options)
    const { message, hint } = result
    return { context, state: result.ok ? "done" : "failed", result, message, ...(hint === undefined ? {} : { hint }) }
  } catch (error) {
    if (!(error instanceof HubError)) throw error
    const { message, hint } = error
    return { context, state: "failed", message, ...(hint === undefined ? {} : { hint }) }
  }
}
