import { changes, type Snapshot } from "@/lib/adapters/watch"
import { type LoadedEntry, loadEntry } from "@/lib/catalog/load-entry"
import type { RuleRunner } from "@/lib/checks/rule-runner"
import { reviewEntry } from "@/lib/checks/validate"
import { formatProblem, type Problem } from "@/lib/problem"
import { registry } from "./registry"
import { paint, type Terminal } from "./terminal"

/** What `watchEntries` goes on with. */
export interface Watched {
  catalog: string
  /** What the catalog held before it was checked for the first time. */
  since: Snapshot
  /** Only these entries; all when absent. */
  only?: ReadonlySet<string>
  /** Problems of each entry as they were printed last. */
  problems: Map<string, readonly Problem[]>
  runner: RuleRunner | undefined
  json: boolean
  terminal: Terminal
}

/**
 * Checks an entry again whenever a file of it is saved and prints what is new and what is mended, until the signal. With
 * `json`, one JSON document on a line for each change. Leaves the last problems of each entry in `problems`.
 */
export async function watchEntries(watched: Watched, signal: AbortSignal): Promise<void> {
  const { catalog, since, only, terminal, json } = watched
  if (!json) terminal.err(paint(terminal, "dim", "watching; Ctrl-C ends it"))
  let tests = new AbortController()
  let running: Promise<void> = Promise.resolve()
  for await (const files of changes(catalog, { signal, since })) {
    // Unit tests of what is no longer there would only be in the way.
    tests.abort()
    await running
    const ids = [...new Set([...files].filter((file) => file.includes("/")).map((file) => file.split("/")[0] ?? ""))]
    const loaded: LoadedEntry[] = []
    for (const id of ids.filter((id) => !only || only.has(id))) {
      const item = await check(id, watched)
      if (item) loaded.push(item)
    }
    tests = new AbortController()
    running = runTests(loaded, watched, AbortSignal.any([signal, tests.signal]))
  }
  await running
}

/** Checks without promtool, which takes a moment; undefined when the entry is gone. */
async function check(id: string, watched: Watched): Promise<LoadedEntry | undefined> {
  const source = registry(watched.catalog)
  if ((await source.list(id)).length === 0) {
    watched.problems.delete(id)
    say(watched, { entry: id, gone: true, problems: [], added: [], mended: [] })
    return undefined
  }
  const loaded = await loadEntry(source, id)
  const { problems } = reviewEntry(loaded)
  // What promtool said stays until it has spoken again: it is asked about entries without errors only.
  const hasErrors = problems.some(({ severity }) => severity === "error")
  const kept = (watched.problems.get(id) ?? []).filter(({ check }) => check.startsWith("promtool-"))
  update(id, watched, watched.runner && !hasErrors ? [...problems, ...kept] : problems)
  return hasErrors ? undefined : loaded
}

async function runTests(loaded: readonly LoadedEntry[], watched: Watched, signal: AbortSignal): Promise<void> {
  for (const item of loaded) {
    if (!watched.runner || signal.aborted) return
    try {
      const { problems } = await watched.runner.run(item, signal)
      if (signal.aborted) return
      const own = (watched.problems.get(item.id) ?? []).filter(({ check }) => !check.startsWith("promtool-"))
      const before = watched.problems.get(item.id) ?? []
      const next = [...own, ...problems]
      if (next.length > 0 || before.length > 0) update(item.id, watched, next, { quiet: true })
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }
}

/** One change, as it is printed. */
interface Change {
  entry: string
  gone?: true
  problems: readonly Problem[]
  added: readonly Problem[]
  mended: readonly Problem[]
}

function update(
  id: string,
  watched: Watched,
  problems: readonly Problem[],
  { quiet = false }: { quiet?: boolean } = {},
): void {
  const before = new Set((watched.problems.get(id) ?? []).map(keyOf))
  const after = new Set(problems.map(keyOf))
  const added = problems.filter((problem) => !before.has(keyOf(problem)))
  const mended = (watched.problems.get(id) ?? []).filter((problem) => !after.has(keyOf(problem)))
  watched.problems.set(id, problems)
  if (!quiet || added.length + mended.length > 0) say(watched, { entry: id, problems, added, mended })
}

/** A line more above a problem does not make it another one. */
function keyOf({ check, file, message }: Problem): string {
  return `${check}\n${file}\n${message}`
}

function say({ json, terminal }: Watched, change: Change): void {
  const { entry, gone, problems, added, mended } = change
  if (json) {
    terminal.out(JSON.stringify(change))
    return
  }
  for (const problem of added)
    terminal.out(paint(terminal, problem.severity === "error" ? "red" : "yellow", formatProblem(problem)))
  for (const { file, message, check } of mended)
    terminal.out(paint(terminal, "green", `${file}: mended: ${message} (${check})`))
  const count = `${problems.length} ${problems.length === 1 ? "problem" : "problems"}`
  terminal.err(paint(terminal, problems.length === 0 ? "green" : "red", `${entry}: ${gone ? "gone" : count}`))
}
