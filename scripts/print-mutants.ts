import { rememberedTrials } from "@/lib/adapters/mutation-cache"
import { rememberEvidence } from "@/lib/adapters/mutation-evidence"
import { promtoolVersion } from "@/lib/adapters/promtool"
import { promtoolTrials } from "@/lib/adapters/promtool-trials"
import type { Entry } from "@/lib/catalog/entry"
import type { LoadedEntry } from "@/lib/catalog/load-entry"
import { type EntryMutation, mutateEntry, scoreOf, survivorsOf, trialCount } from "@/lib/checks/mutation"
import { mutationEvidence } from "@/lib/checks/mutation-evidence"
import { columns, paint, type Terminal } from "./terminal"

const BAR = 24

/** A bar on one line of standard error that redraws itself; `clear` takes it away. */
function progressBar(total: number, write: (text: string) => void) {
  return {
    show(done: number, label: string): void {
      const filled = total === 0 ? BAR : Math.round((done / total) * BAR)
      write(`\r\u001b[K${"█".repeat(filled)}${"░".repeat(BAR - filled)} ${done}/${total} ${label}`)
    },
    clear: () => write("\r\u001b[K"),
  }
}

/** How mutants are run. */
export interface MutateOptions {
  /** Only the alert or recording of this name. */
  only: string | undefined
  /** Whether verdicts of earlier runs count. */
  fresh: boolean
  /** Where progress is shown; undefined for nowhere. */
  progress: ((text: string) => void) | undefined
  /** Ends the run. */
  signal: AbortSignal
}

/** Tries the mutants of many entries, one entry after the other. */
export async function mutateAll(
  items: readonly { item: LoadedEntry; entry: Entry }[],
  { only, fresh, progress, signal }: MutateOptions,
): Promise<EntryMutation[]> {
  const runner = rememberedTrials(promtoolTrials((await promtoolVersion()) ?? ""), { fresh })
  const counts = items.map(({ item, entry }) => trialCount(item, entry, only))
  const bar = progress && progressBar(sum(counts), progress)
  const mutations: EntryMutation[] = []
  try {
    for (const [i, { item, entry }] of items.entries()) {
      const before = sum(counts.slice(0, i))
      const onProgress = (done: number): void => bar?.show(before + done, entry.id)
      onProgress(0)
      const mutation = await mutateEntry(item, entry, runner, { signal, onProgress, only })
      // One rule alone says nothing of the others; without a place to write to, pages simply do not know.
      if (only === undefined) await rememberEvidence(item, mutationEvidence(mutation)).catch(() => undefined)
      mutations.push(mutation)
    }
    return mutations
  } finally {
    bar?.clear()
  }
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}

/** Every mutant that lived: where it is, what it changes and which test is missing; then a table of the entries. */
export function printMutations(terminal: Terminal, mutations: readonly EntryMutation[], minScore: number): void {
  for (const mutation of mutations) {
    for (const { rule, file, line, column, description, test } of survivorsOf(mutation)) {
      terminal.out(`${file}:${line}:${column}: ${paint(terminal, "yellow", "survived")}: ${rule}: ${description}`)
      terminal.out(paint(terminal, "dim", `    would be noticed by ${test}`))
    }
    for (const { name, message } of mutation.faults)
      terminal.out(paint(terminal, "red", `${mutation.id}: error: ${name}: ${message}`))
  }
  const rows = mutations.map((mutation) => {
    const { mutants, killed } = mutation.total
    return [mutation.id, `${mutants}`, `${killed}`, `${scoreOf(mutation).toFixed(1)} %`]
  })
  for (const line of columns([["ENTRY", "MUTANTS", "KILLED", "SCORE"], ...rows])) terminal.out(line)
  const low = mutations.filter((mutation) => scoreOf(mutation) < minScore)
  if (low.length > 0) terminal.out(paint(terminal, "red", `Below ${minScore} %: ${low.map(({ id }) => id).join(", ")}`))
}
