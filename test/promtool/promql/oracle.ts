import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

const BATCH = 2_000

/** "major.minor" of a promtool; undefined when there is none at that path. */
export function promtoolVersion(binary = "promtool"): string | undefined {
  const { stdout, stderr } = spawnSync(binary, ["--version"], { encoding: "utf8" })
  return /promtool, version (\d+\.\d+)/.exec(`${stdout}${stderr}`)?.[1]
}

/** For each expression what promtool has against it, undefined where it has nothing; many expressions a process. */
export function promtoolFaults(expressions: readonly string[], binary = "promtool"): readonly (string | undefined)[] {
  const faults: (string | undefined)[] = []
  for (let i = 0; i < expressions.length; i += BATCH)
    faults.push(...checkBatch(expressions.slice(i, i + BATCH), binary))
  return faults
}

function checkBatch(expressions: readonly string[], binary: string): readonly (string | undefined)[] {
  const folder = mkdtempSync(join(tmpdir(), "promql-"))
  try {
    const file = join(folder, "rules.yaml")
    const rules = expressions.map((expr, i) => `  - {record: r${i}, expr: ${yamlString(expr)}}\n`)
    writeFileSync(file, `groups:\n- name: g\n  rules:\n${rules.join("")}`)
    const { status, stdout, stderr } = spawnSync(binary, ["check", "rules", "--lint=none", file], {
      encoding: "utf8",
      maxBuffer: 2 ** 28,
    })
    const found = new Map<number, string>()
    for (const [, index, message] of `${stdout}${stderr}`.matchAll(/group "g", rule \d+, "r(\d+)": (.*)/g))
      found.set(Number(index), message ?? "")
    if (status !== 0 && found.size === 0) throw new Error(`promtool did not read the batch: ${stdout}${stderr}`)
    return expressions.map((_, i) => found.get(i))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** JSON with everything escaped that YAML would not take as it is. */
function yamlString(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  )
}
