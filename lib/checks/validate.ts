import type { LoadedEntry } from "@/lib/catalog/load-entry"
import { compareProblems, type Problem } from "@/lib/problem"
import { checks } from "./all"
import type { Finding } from "./check"

/** Everything that is wrong with an entry: what failed to load, then what the checks find in the parts that did. */
export function validateEntry(loaded: LoadedEntry): Problem[] {
  const { entry, broken, problems } = loaded
  if (!entry) return [...problems].sort(compareProblems)
  const found = checks
    .filter(({ needs }) => !needs.some((part) => broken.has(part)))
    .flatMap(({ id, severity, run }) => run(entry).map((finding) => toProblem(loaded, id, severity, finding)))
  return [...problems, ...found].sort(compareProblems)
}

function toProblem(loaded: LoadedEntry, check: string, severity: Problem["severity"], finding: Finding): Problem {
  const { at, side, offset, message, hint } = finding
  const options = { ...(side === undefined ? {} : { side }), ...(offset === undefined ? {} : { offset }) }
  const position = loaded.sources.get(at.file)?.locate(at.path, options) ?? { line: 1, column: 1 }
  return { check, severity, file: at.file, ...position, message, ...(hint === undefined ? {} : { hint }) }
}
