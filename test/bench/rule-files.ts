// The whole check of a rule file in this process, against a promtool process for the same file:
//   npx tsx test/bench/rule-files.ts [--promtool path]
// One rule is checked many times in a row, as a server or an editor does it, and no two files are alike: each has names and
// texts of its own. What one check takes that comes alone, when the caches are those of another process, is told beside it.
import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { loadavg, tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import { dump } from "js-yaml"
import { disk } from "@/lib/adapters/disk"
import { loadEntries } from "@/lib/catalog/load-entry"
import { lint } from "@/lib/checks/lint"
import { readDocuments } from "@/lib/rules/documents"
import { parseRuleFile } from "@/lib/rules/parse-rule-file"
import { promtoolVersion } from "../promtool/promql/oracle"
import { ratio, type Timing, timed } from "./measure"

const { values } = parseArgs({ options: { promtool: { type: "string", default: "promtool" } } })
const version = promtoolVersion(values.promtool)
if (version === undefined) throw new Error("PEER NOT THERE: no promtool, nothing to compare with")

const loaded = await loadEntries(disk(fileURLToPath(new URL("../../catalog", import.meta.url))))
const alerts = loaded.flatMap(({ entry }) => entry?.alerts ?? [])
const folder = mkdtempSync(join(tmpdir(), "bench-rules-"))

/** A rule file with so many of the catalog's alerts, from the `from`-th on, each with a name and texts of its own. */
function ruleFile(count: number, from = 0): string {
  const rules = Array.from({ length: count }, (_, i) => {
    const source = alerts[(from + i) % alerts.length]
    if (!source) throw new Error("the catalog has no alerts")
    const { group, origin, ...rule } = source
    const annotations = Object.entries(rule.annotations).map(([name, text]) => [name, `${text} (${from + i})`])
    return { ...rule, alert: `${rule.alert}${from + i}`, annotations: Object.fromEntries(annotations) }
  })
  const groups = Array.from({ length: Math.ceil(count / 20) }, (_, i) => ({
    name: `group-${i}`,
    rules: rules.slice(i * 20, (i + 1) * 20),
  }))
  return dump({ groups }, { noRefs: true })
}

function check(content: string): void {
  for (const document of readDocuments("rules.yaml", content).documents) {
    const { groups, problems } = parseRuleFile(document)
    const error = problems.find(({ severity }) => severity === "error")
    if (groups.length === 0 || error) throw new Error(`the file is not what it should be: ${error?.message}`)
  }
}

const nothingKnown = { source: "nothing", captures: [], declared: [], recordings: [] }

function lintAll(content: string): void {
  lint([{ file: "rules.yaml", content }], { profile: "3.5", metrics: nothingKnown })
}

function promtool(file: string): void {
  const { status, stdout, stderr } = spawnSync(values.promtool, ["check", "rules", file], { encoding: "utf8" })
  if (status !== 0) throw new Error(`promtool refuses the file: ${stdout}${stderr}`)
}

/** Ours, the same with all checks, and promtool on the same kind of file. `batch` files are checked for one measurement. */
async function compare(count: number, rounds: number, batch: number, goal?: number): Promise<void> {
  // More than one also where one is measured: what is remembered of a text is no help with the next.
  const contents = Array.from({ length: Math.max(batch, 7) }, (_, i) => ruleFile(count, i * count))
  let turn = 0
  const next = () => contents[turn++ % contents.length] ?? ""
  const path = join(folder, `${count}.yaml`)
  writeFileSync(path, next())
  const [ours, all, peer] = (await timed(
    [
      { name: "ours: YAML, fields, expressions, templates", run: () => check(next()), times: batch },
      { name: "ours with all checks of lint", run: () => lintAll(next()), times: batch },
      { name: `promtool ${version}, one process`, run: () => promtool(path) },
    ],
    rounds,
  )) as [Timing, Timing, Timing]
  const rules = `${count} ${count === 1 ? "rule" : "rules"}`
  console.log(`\n${rules}, ${(next().length / 1_000).toFixed(1)} kB${batch > 1 ? `, ${batch} files in a row` : ""}`)
  for (const { name, medianMs, fastestMs } of [ours, all, peer])
    console.log(`${name}: ${medianMs.toFixed(3)} ms (fastest ${fastestMs.toFixed(3)})`)
  console.log(`ours is ${ratio(ours, peer, goal)}`)
  console.log(`ours with all checks is ${ratio(all, peer, goal)}`)
}

try {
  console.log(`load of the machine: ${loadavg()[0]?.toFixed(1)}`)
  for (let i = 0; i < 3_000; i++) lintAll(ruleFile(1, i)) // a server or a lint of many files has long been warm
  await compare(1, 40, 100, 70)
  await compare(1, 40, 1)
  await compare(1_000, 15, 1, 1)
} finally {
  rmSync(folder, { recursive: true })
}
