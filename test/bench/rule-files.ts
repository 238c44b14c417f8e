// The whole check of a rule file in this process, against a promtool process for the same file:
//   npx tsx test/bench/rule-files.ts [--promtool path]
import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
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

/** A rule file with so many of the catalog's alerts, each with a name of its own. */
function ruleFile(count: number): string {
  const rules = Array.from({ length: count }, (_, i) => {
    const source = alerts[i % alerts.length]
    if (!source) throw new Error("the catalog has no alerts")
    const { group, origin, ...rule } = source
    return { ...rule, alert: `${rule.alert}${i}` }
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

function promtool(file: string): void {
  const { status, stdout, stderr } = spawnSync(values.promtool, ["check", "rules", file], { encoding: "utf8" })
  if (status !== 0) throw new Error(`promtool refuses the file: ${stdout}${stderr}`)
}

async function compare(count: number, rounds: number, goal: number): Promise<void> {
  const content = ruleFile(count)
  const path = join(folder, `${count}.yaml`)
  writeFileSync(path, content)
  const [ours, all, peer] = (await timed(
    [
      { name: "ours: YAML, fields, expressions, templates", run: () => check(content) },
      {
        name: "ours with all checks of lint",
        run: () => lint([{ file: "rules.yaml", content }], { profile: "3.5", metrics: nothingKnown }),
      },
      { name: `promtool ${version}, one process`, run: () => promtool(path) },
    ],
    rounds,
  )) as [Timing, Timing, Timing]
  console.log(`\n${count} ${count === 1 ? "rule" : "rules"}, ${(content.length / 1_000).toFixed(1)} kB`)
  for (const { name, medianMs, fastestMs } of [ours, all, peer])
    console.log(`${name}: ${medianMs.toFixed(2)} ms (fastest ${fastestMs.toFixed(2)})`)
  console.log(`ours is ${ratio(ours, peer, goal)}`)
}

try {
  for (let i = 0; i < 200; i++) check(ruleFile(1)) // a server or a lint of many files has long been warm
  await compare(1, 60, 70)
  await compare(1_000, 15, 1)
} finally {
  rmSync(folder, { recursive: true })
}
