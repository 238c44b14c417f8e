import { z } from "zod"
import { applyPlan } from "@/lib/cluster/apply"
import type { ApplyResult } from "@/lib/cluster/apply-event"
import { type PlanReport, planReport } from "@/lib/cluster/plan"
import { bundleRequest } from "./bundle-request"
import { clusterOf, mustBeAsked, timeoutOf, writeOptions } from "./cluster-options"
import { command } from "./command"
import { planOf, planOptions } from "./plan"
import { stopsAtPreflight } from "./preflight"
import { planLines } from "./print-plan"
import { progressOn } from "./print-progress"
import { paint } from "./terminal"

/** What `install --json` prints. `result` is null when nothing was written: the plan was not clean, or the answer was no. */
export interface InstallReport {
  plan: PlanReport
  result: ApplyResult | null
}

export const install = command({
  summary: "Install entries into a cluster, or update what is installed: plan, ask, apply, wait until ready",
  words: "<entry…>",
  options: z.object({
    ...planOptions,
    ...writeOptions,
    noWait: z.boolean().default(false).describe("do not wait until everything is ready"),
  }),
  examples: [
    "exporterhub install redis-exporter --namespace monitoring --set address=redis://redis.default:6379",
    "exporterhub install node-exporter --create-namespace --label release=prometheus --yes --json",
  ],
  async run({ options, words, json, terminal }) {
    const request = await bundleRequest(options, words, terminal)
    mustBeAsked(options.yes, terminal.interactive)
    const client = await clusterOf(options)
    const plan = await planOf(client, request, options)
    const answer = (result: ApplyResult | null) => {
      const report: InstallReport = { plan: planReport(plan), result }
      if (json) terminal.out(JSON.stringify(report, null, 2))
    }
    const show = json ? terminal.err : terminal.out
    if (!json || terminal.interactive) show(planLines(terminal, plan).join("\n"))
    if (!plan.clean || stopsAtPreflight(plan, options)) {
      answer(null)
      return 1
    }
    if (plan.changes && !options.yes && !(await terminal.confirm(`Apply this to ${client.context}?`))) {
      terminal.err("Nothing was written")
      answer(null)
      return 1
    }
    const result = await applyPlan(client, plan, progressOn(terminal), {
      timeoutMs: timeoutOf(options),
      wait: !options.noWait,
    })
    answer(result)
    const word = result.ok
      ? paint(terminal, "green", "done")
      : paint(terminal, "red", `failed, ${STATES[result.state]}`)
    terminal.err(
      `${word}: ${result.message} (${(result.tookMs / 1000).toFixed(1)} s)${result.hint ? `\n  ${result.hint}` : ""}`,
    )
    return result.ok ? 0 : 3
  },
})

const STATES: Record<ApplyResult["state"], string> = {
  new: "but the new version is there",
  old: "the old version is there",
  none: "nothing is there",
  mixed: "a mixture is there",
}
