import type { ApplyResult } from "@/lib/cluster/apply-event"
import { applyToAll, type Outcome, type Target } from "@/lib/cluster/fan-out"
import { type PlanReport, planReport } from "@/lib/cluster/plan"
import { leaseOf, timeoutOf } from "./cluster-options"
import { planLines } from "./print-plan"
import { progressOn } from "./print-progress"
import { paint, type Terminal } from "./terminal"

/** What `install`, `upgrade` and `rollback` print as JSON for one cluster. `result` is null when nothing was written. */
export interface ApplyReport {
  plan: PlanReport
  result: ApplyResult | null
}

interface Work {
  targets: readonly Target[]
  options: { yes: boolean; timeout: string; lease: string; noWait: boolean; dryRun?: boolean }
  /** Why a clean plan is not applied all the same. */
  stops?: (plan: PlanReport) => boolean
  json: boolean
  terminal: Terminal
  /** What the command says beside the plans, in its JSON. */
  news?: object
}

/** Shows plans, asks, applies them, and says how it ended; answers the exit code. */
export async function carryOut(work: Work): Promise<number> {
  const { targets, options, stops = () => false, json, terminal } = work
  const show = json ? terminal.err : terminal.out
  if (!json || terminal.interactive) for (const { plan } of targets) show(planLines(terminal, plan).join("\n"))
  const stopped = targets.filter(({ plan }) => !plan.clean || stops(plan))
  if (stopped.length > 0) {
    if (targets.length > 1) terminal.err(`Nothing was written anywhere: ${names(stopped)} cannot be done as it is`)
    answer(work, [])
    return 1
  }
  if (options.dryRun) {
    answer(work, [])
    return 0
  }
  const changing = targets.filter(({ plan }) => plan.changes)
  if (changing.length > 0 && !options.yes && !(await terminal.confirm(`Apply this to ${names(changing)}?`))) {
    terminal.err("Nothing was written")
    answer(work, [])
    return 1
  }
  const several = targets.length > 1
  const outcomes = await applyToAll(targets, (context) => progressOn(terminal, several ? context : undefined), {
    timeoutMs: timeoutOf(options),
    leaseMs: leaseOf(options),
    wait: !options.noWait,
  })
  answer(work, outcomes)
  for (const outcome of outcomes) terminal.err(`${several ? `${outcome.context}: ` : ""}${ending(terminal, outcome)}`)
  return outcomes.every(({ state }) => state === "done") ? 0 : 3
}

function names(targets: readonly Target[]): string {
  return targets.map(({ plan }) => plan.context).join(", ")
}

function answer({ targets, json, terminal, news = {} }: Work, outcomes: readonly Outcome[]): void {
  if (!json) return
  const reports = targets.map(({ plan }, i) => {
    const outcome = outcomes[i]
    const report: ApplyReport = { plan: planReport(plan), result: outcome?.result ?? null }
    return { context: plan.context, state: outcome?.state ?? "untouched", message: outcome?.message ?? "", ...report }
  })
  const [only] = reports.length === 1 ? reports : []
  const { plan, result } = only ?? {}
  terminal.out(JSON.stringify({ ...news, ...(only ? { plan, result } : { clusters: reports }) }, null, 2))
}

const STATES: Record<ApplyResult["state"], string> = {
  new: "but the new version is there",
  old: "the old version is there",
  none: "nothing is there",
  mixed: "a mixture is there",
}

function ending(terminal: Terminal, { state, result, message, hint }: Outcome): string {
  const word =
    state === "done"
      ? paint(terminal, "green", "done")
      : state === "untouched"
        ? paint(terminal, "yellow", "untouched")
        : paint(terminal, "red", `failed, ${result ? STATES[result.state] : "nothing was written"}`)
  const time = result ? ` (${(result.tookMs / 1000).toFixed(1)} s)` : ""
  return `${word}: ${message}${time}${hint === undefined ? "" : `\n  ${hint}`}`
}
