import { toYaml } from "@/lib/bundle/yaml"
import { parseYaml, type YamlSource } from "@/lib/catalog/yaml-source"
import type { Problem } from "@/lib/problem"
import type { TuningFault } from "./fault"
import type { TuningConflict } from "./merge"
import { readTuning, type Tuning } from "./tuning"

/** A `tune.yaml` as far as it could be read. */
export interface TuneFile {
  tuning: Tuning
  /** For the places of later faults; absent when the text is no YAML. */
  source?: YamlSource
  problems: readonly Problem[]
}

/** Reads a `tune.yaml`; faults have their line and column. */
export function parseTuneFile(file: string, text: string): TuneFile {
  const { source, problems } = parseYaml(file, text)
  if (!source) return { tuning: {}, problems }
  const { tuning, faults } = readTuning(source.value)
  return { tuning, source, problems: faults.map((one) => faultProblem(one, source)) }
}

/** A tuning as the text of a `tune.yaml`. The same tuning gives the same bytes. */
export function tuneFileText(tuning: Tuning): string {
  return toYaml(tuning)
}

/** A fault as a problem of the file that the tuning stands in. */
export function faultProblem({ severity, path, message, hint }: TuningFault, source: YamlSource): Problem {
  const at = source.locate(path, { side: "key" })
  const where = path.map(String).join(".")
  const text = where === "" ? message : `${where}: ${message}`
  return { check: "tuning", severity, file: source.file, ...at, message: text, ...(hint === undefined ? {} : { hint }) }
}

/** A conflict as a problem, with both sides and what can be done. */
export function conflictProblem(conflict: TuningConflict, source: YamlSource): Problem {
  const { path } = conflict
  return {
    check: "tuning-conflict",
    severity: "error",
    file: source.file,
    ...source.locate(path, { side: "key" }),
    message: `${path.map(String).join(".")}: ${conflictText(conflict)}`,
    hint: conflictHint(conflict),
  }
}

/** Both sides of a conflict in a sentence. */
export function conflictText({ kind, mine, base, theirs, path }: TuningConflict): string {
  switch (kind) {
    case "changed":
      return `you have ${mine} in place of ${base}, and this version has ${theirs}`
    case "shape":
      return `you have ${mine} in ${base}, and this version compares differently: ${theirs}`
    case "renamed":
    case "vanished":
      return `this version has no rule ${String(path[1])}: ${theirs}`
  }
}

function conflictHint({ kind, renamedTo, keepable, path }: TuningConflict): string {
  if (kind === "renamed") return `Rename it to ${renamedTo} in this file, or remove it`
  if (kind === "vanished") return "Remove it from this file"
  const field = String(path[2])
  const keep = keepable ? `remove base.${field} to keep your value, or ` : ""
  return `Look at the new expression; ${keep}remove ${field} to take the new one`
}
