import { z } from "zod"
import { snapshot } from "@/lib/adapters/watch"
import { entryIds, type LoadedEntry, loadEntry } from "@/lib/catalog/load-entry"
import type { RuleRunner } from "@/lib/checks/rule-runner"
import type { AfterSilences } from "@/lib/checks/silences"
import { reviewEntry } from "@/lib/checks/validate"
import { formatProblem, type Problem } from "@/lib/problem"
import { command } from "./command"
import { catalogOption, registry } from "./registry"
import { runnerFor } from "./rule-runner"
import { paint, type Terminal } from "./terminal"
import { watchEntries } from "./watch-entries"

export const validate = command({
  summary: "Check entries: files, schemas, expressions against captures, tests, runbooks",
  words: "[entry…]",
  options: z.object({
    ...catalogOption,
    promtool: z
      .enum(["auto", "require", "off"])
      .default("auto")
      .describe("run rules and unit tests in promtool: auto (when installed), require or off"),
    watch: z.boolean().default(false).describe("go on, and check an entry again whenever a file of it is saved"),
  }),
  examples: [
    "exporterhub validate",
    "exporterhub validate redis-exporter --promtool require",
    "exporterhub validate redis-exporter --watch",
  ],
  async run({ options, words, json, terminal }) {
    const source = registry(options.catalog)
    const since = options.watch ? await snapshot(options.catalog) : new Map<string, string>()
    const ids = await entryIds(source, words.length > 0 ? words : undefined)
    const runner = await runnerFor(options.promtool, json ? undefined : terminal)
    const byEntry = new Map<string, readonly Problem[]>()
    let silenced = 0
    // One after the other: the captures of a whole registry are more than a small machine can hold.
    for (const id of ids) {
      // Unit tests take seconds; a person should see that something goes on.
      if (runner && terminal.interactive && !json) terminal.err(paint(terminal, "dim", `checking ${id}…`))
      const found = await review(await loadEntry(source, id), runner)
      byEntry.set(id, found.problems)
      silenced += found.silenced.length
    }
    const problems = [...byEntry.values()].flat()
    // While it watches, each document is one line.
    if (json) terminal.out(JSON.stringify({ entries: ids.length, problems }, null, options.watch ? 0 : 2))
    else report(terminal, ids.length, problems, silenced)
    if (options.watch) {
      const only = words.length > 0 ? { only: new Set(ids) } : {}
      const watched = { catalog: options.catalog, since, ...only, problems: byEntry, runner, json, terminal }
      await untilInterrupted((signal) => watchEntries(watched, signal))
    }
    return [...byEntry.values()].flat().some(({ severity }) => severity === "error") ? 1 : 0
  },
})

/** Ends what goes on by itself at Ctrl-C; a second one ends the process. */
async function untilInterrupted(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const stop = new AbortController()
  const interrupt = (): void => stop.abort()
  process.once("SIGINT", interrupt).once("SIGTERM", interrupt)
  try {
    await work(stop.signal)
  } finally {
    process.off("SIGINT", interrupt).off("SIGTERM", interrupt)
  }
}

/** promtool says again, less clearly, what a check has found already; it is asked only about entries without errors. */
async function review(loaded: LoadedEntry, runner: RuleRunner | undefined): Promise<AfterSilences> {
  const { problems, silenced } = reviewEntry(loaded)
  if (!runner || problems.some(({ severity }) => severity === "error")) return { problems, silenced }
  return { problems: [...problems, ...(await runner.run(loaded)).problems], silenced }
}

function report(terminal: Terminal, entries: number, problems: readonly Problem[], silenced: number): void {
  for (const problem of problems)
    terminal.out(paint(terminal, problem.severity === "error" ? "red" : "yellow", formatProblem(problem)))
  const summary = `${entries} ${entries === 1 ? "entry" : "entries"}, ${problems.length} ${problems.length === 1 ? "problem" : "problems"}${silenced === 0 ? "" : `, ${silenced} silenced`}`
  terminal.err(paint(terminal, problems.length === 0 ? "green" : "red", summary))
}
