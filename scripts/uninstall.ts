import { z } from "zod"
import { refText } from "@/lib/cluster/kinds"
import { planUninstall, type RemovalPlan, uninstall as remove } from "@/lib/cluster/uninstall"
import { HubError } from "@/lib/error"
import { clusterOf, clusterOptions, leaseOf, mustBeAsked, timeoutOf, writeOptions } from "./cluster-options"
import { command } from "./command"
import { progressOn } from "./print-progress"
import { paint, type Terminal } from "./terminal"

export const uninstall = command({
  summary: "Remove an install and everything that belongs to it; says so when there is none",
  words: "<install>",
  options: z.object({
    ...clusterOptions,
    ...writeOptions,
    namespace: z.string().default("monitoring").describe("namespace of the install"),
  }),
  examples: ["exporterhub uninstall redis-exporter --namespace monitoring --yes"],
  async run({ options, words, json, terminal }) {
    const [name = "", ...more] = words
    if (more.length > 0) throw new HubError("usage", "uninstall takes the name of one install")
    mustBeAsked(options.yes, terminal.interactive)
    const client = await clusterOf(options)
    const ref = { name, namespace: options.namespace }
    if (!options.yes) {
      const plan = await planUninstall(client, ref)
      terminal.err(removalLines(terminal, plan).join("\n"))
      if (plan.exists && !(await terminal.confirm(`Remove this from ${client.context}?`))) {
        terminal.err("Nothing was removed")
        if (json)
          terminal.out(JSON.stringify({ ...plan, removed: 0, message: "Nothing was removed", tookMs: 0 }, null, 2))
        return 1
      }
    }
    const result = await remove(client, ref, progressOn(terminal), {
      timeoutMs: timeoutOf(options),
      leaseMs: leaseOf(options),
    })
    if (json) terminal.out(JSON.stringify(result, null, 2))
    else terminal.out(`${result.message} (${result.removed} objects, ${(result.tookMs / 1000).toFixed(1)} s)`)
    for (const { ref: kept, reason } of result.items.filter(({ action }) => action === "keep"))
      terminal.err(`${paint(terminal, "yellow", "kept")} ${refText(kept)}: ${reason}`)
    return 0
  },
})

function removalLines(terminal: Terminal, { items }: RemovalPlan): string[] {
  return items.map(({ ref, action, reason }) =>
    action === "remove" ? paint(terminal, "red", `- ${refText(ref)}`) : `= ${refText(ref)}  ${reason}`,
  )
}
