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

/** JSON with everything escaped that YAML would not take as it is; half a surrogate pair becomes U+FFFD, as in any UTF-8. */
function yamlString(text: string): string {
  return JSON.stringify(Buffer.from(text, "utf8").toString()).replace(/[\u007f-\u{10ffff}]/gu, (char) => {
    const point = (char.codePointAt(0) ?? 0).toString(16)
    return point.length > 4 ? `\\U${point.padStart(8, "0")}` : `\\u${point.padStart(4, "0")}`
  })
}
