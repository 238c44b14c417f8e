// validate of 100 entries in this process, against one promtool process on the same rule files:
//   npx tsx test/bench/validate.ts [--entries 100] [--promtool path]
// The entries are those of the catalog under other names, in memory.
import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { loadavg, tmpdir } from "node:os"
import { join } from "node:path"
import { performance } from "node:perf_hooks"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import { disk } from "@/lib/adapters/disk"
import { entryIds, loadEntry } from "@/lib/catalog/load-entry"
import type { FileSource } from "@/lib/catalog/source"
import { validateEntry } from "@/lib/checks/validate"
import { promtoolVersion } from "../promtool/promql/oracle"
import { ratio, timed } from "./measure"

const { values } = parseArgs({
  options: { entries: { type: "string", default: "100" }, promtool: { type: "string", default: "promtool" } },
})
const wanted = Number(values.entries)
const GOAL_MS = 5_000

const catalog = disk(fileURLToPath(new URL("../../catalog", import.meta.url)))
const texts = new Map<string, string>()
const names = [...new Set((await catalog.list("")).map((file) => file.split("/")[0] ?? ""))]
for (let i = 0; i < wanted; i++) {
  const name = names[i % names.length] ?? ""
  for (const file of await catalog.list(name))
    texts.set(`${name}-${i}${file.slice(name.length)}`, await catalog.read(file))
}
const source: FileSource = {
  list: async (folder) => [...texts.keys()].filter((file) => folder === "" || file.startsWith(`${folder}/`)).sort(),
  read: async (path) => texts.get(path) ?? "",
}

let problems = 0
async function validate(): Promise<void> {
  problems = 0
  for (const id of await entryIds(source)) problems += validateEntry(await loadEntry(source, id)).length
}

const cold = performance.now()
await validate()
const coldMs = performance.now() - cold
const bytes = [...texts.values()].reduce((sum, text) => sum + text.length, 0)
console.log(`load of the machine: ${loadavg()[0]?.toFixed(1)}`)
console.log(`${wanted} entries, ${texts.size} files, ${(bytes / 1e6).toFixed(1)} MB; ${problems} problems`)
console.log(`first run: ${coldMs.toFixed(0)} ms (goal under ${GOAL_MS}): ${coldMs < GOAL_MS ? "reached" : "MISSED"}`)

const version = promtoolVersion(values.promtool)
if (version === undefined) console.log("PEER NOT THERE: no promtool")
const folder = mkdtempSync(join(tmpdir(), "bench-validate-"))
try {
  const rules = [...texts].filter(([file]) => file.includes("/rules/"))
  const paths = rules.map(([file, text]) => {
    const path = join(folder, file.replaceAll("/", "-"))
    writeFileSync(path, text)
    return path
  })
  const promtool = () => {
    const { status, stderr } = spawnSync(values.promtool, ["check", "rules", ...paths], { maxBuffer: 2 ** 28 })
    if (status !== 0) throw new Error(`promtool refuses the files: ${stderr}`)
  }
  const peers = version === undefined ? [] : [{ name: `promtool ${version} check rules, one process`, run: promtool }]
  const [ours, peer] = await timed([{ name: "ours", run: validate }, ...peers], 3)
  if (!ours) throw new Error("nothing was measured")
  const each = (ours.medianMs / wanted).toFixed(1)
  console.log(
    `warm: ${ours.medianMs.toFixed(0)} ms, ${each} ms an entry, ${Math.round(wanted / (ours.medianMs / 1_000))} entries/s`,
  )
  if (peer) {
    console.log(`${peer.name}, ${paths.length} rule files, and nothing else: ${peer.medianMs.toFixed(0)} ms`)
    console.log(`all of validate is ${ratio(ours, peer)}`)
  }
} finally {
  rmSync(folder, { recursive: true })
}
