import { z } from "zod"
import { type LoadedEntry, loadEntries } from "@/lib/catalog/load-entry"
import { testCounts } from "@/lib/checks/test-counts"
import { HubError } from "@/lib/error"
import { formatProblem } from "@/lib/problem"
import { command } from "./command"
import { catalogOption, registry } from "./registry"
import { runnerFor } from "./rule-runner"
import { columns, paint } from "./terminal"

/** What `test` says of one entry. `mutants` and `killed` are null as long as no mutants were run. */
interface EntryReport {
  id: string
  alerts: number
  firing: number
  silent: number
  mutants: number | null
  killed: number | null
}

export const test = command({
  summary: "Run the unit tests of rules in real promtool",
  words: "[entry…]",
  options: z.object(catalogOption),
  examples: ["exporterhub test redis-exporter"],
  async run({ options, words, json, terminal }) {
    const runner = await runnerFor("require")
    const loaded = await loadEntries(registry(options.catalog), words.length > 0 ? words : undefined)
    const entries: EntryReport[] = []
    const problems = []
    for (const item of loaded) {
      entries.push(countsOf(item))
      if (!json) terminal.err(paint(terminal, "dim", `testing ${item.id}…`))
      problems.push(...((await runner?.run(item))?.problems ?? []))
    }
    if (json) terminal.out(JSON.stringify({ entries, problems }, null, 2))
    else {
      const rows = entries.map(({ id, alerts, firing, silent }) => [id, `${alerts}`, `${firing}`, `${silent}`])
      for (const line of columns([["ENTRY", "ALERTS", "FIRING", "SILENT"], ...rows])) terminal.out(line)
      for (const problem of problems) terminal.out(paint(terminal, "red", formatProblem(problem)))
    }
    return problems.length > 0 ? 1 : 0
  },
})

function countsOf({ id, entry, problems }: LoadedEntry): EntryReport {
  if (!entry || problems.length > 0)
    throw new HubError("usage", `The entry ${id} is broken`, { hint: `exporterhub validate ${id} shows everything` })
  const counts = testCounts(entry)
  const sum = (kind: "firing" | "silent"): number =>
    entry.alerts.reduce((total, { alert }) => total + (counts.get(alert)?.[kind] ?? 0), 0)
  return { id, alerts: entry.alerts.length, firing: sum("firing"), silent: sum("silent"), mutants: null, killed: null }
}
