import { readFile } from "node:fs/promises"
import type { BundleItem } from "@/lib/bundle/bundle"
import { combine } from "@/lib/bundle/tuning/combine"
import type { TuningFault } from "@/lib/bundle/tuning/fault"
import { mergeTuning } from "@/lib/bundle/tuning/merge"
import { rulesByEntry } from "@/lib/bundle/tuning/rules-of"
import { tune } from "@/lib/bundle/tuning/tune"
import { conflictProblem, faultProblem, parseTuneFile, type TuneFile } from "@/lib/bundle/tuning/tune-file"
import { refuseFaults } from "@/lib/bundle/tuning/tuned-request"
import { ALL, type Tuning } from "@/lib/bundle/tuning/tuning"
import { HubError } from "@/lib/error"
import { compareProblems, formatProblem } from "@/lib/problem"
import { Findings } from "./findings"
import { registries } from "./registry"
import { paint, type Terminal } from "./terminal"
import { flagTuning, type TuningOptions } from "./tuning-flags"

/**
 * What the flags and the file of `--tune` change of the rules; undefined when they change nothing. Warnings are printed to
 * standard error. Throws Findings with places in the file, and HubError("usage") for flags.
 */
export async function tuningOf(
  options: TuningOptions & { catalog: string },
  items: readonly BundleItem[],
  terminal: Terminal,
): Promise<Tuning | undefined> {
  const entries = items.map(({ entry }) => entry)
  const flags = flagTuning(options, entries)
  const file = options.tune === undefined ? undefined : await readTuneFile(options.tune)
  const fromFile = file
    ? await forBundle(
        file.tuning,
        options.catalog,
        entries.map(({ id }) => id),
      )
    : {}
  const merged = mergeTuning(fromFile, undefined, rulesByEntry(entries))
  const tuning = combine(merged.tuning, flags)
  const { faults } = tune(items, tuning)
  const conflicting = new Set(merged.conflicts.map(({ path }) => path.join("\n")))
  const own = faults.filter(({ path }) => !conflicting.has(path.join("\n")))
  const fromFlags = own.filter(({ path }) => isSaid(flags, path))
  refuseFaults(fromFlags, flagName)
  for (const { path, message } of fromFlags) terminal.err(warning(terminal, `${flagName(path)}: ${message}`))
  const { source } = file ?? {}
  const inFile = own.filter((one) => !fromFlags.includes(one))
  const problems = source
    ? [
        ...merged.conflicts.map((one) => conflictProblem(one, source)),
        ...inFile.map((one) => faultProblem(one, source)),
      ]
    : []
  if (problems.some(({ severity }) => severity === "error")) throw new Findings(problems.sort(compareProblems))
  for (const problem of problems.sort(compareProblems)) terminal.err(paint(terminal, "yellow", formatProblem(problem)))
  return Object.keys(tuning).length > 0 ? tuning : undefined
}

/** A `tune.yaml` from disk. Throws Findings when its content is not right. */
export async function readTuneFile(path: string): Promise<TuneFile & { text: string }> {
  const text = await readFile(path, "utf8").catch((cause) => {
    throw new HubError("usage", `--tune: cannot read ${path}`, { cause })
  })
  const file = parseTuneFile(path, text)
  if (file.problems.length > 0) throw new Findings(file.problems)
  return { ...file, text }
}

/** Without entries that the catalog has and this bundle has not: one file may tune all installs. */
async function forBundle(tuning: Tuning, catalog: string, ids: readonly string[]): Promise<Tuning> {
  const files = await (await registries(catalog)).source.list("")
  const others = new Set(files.map((file) => file.split("/")[0]).filter((id) => id !== undefined && !ids.includes(id)))
  return Object.fromEntries(Object.entries(tuning).filter(([id]) => id === ALL || !others.has(id)))
}

/** Whether a place is one that the flags set; whatever else there is stands in the file. */
function isSaid(flags: Tuning, [entry, rule, field]: TuningFault["path"]): boolean {
  const changes = flags[String(entry)]?.[String(rule)]
  return changes !== undefined && Object.hasOwn(changes, String(field))
}

function flagName([, rule, field]: TuningFault["path"]): string {
  if (field === "matchers") return "--matcher"
  return `--${field === "enabled" ? "disable" : String(field)} ${String(rule)}`
}

function warning(terminal: Terminal, text: string): string {
  return paint(terminal, "yellow", `warning: ${text}`)
}
