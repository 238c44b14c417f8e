import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

const BATCH = 2_000

/**
 * For each template what promtool has against it as an annotation, undefined where it has nothing. A batch is one rule file
 * with an alert for each template.
 */
export function templateFaults(templates: readonly string[], binary = "promtool"): readonly (string | undefined)[] {
  const faults: (string | undefined)[] = []
  for (let i = 0; i < templates.length; i += BATCH) faults.push(...checkBatch(templates.slice(i, i + BATCH), binary))
  return faults
}

/** Runs `use` with a path for a file of this text. */
export function withFiles<T>(files: Readonly<Record<string, string>>, use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "templates-"))
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
    return use(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function checkBatch(templates: readonly string[], binary: string): readonly (string | undefined)[] {
  const rules = templates.map((text, i) => `  - {alert: a${i}, expr: up, annotations: {t: ${yamlString(text)}}}\n`)
  return withFiles({ "rules.yaml": `groups:\n- name: g\n  rules:\n${rules.join("")}` }, (folder) => {
    const { status, stdout, stderr } = spawnSync(
      binary,
      ["check", "rules", "--lint=none", join(folder, "rules.yaml")],
      {
        encoding: "utf8",
        maxBuffer: 2 ** 28,
      },
    )
    const found = new Map<number, string>()
    for (const [, index, message] of `${stdout}${stderr}`.matchAll(
      /group "g", rule \d+, "a(\d+)": annotation "t": template: __alert_a\d+(?::\d+)?: ([^\n]*)/g,
    ))
      found.set(Number(index), message ?? "")
    if (status !== 0 && found.size === 0) throw new Error(`promtool did not read the batch: ${stdout}${stderr}`)
    return templates.map((_, i) => found.get(i))
  })
}

/** JSON with everything escaped that YAML would not take as it is. */
export function yamlString(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u{10ffff}]/gu,
    (char) => `\\U${(char.codePointAt(0) ?? 0).toString(16).padStart(8, "0")}`,
  )
}
