import { z } from "zod"
import type { Entry } from "@/lib/catalog/entry"
import { type LoadedEntry, loadEntries } from "@/lib/catalog/load-entry"
import { type EntryMutation, scoreOf, survivorsOf } from "@/lib/checks/mutation"
import { testCounts } from "@/lib/checks/test-counts"
import { HubError } from "@/lib/error"
import { formatProblem, type Problem } from "@/lib/problem"
import { type Call, command } from "./command"
import { mutateAll, printMutations } from "./print-mutants"
import { catalogOption, registry } from "./registry"
import { runnerFor } from "./rule-runner"
import { columns, paint, type Terminal } from "./terminal"

/** Below this share of mutants killed, in percent, `--mutate` fails unless told otherwise. */
const MIN_SCORE = 90

/** What `test` says of one entry. `mutants` and `killed` are null as long as no mutants were run. */
interface EntryReport {
  id: string
  alerts: number
  firing: number
  silent: number
  mutants: number | null
  killed: number | null
  survivors?: ReturnType<typeof survivorsOf>
  /** Mutants that promtool did not take, and rules whose tests fail alone. */
  faults?: EntryMutation["faults"]
}

const Options = z.object({
  ...catalogOption,
  mutate: z.boolean().default(false).describe("put faults into the rules, one at a time: do the tests notice?"),
  minScore: z.coerce
    .number()
    .min(0)
    .max(100)
    .optional()
    .describe(`with --mutate: percent of faults to notice, else exit 1 (default ${MIN_SCORE})`),
  alert: z.string().optional().describe("with --mutate: only the alert or recording of this name"),
  fresh: z.boolean().default(false).describe("with --mutate: forget verdicts of earlier runs"),
})
type Options = z.infer<typeof Options>

export const test = command({
  summary: "Run the unit tests of rules in real promtool, and the tests of the tests",
  words: "[entry…]",
  options: Options,
  examples: ["exporterhub test redis-exporter", "exporterhub test redis-exporter --mutate --alert RedisDown"],
  async run(call) {
    const { mutate, alert, fresh, minScore } = call.options
    if (!mutate && (alert !== undefined || fresh || minScore !== undefined))
      throw new HubError("usage", "--alert, --fresh and --min-score go with --mutate")
    const stop = new AbortController()
    const interrupt = (): void => stop.abort()
    process.once("SIGINT", interrupt).once("SIGTERM", interrupt)
    try {
      return await runTests(call, stop.signal)
    } catch (error) {
      if (stop.signal.aborted) return 130
      throw error
    } finally {
      process.off("SIGINT", interrupt).off("SIGTERM", interrupt)
    }
  },
})

async function runTests({ options, words, json, terminal }: Call<Options>, signal: AbortSignal): Promise<number> {
  const { mutate, alert, fresh, minScore = MIN_SCORE } = options
  const runner = await runnerFor("require")
  const loaded = await loadEntries(registry(options.catalog), words.length > 0 ? words : undefined)
  const usable = loaded.map(usableEntry).filter(({ entry }) => alert === undefined || hasRule(entry, alert))
  if (usable.length === 0 && alert !== undefined) throw new HubError("not-found", `There is no rule "${alert}"`)
  const problems: Problem[] = []
  for (const { item } of usable) {
    if (!json) terminal.err(paint(terminal, "dim", `testing ${item.id}…`))
    problems.push(...((await runner?.run(item, signal))?.problems ?? []))
  }
  // Where a test fails without any fault put in, it fails with every one, and says nothing.
  const sound = usable.filter(({ item }) => !problems.some(({ file }) => file.startsWith(`${item.id}/`)))
  const progress = terminal.interactive && !json ? (text: string) => void process.stderr.write(text) : undefined
  const mutations = mutate ? await mutateAll(sound, { only: alert, fresh, progress, signal }) : []
  const reports = usable.map(({ entry }) => reportOf(entry, mutations))
  if (json) terminal.out(JSON.stringify({ entries: reports, problems }, null, 2))
  else print(terminal, reports, mutations, problems, minScore)
  const missed = mutations.some((mutation) => scoreOf(mutation) < minScore || mutation.faults.length > 0)
  return problems.length > 0 || missed ? 1 : 0
}

function usableEntry(item: LoadedEntry): { item: LoadedEntry; entry: Entry } {
  const { id, entry, problems } = item
  if (entry && problems.length === 0) return { item, entry }
  throw new HubError("usage", `The entry ${id} is broken`, { hint: `exporterhub validate ${id} shows everything` })
}

function hasRule({ alerts, recordings }: Entry, name: string): boolean {
  return alerts.some(({ alert }) => alert === name) || recordings.some(({ record }) => record === name)
}

function reportOf(entry: Entry, mutations: readonly EntryMutation[]): EntryReport {
  const counts = testCounts(entry)
  const sum = (kind: "firing" | "silent"): number =>
    entry.alerts.reduce((total, { alert }) => total + (counts.get(alert)?.[kind] ?? 0), 0)
  const report = { id: entry.id, alerts: entry.alerts.length, firing: sum("firing"), silent: sum("silent") }
  const mutation = mutations.find(({ id }) => id === entry.id)
  if (!mutation) return { ...report, mutants: null, killed: null }
  return { ...report, ...mutation.total, survivors: survivorsOf(mutation), faults: mutation.faults }
}

function print(
  terminal: Terminal,
  reports: readonly EntryReport[],
  mutations: readonly EntryMutation[],
  problems: readonly Problem[],
  minScore: number,
): void {
  if (mutations.length > 0) printMutations(terminal, mutations, minScore)
  else {
    const rows = reports.map(({ id, alerts, firing, silent }) => [id, `${alerts}`, `${firing}`, `${silent}`])
    for (const line of columns([["ENTRY", "ALERTS", "FIRING", "SILENT"], ...rows])) terminal.out(line)
  }
  for (const problem of problems) terminal.out(paint(terminal, "red", formatProblem(problem)))
}
