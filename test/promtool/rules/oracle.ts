import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

/** Files a process; their names must fit a command line. */
const BATCH = 500

/** For each rule file what promtool has against it, undefined where it accepts it; many files a process. */
export function promtoolVerdicts(
  files: readonly (string | Uint8Array)[],
  binary = "promtool",
): readonly (string | undefined)[] {
  const folder = mkdtempSync(join(tmpdir(), "rules-"))
  try {
    const names = files.map((content, i) => {
      const name = join(folder, `${i}.yaml`)
      writeFileSync(name, content)
      return name
    })
    const verdicts = new Map<string, string | undefined>()
    for (let i = 0; i < names.length; i += BATCH) checkBatch(names.slice(i, i + BATCH), binary, verdicts)
    return names.map((name) => verdicts.get(name))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Checks files, and goes on behind one that promtool crashes on. */
function checkBatch(names: readonly string[], binary: string, verdicts: Map<string, string | undefined>): void {
  let left = names
  while (left.length > 0) {
    const output = spawnSync(binary, ["check", "rules", "--lint=none", ...left], {
      encoding: "utf8",
      maxBuffer: 2 ** 28,
    })
    if (output.error) throw output.error
    const reports = output.stdout.split(/^Checking /m).slice(1)
    if (reports.length === 0) throw new Error(`promtool read nothing: ${output.stderr}`)
    const messages = messagesByFile(output.stderr)
    reports.forEach((report, i) => {
      const name = left[i] ?? ""
      const isAccepted = report.includes("\n  SUCCESS:")
      verdicts.set(name, isAccepted ? undefined : (messages.get(name) ?? "refused, or crashed"))
    })
    left = left.slice(reports.length)
  }
}

function messagesByFile(stderr: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const [, name = "", message = ""] of stderr.matchAll(/^\s*(\/\S+\.yaml): (.*(?:\n {2}line .*)*)/gm))
    if (!found.has(name)) found.set(name, message)
  return found
}
