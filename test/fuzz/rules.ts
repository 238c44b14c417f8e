// Fuzzes the reader of rule files against promtool:
// node --import tsx test/fuzz/rules.ts --count 20000 --seed 1 [--promtool path] [--corpus folder] [--show 20]
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { PROFILES } from "@/lib/promql/profile"
import { promtoolVersion } from "../promtool/promql/oracle"
import { type Mutant, mutants } from "../promtool/rules/mutate"
import { promtoolVerdicts } from "../promtool/rules/oracle"
import { SEEDS } from "../promtool/rules/seeds"
import { ourErrors } from "../promtool/rules/verdict"

/** Larger files are compared as they stand, but not mutated. Characters. */
const LARGEST_SEED = 20_000
const BATCH = 5_000

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "20000" },
    seed: { type: "string", default: "1" },
    promtool: { type: "string", default: "promtool" },
    corpus: { type: "string" },
    show: { type: "string", default: "20" },
  },
})
const version = promtoolVersion(values.promtool)
const profile =
  PROFILES.find((known) => known === version) ?? fail(`no profile for promtool ${version ?? "(not found)"}`)
const counts = new Map<string, { all: number; accepted: number; falseAccepts: number; falseRejects: number }>()
let left = Number(values.show)

function fail(message: string): never {
  throw new Error(message)
}

/** YAML files of a folder and those below it. */
function corpus(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => readFileSync(join(folder, name), "utf8"))
}

function compare(files: readonly Mutant[]): void {
  const verdicts = promtoolVerdicts(
    files.map(({ text }) => text),
    values.promtool,
  )
  files.forEach(({ kind, text }, i) => {
    const count = counts.get(kind) ?? { all: 0, accepted: 0, falseAccepts: 0, falseRejects: 0 }
    counts.set(kind, count)
    const [problem] = ourErrors(text, profile)
    const verdict = verdicts[i]
    count.all++
    if (verdict === undefined) count.accepted++
    if ((problem === undefined) === (verdict === undefined)) return
    if (problem === undefined) count.falseAccepts++
    else count.falseRejects++
    if (left-- <= 0) return
    const ours = problem ? `${problem.line}:${problem.column}: ${problem.message}` : "accepts"
    console.log(
      `${kind}: ${JSON.stringify(text.slice(0, 3_000))}\n  promtool: ${verdict ?? "accepts"}\n  ours: ${ours}`,
    )
  })
}

const files = values.corpus === undefined ? [] : corpus(values.corpus)
compare([...SEEDS, ...files].map((text) => ({ kind: "as it stands", text })))
const seeds = [...SEEDS, ...files.filter(({ length }) => length <= LARGEST_SEED)]
for (let done = 0; done < Number(values.count); done += BATCH)
  compare(mutants(seeds, Math.min(Number(values.count) - done, BATCH), Number(values.seed) + done))

let [all, wrong] = [0, 0]
for (const [kind, count] of [...counts].sort()) {
  const disagreed = count.falseAccepts + count.falseRejects
  if (kind !== "as it stands") {
    all += count.all
    wrong += disagreed
  }
  console.log(
    `${kind}: ${count.all - disagreed} of ${count.all} agree, promtool accepts ${count.accepted}, false accepts ${count.falseAccepts}, false rejects ${count.falseRejects}`,
  )
}
console.log(
  `mutated: ${all - wrong} of ${all} agree with promtool ${version} (${((1 - wrong / Math.max(all, 1)) * 100).toFixed(3)} %)`,
)
